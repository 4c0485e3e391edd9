/**
 * The rule for a person's name, shared by page and server.
 *
 * Reads any text, produces the name that is shown, or what is wrong with it. The server accepts every name that the
 * page has cleaned and does not change it: cleaning is idempotent, and the length is counted after cleaning.
 */

/** Longest name of a person, in characters (Unicode code points) of the cleaned name. */
export const NAME_MAX_LENGTH = 16;

/** Why a cleaned name cannot be used. */
export type NameProblem = "empty" | "tooLong";

/** Every kind of white space, and the braille pattern without dots, which looks the same. */
const SPACE = /[\p{White_Space}\u2800]/gu;

/**
 * Characters that are invisible or affect the text around them: control and formatting characters (including zero-width
 * and bidirectional ones), lone surrogates, private use, variation selectors, Hangul fillers. A joined emoji is split
 * into its parts. Unassigned characters are kept: page and server may have different versions of Unicode.
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
