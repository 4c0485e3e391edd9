/** Nonsense over HTTP: paths, methods, headers and bodies that no page asks for, and bytes that are no HTTP at all. */
import { once } from "node:events";
import { connect } from "node:net";
import type { Rng } from "../../../shared/rng.ts";
import { check, type Scenario } from "../scenario.ts";

const REQUESTS = 4000;
const RAW_CONNECTIONS = 500;
/** A raw connection that the server keeps open for longer is ended from here [ms]. */
const RAW_MS = 200;
const AT_A_TIME = 20;

export const fuzzHttp: Scenario = {
  name: "fuzz-http",
  claim: `${REQUESTS} requests of nonsense are answered with 2xx to 4xx or 503, never 500`,
  async run({ rng, startServer, joinHonestly }) {
    const server = await startServer("--training", "off", "--log-level", "warn");
    await joinHonestly(server.url);
    const statuses = new Map<number, number>();
    for (let i = 0; i < REQUESTS; i += AT_A_TIME) {
      const batch = await Promise.all(Array.from({ length: AT_A_TIME }, () => ask(server.url, rng)));
      for (const status of batch) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    for (let i = 0; i < RAW_CONNECTIONS; i += AT_A_TIME) {
      await Promise.all(Array.from({ length: AT_A_TIME }, () => askRaw(new URL(server.url), rng)));
    }
    const bad = [...statuses.keys()].filter((status) => status >= 500 && status !== 503);
    check(bad.length === 0, `answered with ${bad.join(", ")}`);
    const counts = [...statuses].toSorted(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
    return `${counts.join(", ")}; ${RAW_CONNECTIONS} connections of raw bytes; ${server.output().length} bytes of log`;
  },
};

async function ask(url: string, rng: Rng): Promise<number> {
  const method = pick(rng, ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"]);
  const hasBody = method !== "GET" && method !== "HEAD";
  const response = await fetch(url + path(rng), {
    method,
    headers: {
      "content-type": pick(rng, ["application/json", "text/plain", "x/y"]),
      accept: pick(rng, ["*/*", "a/b"]),
    },
    ...(hasBody && { body: body(rng) }),
    redirect: "manual",
  });
  await response.arrayBuffer();
  return response.status;
}

function path(rng: Rng): string {
  return pick(rng, [
    "/",
    "/play",
    "/report",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/%00",
    "/%ff",
    "/healthz",
    "/api/training",
    "/api/nothing",
    "/assets/../../server/main.ts",
    `/${"a/".repeat(rng.int(500))}`,
    `/matchmake/${pick(rng, ["joinOrCreate", "create", "join", "joinById", "reconnect", "constructor"])}/${pick(rng, ["match", "practice", "nobody", "__proto__", "%20", "a".repeat(100)])}`,
    `/socket.io/?EIO=${rng.int(6)}&transport=${pick(rng, ["polling", "websocket", "x"])}&sid=${rng.int(9)}`,
    `/?${"q=1&".repeat(rng.int(200))}`,
  ]);
}

function body(rng: Rng): string {
  return pick(rng, [
    "",
    "{",
    "null",
    "[]",
    `"text"`,
    `{"mode":"play"}`,
    `{"mode":"play","name":"\\ud800"}`,
    `{"mode":"play","name":${"[".repeat(100)}`,
    `{"mode":"watch","name":{}}`,
    `{"runId":"embedded","rink":-1}`,
    `{"runId":"../..","rink":1e99}`,
    `{"reconnectionToken":"${"x".repeat(rng.int(100))}"}`,
    `{"__proto__":{"mode":"play"}}`,
    "x".repeat(rng.int(20_000)),
  ]);
}

/** Sends bytes that are no HTTP, or HTTP that is cut. */
async function askRaw({ hostname, port }: URL, rng: Rng): Promise<void> {
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  socket.setTimeout(RAW_MS, () => socket.destroy());
  const closed = once(socket, "close");
  socket.write(
    pick(rng, [
      "GET / HTTP/1.1\r\nHost: a\r\n",
      "GET / HTTP/9.9\r\n\r\n",
      "\u0000\u0001\u0002\u0003",
      "GET /a/b?sessionId=c HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
      "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(rng.int(40_000))}\r\n\r\n`,
      "POST /matchmake/join/match HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n{",
      "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ]),
  );
  socket.resume();
  await closed;
}

function pick<T>(rng: Rng, values: readonly T[]): T {
  return values[rng.int(values.length)]!;
}
