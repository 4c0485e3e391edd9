/** Parsers of flag values; each error says what is allowed. */
import { InvalidArgumentError } from "commander";

/** A whole number of at least `low` and at most `high`. */
export function wholeNumber(low: number, high = Infinity): (text: string) => number {
  return (text) => {
    const value = Number(text.replaceAll("_", ""));
    if (!Number.isInteger(value) || value < low || value > high || text.trim() === "") {
      throw new InvalidArgumentError(`It must be a whole number from ${low}${high < Infinity ? ` to ${high}` : ""}.`);
    }
    return value;
  };
}

/** Whole numbers of at least `low`, between commas. */
export function wholeNumbers(low: number): (text: string) => number[] {
  const one = wholeNumber(low);
  return (text) => text.split(",").map(one);
}

/** `pass=0.1,shoot=0.9` as a record; names and the sum are checked by the training config. */
export function weights(text: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const part of text.split(",")) {
    const [name, weight] = part.split("=");
    const value = Number(weight);
    if (!name || weight === undefined || weight.trim() === "" || !(value >= 0)) {
      throw new InvalidArgumentError("It must look like pass=0.1,shoot=0.9 with weights of 0 or more.");
    }
    found[name.trim()] = value;
  }
  return found;
}
