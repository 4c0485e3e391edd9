import { afterEach, describe, expect, it } from "@jest/globals";
import { ask, isPlaceGone, Refusal } from "../../../../client/link/matchmaking.ts";
import { CloseCode, ServerError } from "@colyseus/sdk";
import { setGlobal } from "../../../support/page.ts";

const realFetch = globalThis.fetch;
afterEach(() => setGlobal("fetch", realFetch));

const PLACE = { name: "match", roomId: "r", sessionId: "s", processId: "p" };
const signal = new AbortController().signal;

/** Every request is answered like this. */
function answerWith(status: number, body: string, headers: Record<string, string> = {}): void {
  setGlobal("fetch", () => Promise.resolve(new Response(body, { status, headers })));
}

async function refusalOf(): Promise<Refusal> {
  const error: unknown = await ask("http://server", "joinOrCreate", "match", {}, signal).catch(
    (thrown: unknown) => thrown,
  );
  if (error instanceof Refusal) return error;
  throw new Error(`not refused: ${String(error)}`);
}

describe("a request for a place", () => {
  it("sends the options to the method and room, and returns the place", async () => {
    const requests: [unknown, RequestInit][] = [];
    setGlobal("fetch", (url: unknown, init: RequestInit) => {
      requests.push([url, init]);
      return Promise.resolve(Response.json(PLACE));
    });
    expect(await ask("http://server/hockey", "reconnect", "room-1", { a: 1 }, signal)).toEqual(PLACE);
    expect(requests).toEqual([
      ["http://server/hockey/matchmake/reconnect/room-1", expect.objectContaining({ method: "POST", body: '{"a":1}' })],
    ]);
  });

  it.each([
    [400, "badRequest"],
    [404, "gone"],
    [409, "inUse"],
    [410, "unknownRun"],
    [429, "busy"],
    [503, "full"],
    [500, "unreachable"],
  ] as const)("that the server refuses with %d is %s, in its words", async (status, reason) => {
    answerWith(status, JSON.stringify({ code: status, error: "because" }));
    expect(await refusalOf()).toMatchObject({ reason, message: "because", retrySeconds: 0 });
  });

  it.each([502, 503, 504, 404, 429, 200])(
    "that something before the server answers with %d is unreachable",
    async (status) => {
      answerWith(status, "<h1>Bad gateway</h1>", { "content-type": "text/html" });
      expect(await refusalOf()).toMatchObject({ reason: "unreachable", message: "" });
    },
  );

  it.each([
    ["37", 37],
    ["soon", 0],
    ["", 0],
    ["-5", 0],
    ["1e9", 300],
  ])("too often gives a wait: Retry-After %j is %d s", async (header, seconds) => {
    answerWith(429, JSON.stringify({ error: "slow down" }), { "retry-after": header });
    expect(await refusalOf()).toMatchObject({ reason: "busy", retrySeconds: seconds });
  });

  it("ends when it is aborted", async () => {
    const giveUp = new AbortController();
    setGlobal(
      "fetch",
      (_url: unknown, { signal: given }: RequestInit) =>
        new Promise((_resolve, reject) => {
          given?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
        }),
    );
    const asked = ask("http://server", "join", "match", {}, giveUp.signal);
    giveUp.abort();
    await expect(asked).rejects.toMatchObject({ reason: "unreachable" });
  });
});

describe("a place", () => {
  it.each([
    ["the server does not know", new Refusal("gone", ""), 100, true],
    ["has an open connection, as far as the server knows", new Refusal("inUse", ""), 100, false],
    ["has a living connection for long", new Refusal("inUse", ""), 6000, true],
    ["cannot be asked for now", new Refusal("unreachable", ""), 60_000, false],
    ["was asked for too often", new Refusal("busy", ""), 100, false],
    ["had expired when the connection came", new ServerError(524, ""), 100, true],
    ["was refused on the connection", new ServerError(CloseCode.FAILED_TO_RECONNECT, ""), 100, true],
    ["had a connection that broke", new ServerError(CloseCode.ABNORMAL_CLOSURE, ""), 100, false],
    ["failed otherwise", new Error("?"), 100, false],
  ])("that %s", (_, error, lostForMs, isGone) => {
    expect(isPlaceGone(error, lostForMs)).toBe(isGone);
  });
});
