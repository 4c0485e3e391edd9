/**
 * The field for the person's name, with a message if the server would refuse the name.
 *
 * Reads what is typed; produces a cleaned name, or none and the reason in words.
 */
import { cleanName, NAME_MAX_LENGTH, nameLength, nameProblem } from "../shared/net/person-name.ts";
import { el, setText } from "./dom.ts";
import { WORDS } from "./words.ts";

const PROBLEM_ID = "name-problem";
const NOTE_ID = "name-note";

/** Label, field and the two lines below it. */
export class NameField {
  readonly label = el("label", { for: "name", text: WORDS.lobby.nameLabel });
  readonly input: HTMLInputElement;
  /** What is wrong, in words. */
  readonly problem = el("p", { class: "name-problem", id: PROBLEM_ID, role: "alert", "data-testid": "name-problem" });
  /** Which name others will see, when it differs from what was typed. */
  readonly note = el("p", { class: "name-note fine", id: NOTE_ID, role: "status" });

  /** @param name initial content of the field */
  constructor(name: string) {
    this.input = el("input", {
      id: "name",
      name: "name",
      type: "text",
      placeholder: WORDS.lobby.namePlaceholder,
      autocomplete: "nickname",
      spellcheck: "false",
      "aria-describedby": `${PROBLEM_ID} ${NOTE_ID}`,
      "data-testid": "name",
      value: name,
    });
    this.input.addEventListener("input", () => this.#check());
  }

  /** The cleaned name, "" for none; null if it cannot be used: then the reason is shown and the field focused. */
  read(): string | null {
    if (this.#check()) return cleanName(this.input.value);
    this.input.focus();
    return null;
  }

  /** Shows what is wrong with what is typed. Returns whether it can be used. */
  #check(): boolean {
    const typed = this.input.value;
    const name = cleanName(typed);
    const words = problemWords(typed, name);
    setText(this.problem, words);
    setText(this.note, words === "" && name !== typed.trim() ? WORDS.lobby.nameBecomes(name) : "");
    if (words === "") this.input.removeAttribute("aria-invalid");
    else this.input.setAttribute("aria-invalid", "true");
    return words === "";
  }
}

/** What is wrong, in words, or "". An empty field is allowed: the placeholder is then the name. */
function problemWords(typed: string, name: string): string {
  const problem = nameProblem(name);
  if (problem === null) return "";
  if (problem === "tooLong") return WORDS.lobby.nameTooLong(nameLength(name), NAME_MAX_LENGTH);
  return typed.trim() === "" ? "" : WORDS.lobby.nameInvisible;
}
