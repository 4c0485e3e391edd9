/**
 * The rule for a person's name, the same on the page and on the server.
 *
 * Reads any text, produces the name that is shown, or says what is wrong with it. What the page has cleaned passes the
 * server unchanged: cleaning a clean name changes nothing, and both count after cleaning.
 */

/** Longest name of a person, in characters (Unicode code points) of the cleaned name. */
export const NAME_MAX_LENGTH = 16;

/** Why a cleaned name cannot be used. */
export type NameProblem = "empty" | "tooLong";

/** Every kind of white space, and the braille pattern without a dot, which looks like one. */
const SPACE = /[\p{White_Space}\u2800]/gu;

/**
 * What nobody sees or what changes the text around it: control and formatting characters (among them zero-width and
 * bidirectional ones), lone surrogates, private use, variation selectors, Hangul fillers. A joined emoji becomes its
 * parts. Unassigned characters stay: which ones are assigned differs between the page's Unicode and the server's.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/gu;

/** `text` as a name: visible characters in normal form NFC, with single spaces between them; possibly "". */
export function cleanName(text: string): string {
  return text.replace(SPACE, " ").replace(INVISIBLE, "").normalize("NFC").replace(/ +/g, " ").trim();
}

/** What is wrong with a cleaned name, or null. */
export function nameProblem(name: string): NameProblem | null {
  if (name === "") return "empty";
  return nameLength(name) > NAME_MAX_LENGTH ? "tooLong" : null;
}

/** Length of a cleaned name as `NAME_MAX_LENGTH` counts it. */
export function nameLength(name: string): number {
  return Array.from(name).length;
}
