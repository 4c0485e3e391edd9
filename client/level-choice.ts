/** The choice of how well the bots play: a row of radio buttons. Stores what was chosen between visits. */
import { DEFAULT_LEVEL, LEVELS, type Level } from "../shared/levels.ts";
import { el } from "./dom.ts";
import { recall, remember } from "./storage.ts";
import { WORDS } from "./words.ts";

const KEY = "level";

/** The level that was chosen last; the default if none was. */
export function rememberedLevel(): Level {
  const stored = recall("visits", KEY);
  return LEVELS.find((level) => level === stored) ?? DEFAULT_LEVEL;
}

/** Makes the row. */
export function levelChoice(): HTMLElement {
  const chosen = rememberedLevel();
  const buttons = LEVELS.map((level) => {
    const input = el("input", { type: "radio", name: "level", value: level, "data-testid": `level-${level}` });
    input.checked = level === chosen;
    input.addEventListener("change", () => remember("visits", KEY, level));
    return el("label", {}, input, el("span", { text: WORDS.lobby.levels[level] }));
  });
  return el(
    "fieldset",
    { class: "level-choice" },
    el("legend", { text: WORDS.lobby.levelLabel }),
    el("div", { class: "level-row" }, ...buttons),
  );
}
