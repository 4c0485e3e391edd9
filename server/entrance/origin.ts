/**
 * Which web pages may connect to this server: its own and those of allowed origins. Browsers send the page's `Origin`;
 * other programs send none and are accepted.
 */

/** Whether a page of `origin` may connect to the server that was addressed as `host`. */
export function isAllowedOrigin(origin: string | undefined, host: string, allowed: readonly string[]): boolean {
  if (origin === undefined || allowed.includes(origin)) return true;
  const page = parseUrl(origin);
  if (page === null || page.origin === "null") return false;
  // A host without a port means the default port of the page's own scheme.
  return page.host === parseUrl(`${page.protocol}//${host}`)?.host;
}

/** `text` in the form in which browsers send an origin, or null if it is not one, e.g. because it has a path. */
export function parseOrigin(text: string): string | null {
  const url = parseUrl(text);
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && [url.origin, `${url.origin}/`].includes(text);
  return isOrigin ? url.origin : null;
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
