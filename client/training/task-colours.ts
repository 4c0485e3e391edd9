/**
 * One colour per task, the same in curves, tiles and captions.
 *
 * Source: the palette of Okabe and Ito 2008, which colour-blind people can tell apart.
 */

const COLOURS: Readonly<Record<string, string>> = { pass: "#56b4e9", shoot: "#f0a81c" };
const OTHERS = ["#3ccf91", "#cc79a7", "#f0e442", "#d55e00"] as const;

/** The colour of `task`; tasks without a colour of their own get one by their order. */
export function taskColour(task: string, order = 0): string {
  return COLOURS[task] ?? OTHERS[order % OTHERS.length]!;
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
