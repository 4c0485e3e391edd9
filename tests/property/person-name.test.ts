import { describe, expect, it } from "@jest/globals";
import { constantFrom, integer, array, oneof, property, string, type Arbitrary } from "fast-check";
import { parseJoin } from "../../server/join-options.ts";
import { cleanName, nameProblem } from "../../shared/net/person-name.ts";
import { check } from "../support/properties.ts";

/** Strings that have broken names in other software. */
const TRAPS = [
  "\u200b", // zero-width space
  "\u200d", // zero-width joiner
  "\u202e", // turns the direction around
  "\u2060",
  "\ufeff",
  "\u115f", // Hangul filler, a letter that is invisible
  "\u3164",
  "\uffa0",
  "\u034f",
  "\ufe0f", // variation selector
  "\u{e0041}",
  "\u2800", // braille without a dot
  "\ud83d", // half of an emoji
  "\udc00",
  "\u0958", // grows under NFC
  "\ufb2c", // one character that becomes three
  "\u{1d160}",
  "e\u0301", // shrinks under NFC
  "👨‍👩‍👧",
  "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
  "\t",
  "\u3000",
  "\u2028",
  "\u0000",
  "\uffff",
  "\u0378", // not assigned today
  "A",
  " ",
] as const;

const typed: Arbitrary<string> = oneof(
  array(oneof(constantFrom(...TRAPS), string({ unit: "binary" })), { maxLength: 20 }).map((parts) => parts.join("")),
  array(integer({ min: 0, max: 0xffff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
);

/** The name as the server parses it. */
function atServer(name: string): unknown {
  return parseJoin("match", { name, mode: "play" }, "junior");
}

describe("a person's name", () => {
  it("that the page sends is accepted by the server, and unchanged", () => {
    check(
      property(typed, (text) => {
        const name = cleanName(text);
        if (nameProblem(name) === null) expect(atServer(name)).toMatchObject({ name });
        else expect(() => atServer(name)).toThrow("name must have 1 to 16 printable characters");
      }),
      5000,
    );
  });

  it("does not change when it is cleaned again", () => {
    check(
      property(typed, (text) => {
        const name = cleanName(text);
        expect(cleanName(name)).toBe(name);
        expect(name).not.toMatch(/\p{Cs}/u);
      }),
      5000,
    );
  });

  it("does not change when it is cleaned again, for every single character", () => {
    const unstable: string[] = [];
    for (let code = 0; code <= 0x10ffff; code++) {
      const name = cleanName(String.fromCodePoint(code));
      if (cleanName(name) !== name) unstable.push(code.toString(16));
    }
    expect(unstable).toEqual([]);
  });
});
