import { describe, expect, it } from "@jest/globals";
import { cleanName, nameLength, nameProblem } from "../../../shared/net/person-name.ts";

describe("a person's name", () => {
  it.each([
    ["  Ada   Lovelace ", "Ada Lovelace"],
    ["Ada\tLove\nlace", "Ada Love lace"],
    ["A\u200bd\u2060a\ufeff", "Ada"],
    ["\u202eevil", "evil"],
    ["\u3164\u115f\uffa0", ""],
    ["\u2800\u2800", ""],
    ["e\u0301", "é"],
    ["\ud83d x", "x"],
    ["👨‍👩‍👧", "👨👩👧"],
    ["نام‌من", "ناممن"],
  ])("%j is shown as %j", (typed, shown) => {
    expect(cleanName(typed)).toBe(shown);
  });

  it("has 1 to 16 characters, an emoji being one", () => {
    expect(nameProblem("")).toBe("empty");
    expect(nameProblem("😀".repeat(16))).toBeNull();
    expect(nameProblem("😀".repeat(17))).toBe("tooLong");
    expect(nameLength("é😀x")).toBe(3);
  });

  it("is counted after it is normalised, which may make it longer", () => {
    const typed = "\u0958".repeat(16);
    expect(typed).toHaveLength(16);
    expect(nameProblem(cleanName(typed))).toBe("tooLong");
  });
});
