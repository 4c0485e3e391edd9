/**
 * Stores the person's name between visits.
 *
 * Reads the stored name, also from older versions of the page, and produces one that the server accepts.
 */
import { cleanName, NAME_MAX_LENGTH, nameProblem } from "../shared/net/person-name.ts";
import { recall, remember } from "./storage.ts";
import { WORDS } from "./words.ts";

const KEY = "name";

/** The stored name, cleaned and shortened; "" if there is none. */
export function rememberedName(): string {
  const name = cleanName(recall("visits", KEY));
  return nameProblem(name) === "tooLong" ? Array.from(name).slice(0, NAME_MAX_LENGTH).join("").trim() : name;
}

/** Stores a cleaned name; "" removes it. */
export function rememberName(name: string): void {
  remember("visits", KEY, name);
}

/** The name to join with. */
export function nameToJoinWith(): string {
  return rememberedName() || WORDS.lobby.namePlaceholder;
}
