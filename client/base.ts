/**
 * Where the server is: everything that the page loads, links to or connects to lies under its base path.
 *
 * Reads the meta element "base", which the server fills in; a reverse proxy may serve the game below another site's root.
 */

const BASE = readBase();

/** Address for Colyseus' client, without a slash at its end. */
export const SERVER_URL = location.origin + BASE.slice(0, -1);

/** Path of Socket.IO's connections. */
export const SOCKET_PATH = `${BASE}socket.io/`;

/** The address of a path of the game: "/hockey/play" for "/play". */
export function addressOfPath(path: string): string {
  return BASE + path.slice(1);
}

/** The path of the game at an address: "/play" for "/hockey/play". Addresses elsewhere are taken as they are. */
export function pathOfAddress(address: string): string {
  return `${address}/`.startsWith(BASE) ? `/${address.slice(BASE.length)}` : address;
}

function readBase(): string {
  const content = document.querySelector<HTMLMetaElement>('meta[name="base"]')?.content ?? "";
  return content.startsWith("/") && content.endsWith("/") ? content : "/";
}
