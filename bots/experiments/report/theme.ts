/** Colours and symbols of the arms, for the page (by CSS variables, light and dark) and for files on white paper. */

/** Colours of one figure. */
export interface Theme {
  readonly text: string;
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  arm(name: string): string;
}

/** Each has at least 4.5:1 on its background. The first is for arms called `none`. */
const LIGHT = ["#667085", "#0b63c4", "#b4400a", "#137a3e", "#8b2fd6", "#b8174c", "#0b6f84", "#8a5a00", "#4a4fb0"];
const DARK = ["#9aa5b4", "#6cb4ff", "#ff9e62", "#5cd18b", "#c69cff", "#ff82a4", "#58cbdc", "#e0bd4a", "#a9b0ff"];

const SYMBOLS = ["square", "circle", "triangle", "diamond", "star", "cross", "wye", "hexagon", "triangle2"] as const;

/** Index of the arm's colour and symbol: 0 for `none`, wherever it is in the list. */
export function styleIndex(arms: readonly string[], name: string): number {
  if (name === "none") return 0;
  return 1 + (arms.filter((arm) => arm !== "none").indexOf(name) % (LIGHT.length - 1));
}

export function symbolOf(arms: readonly string[], name: string): (typeof SYMBOLS)[number] {
  return SYMBOLS[styleIndex(arms, name)]!;
}

/** Colours for files: dark ink on white. */
export function paperTheme(arms: readonly string[]): Theme {
  return {
    text: "#1b2330",
    muted: "#5b6675",
    grid: "#d9dee5",
    background: "#ffffff",
    arm: (name) => LIGHT[styleIndex(arms, name)]!,
  };
}

/** Colours for the page: CSS variables that depend on the system's setting of light or dark. */
export function pageTheme(arms: readonly string[]): Theme {
  return {
    text: "var(--text)",
    muted: "var(--muted)",
    grid: "var(--grid)",
    background: "var(--panel)",
    arm: (name) => `var(--arm-${styleIndex(arms, name)})`,
  };
}

/** The variables behind `pageTheme`'s arms. */
export function armVariables(scheme: "light" | "dark"): string {
  return (scheme === "light" ? LIGHT : DARK).map((colour, i) => `--arm-${i}:${colour}`).join(";");
}
