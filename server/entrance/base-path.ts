/** The path under which a reverse proxy serves the game. Both kinds of proxy work: those that cut it off and those that do not. */

/** `url` of a request without the base path, e.g. "/play?a" for "/hockey/play?a"; other addresses stay as they are. */
export function withoutBase(url: string, base: string): string {
  if (url.startsWith(base)) return url.slice(base.length - 1);
  const bare = base.slice(0, -1);
  const isBare = bare !== "" && (url === bare || url.startsWith(`${bare}?`));
  return isBare ? `/${url.slice(bare.length)}` : url;
}
