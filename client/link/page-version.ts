/**
 * Checks whether the server has another version of the page than the one shown.
 *
 * Compares the files that the served page loads with those that the shown page has loaded: their names contain a hash
 * of their content.
 */

/** The server has another version of this page. */
export class OldPage extends Error {
  override name = "OldPage";
}

/** Files that a page loads. */
const FILES = /\b(?:src|href)="([^"]*\bassets\/[^"]+)"/g;

/**
 * Whether `shown` has loaded every file that the page at `address` now loads; also true without an answer.
 */
export async function isPageCurrent(shown: Document, address: string, signal: AbortSignal): Promise<boolean> {
  let served: string;
  try {
    const response = await fetch(address, { cache: "no-store", signal });
    if (!response.ok) return true;
    served = await response.text();
  } catch {
    return true;
  }
  const loaded = new Set<string | null>();
  for (const element of shown.querySelectorAll("[src], link[href]")) {
    loaded.add(element.getAttribute("src") ?? element.getAttribute("href"));
  }
  return Array.from(served.matchAll(FILES), ([, file = ""]) => file).every((file) => loaded.has(file));
}
