/**
 * Where the server is: everything that the page loads, links to or connects to lies under its base path.
 *
 * Reads the meta element "base", which the server fills in; a reverse proxy may serve the game below another site's root.
 */

let known: string | null = null;

/** The base path, with a slash at both ends; read when it is first wanted. */
function basePath(): string {
  known ??= readBase();
  return known;
}

/** Address for Colyseus' client, without a slash at its end. */
export function serverUrl(): string {
  return location.origin + basePath().slice(0, -1);
}

/** Path of Socket.IO's connections. */
export function socketPath(): string {
  return `${basePath()}socket.io/`;
}

/** The address of a path of the game: "/hockey/play" for "/play". */
export function addressOfPath(path: string): string {
  return basePath() + path.slice(1);
}

/** The path of the game at an address: "/play" for "/hockey/play". Addresses elsewhere are taken as they are. */
export function pathOfAddress(address: string): string {
  const base = basePath();
  return `${address}/`.startsWith(base) ? `/${address.slice(base.length)}` : address;
}

function readBase(): string {
  const content = document.querySelector<HTMLMetaElement>('meta[name="base"]')?.content ?? "";
  return content.startsWith("/") && content.endsWith("/") ? content : "/";
}
