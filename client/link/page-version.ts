/**
 * Tells whether the server has a newer page than the one that is shown.
 *
 * Compares the files that the served page begins with to those that the shown one was loaded with: their names change
 * with their content.
 */

/** The server has a newer page than this. */
export class OldPage extends Error {
  override name = "OldPage";
}

/** Files that a page is made of. */
const FILES = /\b(?:src|href)="([^"]*\bassets\/[^"]+)"/g;

/**
 * Whether `shown` was loaded with everything that the page at `address` begins with now. A server that cannot be asked
 * has no newer page.
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
