/** One client that sends far more than the sixty inputs a second of an honest one. */
import { setTimeout as delay } from "node:timers/promises";
import { CLOSE_CODES } from "../../../shared/net/messages.ts";
import { joinRaw } from "../raw-client.ts";
import { check, type Scenario } from "../scenario.ts";

/** An input like those of the page: only the stick. */
const INPUT = new Uint8Array([19, 0x83, 1]);
/** Messages in each burst, and the time between two [ms]. */
const BURST = 400;
const EVERY_MS = 100;
/** Much longer than a client may exceed the limits. */
const LONGEST_SECONDS = 30;

export const floodRoom: Scenario = {
  name: "flood-room",
  claim: "a client that sends 4,000 messages a second is expelled, and the log stays small",
  async run({ startServer, joinHonestly }) {
    const server = await startServer("--training", "off");
    await joinHonestly(server.url);
    const client = await joinRaw(server.url);
    check(client !== null, "the flooding client could not join");
    let sent = 0;
    const begunAt = performance.now();
    const seconds = (): number => (performance.now() - begunAt) / 1000;
    while (client.socket.readyState === WebSocket.OPEN && seconds() < LONGEST_SECONDS) {
      for (let i = 0; i < BURST; i++) client.socket.send(INPUT);
      sent += BURST;
      await delay(EVERY_MS);
    }
    const { code } = await Promise.race([client.closed, delay(2000, { code: 0 })]);
    check(code === CLOSE_CODES.misbehaved, `after ${seconds().toFixed(1)} s the close code is ${code}`);
    const logBytes = server.output().length;
    check(logBytes < 20_000, `the log grew to ${logBytes} bytes`);
    return `expelled after ${sent} messages and ${seconds().toFixed(1)} s, ${logBytes} bytes of log`;
  },
};
