/** Places of the arms' names above a figure: side by side, in as many lines as needed. Lengths are in pixels. */

/** Height of a line, width of a letter, and width of a symbol with the space around a name. */
export const LEGEND_LINE = 20;
const LETTER = 7.6;
const AROUND = 32;
/** Free space beside the legend. */
const MARGIN = 30;

/** The place of one arm: its left end, and its line from 0. */
export interface LegendPlace {
  readonly arm: string;
  readonly x: number;
  readonly line: number;
}

/** The places of `arms` in a figure `width` wide. */
export function layLegend(arms: readonly string[], width: number): LegendPlace[] {
  let x = 0;
  let line = 0;
  return arms.map((arm) => {
    const length = AROUND + arm.length * LETTER;
    if (x > 0 && x + length > width - MARGIN) {
      x = 0;
      line++;
    }
    const place = { arm, x, line };
    x += length;
    return place;
  });
}

/** Height of all lines but the first. */
export function moreLegend(places: readonly LegendPlace[]): number {
  return LEGEND_LINE * Math.max(0, ...places.map(({ line }) => line));
}
