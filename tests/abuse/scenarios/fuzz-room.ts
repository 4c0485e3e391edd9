/** Nonsense over the sockets of matches: unknown kinds, cut and lengthened inputs, forged lengths, random bytes. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Rng } from "../../../shared/rng.ts";
import { healthOf } from "../../support/health.ts";
import { joinRaw } from "../raw-client.ts";
import { check, type Scenario } from "../scenario.ts";

const MESSAGES = 10_000;
/** The most messages that one connection sends before a new one replaces it. */
const PER_CONNECTION = 200;
/** The first bytes that the protocol knows, with and without modifier bits. */
const KINDS = [10, 12, 13, 16, 17, 18, 19, 20, 21, 22] as const;

export const fuzzRoom: Scenario = {
  name: "fuzz-room",
  claim: `${MESSAGES} messages of nonsense to matches harm nobody else`,
  async run({ rng, startServer, joinHonestly }) {
    const server = await startServer("--training", "off", "--log-level", "warn");
    await joinHonestly(server.url);
    let sent = 0;
    let connections = 0;
    while (sent < MESSAGES) {
      const client = await joinRaw(server.url);
      check(client !== null, `no connection after ${sent} messages`);
      connections++;
      for (let i = 0; i < PER_CONNECTION && client.socket.readyState === WebSocket.OPEN; i++) {
        client.socket.send(nonsense(rng));
        sent++;
        // Lets a close arrive, so that messages after it are not counted.
        if (i % 20 === 0) await nextTurn();
      }
      client.socket.close();
    }
    const { status } = await healthOf(server.url);
    check(status === "ok", `health is ${status}`);
    return `${sent} messages, ${connections} connections, ${server.output().length} bytes of log`;
  },
};

function nonsense(rng: Rng): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from({ length: 1 + rng.int(rng.next() < 0.1 ? 200 : 24) }, () => rng.int(256));
  if (rng.next() < 0.9) bytes[0] = KINDS[rng.int(KINDS.length)]! | (rng.next() < 0.2 ? 32 << rng.int(3) : 0);
  return bytes;
}
