/** The path under which a reverse proxy serves the game. Proxies that strip it and proxies that do not both work. */

/** `url` of a request without the base path, e.g. "/play?a" for "/hockey/play?a"; other URLs are returned unchanged. */
export function withoutBase(url: string, base: string): string {
  if (url.startsWith(base)) return url.slice(base.length - 1);
  const bare = base.slice(0, -1);
  const isBare = bare !== "" && (url === bare || url.startsWith(`${bare}?`));
  return isBare ? `/${url.slice(bare.length)}` : url;
}
