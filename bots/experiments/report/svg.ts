/** Draws a plot to the text of an SVG, without a browser. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

const FONTS = "Inter, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif";

/** A figure as text. */
export interface Figure {
  /** Used for the names of files. */
  readonly name: string;
  /** Text for screen readers. */
  readonly description: string;
  readonly svg: string;
}

/**
 * The SVG of a plot.
 *
 * @param colour of everything that has no colour of its own
 * @param background colour behind the plot; empty: transparent
 */
export function drawPlot(options: Plot.PlotOptions, description: string, colour: string, background: string): string {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const plot = Plot.plot({ ...options, document });
  // The style element is for web pages; other programs that read SVG misinterpret it.
  plot.querySelector("style")?.remove();
  plot.removeAttribute("class");
  plot.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  plot.setAttribute("font-family", FONTS);
  plot.setAttribute("role", "img");
  plot.setAttribute("aria-label", description);
  const paper = background === "" ? "" : `<rect width="100%" height="100%" fill="${background}"/>`;
  return String(plot.outerHTML)
    .replace(/(<svg[^>]*>)/, `$1${paper}`)
    .replaceAll("currentColor", colour);
}
