import { dispatch } from "../../support/page.ts";
import { describe, expect, it } from "@jest/globals";
import { levelChoice, rememberedLevel } from "../../../client/level-choice.ts";
import { remember } from "../../../client/storage.ts";
import { DEFAULT_LEVEL, LEVELS } from "../../../shared/levels.ts";

function inputs(): HTMLInputElement[] {
  return [...levelChoice().querySelectorAll("input")];
}

describe("the choice of the bots' level", () => {
  it("offers every level, the default first chosen", () => {
    remember("visits", "level", "");
    expect(inputs().map(({ value }) => value)).toEqual([...LEVELS]);
    expect(
      inputs()
        .filter(({ checked }) => checked)
        .map(({ value }) => value),
    ).toEqual([DEFAULT_LEVEL]);
  });

  it("is remembered, and a stored level that is unknown is not used", () => {
    const pro = inputs().at(-1)!;
    pro.checked = true;
    dispatch(pro, "change");
    expect(rememberedLevel()).toBe("pro");
    expect(
      inputs()
        .filter(({ checked }) => checked)
        .map(({ value }) => value),
    ).toEqual(["pro"]);
    remember("visits", "level", "dragon");
    expect(rememberedLevel()).toBe(DEFAULT_LEVEL);
  });
});
