/**
 * URLs of the server: everything that the page loads, links to or connects to is under the base path.
 *
 * Reads the meta element "base", which the server fills in, because a reverse proxy may serve the game under a path.
 */

let known: string | null = null;

/** The base path, with a slash at both ends; read on first use. */
function basePath(): string {
  known ??= readBase();
  return known;
}

/** URL for Colyseus' client, without a trailing slash. */
export function serverUrl(): string {
  return location.origin + basePath().slice(0, -1);
}

/** Path of Socket.IO's connections. */
export function socketPath(): string {
  return `${basePath()}socket.io/`;
}

/** The URL path for a path of the game: "/hockey/play" for "/play". */
export function addressOfPath(path: string): string {
  return basePath() + path.slice(1);
}

/** The path of the game for a URL path: "/play" for "/hockey/play". Paths outside the base are returned unchanged. */
export function pathOfAddress(address: string): string {
  const base = basePath();
  return `${address}/`.startsWith(base) ? `/${address.slice(base.length)}` : address;
}

function readBase(): string {
  const content = document.querySelector<HTMLMetaElement>('meta[name="base"]')?.content ?? "";
  return content.startsWith("/") && content.endsWith("/") ? content : "/";
}
