/** A line between clients and a server that can be made bad: a TCP proxy on a free loopback port. */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/**
 * - `pass`: bytes go through. - `delay`: each takes half a second longer. - `stall`: bytes wait and arrive all at once later. - `swallow`: bytes are lost, as on a
 * half-open line: neither side learns that the other is gone.
 */
export type LineMode = "pass" | "delay" | "stall" | "swallow";

/** How much longer bytes take on a slow line, in each direction [ms]. */
export const LINE_DELAY_MS = 500;

/** A running proxy. */
export interface LineProxy {
  /** Address for clients, e.g. http://127.0.0.1:4711. */
  readonly url: string;
  /** Changes the line for open and new connections. */
  setMode(mode: LineMode): void;
  close(): Promise<void>;
}

/** A proxy to the server at `url`. */
export async function startLineProxy(url: string): Promise<LineProxy> {
  const target = new URL(url);
  let mode: LineMode = "pass";
  const sockets = new Set<Socket>();
  let waiting: (() => void)[] = [];

  const track = (socket: Socket): void => {
    sockets.add(socket);
    // A broken connection is what this proxy is for.
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  };
  const pump = (from: Socket, to: Socket): void => {
    const carry = (action: () => void): void => {
      if (mode === "stall") waiting.push(action);
      else if (mode === "delay") setTimeout(action, LINE_DELAY_MS);
      else if (mode === "pass") action();
    };
    from.on("data", (bytes: Buffer) => carry(() => to.write(bytes)));
    from.on("end", () => carry(() => to.end()));
    from.on("close", () => carry(() => to.destroy()));
  };
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) track(socket);
    pump(client, upstream);
    pump(upstream, client);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port }: AddressInfo = Object(server.address());

  return {
    url: `http://127.0.0.1:${port}`,
    setMode(next) {
      mode = next;
      if (mode !== "pass") return;
      const held = waiting;
      waiting = [];
      for (const action of held) action();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
