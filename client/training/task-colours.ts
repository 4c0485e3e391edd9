/**
 * The colours of tasks, the same in curves, tiles and captions: a light one for dark backgrounds, a dark one for ice.
 *
 * Source: the palette of Okabe and Ito 2008, which colour-blind people can tell apart.
 */

interface TaskColours {
  readonly light: string;
  readonly dark: string;
}

const COLOURS: Readonly<Record<string, TaskColours>> = {
  pass: { light: "#56b4e9", dark: "#00588a" },
  shoot: { light: "#f0a81c", dark: "#8a5a00" },
  open: { light: "#3ccf91", dark: "#006644" },
  steal: { light: "#e07bb0", dark: "#8a2f62" },
  cover: { light: "#7fd6d0", dark: "#00635d" },
  save: { light: "#f0e442", dark: "#6b6400" },
  carry: { light: "#ff8a5c", dark: "#9a3d00" },
  place: { light: "#b7a6ff", dark: "#4b3fa0" },
};
const OTHERS: readonly TaskColours[] = [
  { light: "#d8d8d8", dark: "#444444" },
  { light: "#ffb3c1", dark: "#8c1c32" },
];

function coloursOf(task: string, order: number): TaskColours {
  return COLOURS[task] ?? OTHERS[order % OTHERS.length]!;
}

/** The colour of `task` on a dark background; tasks without a colour of their own get one by their order. */
export function taskColour(task: string, order = 0): string {
  return coloursOf(task, order).light;
}

/** The colour of `task` on ice. */
export function darkTaskColour(task: string, order = 0): string {
  return coloursOf(task, order).dark;
}

/** The colour `#rrggbb` with an opacity in [0, 1]. */
export function faded(colour: string, opacity: number): string {
  return (
    colour +
    Math.round(255 * opacity)
      .toString(16)
      .padStart(2, "0")
  );
}
