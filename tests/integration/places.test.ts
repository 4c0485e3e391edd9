import { once } from "node:events";
import { CloseCode } from "@colyseus/core";
import { ColyseusSDK } from "@colyseus/sdk";
import { afterEach, describe, expect, it } from "@jest/globals";
import { MAX_SPECTATORS } from "../../server/match/spectators.ts";
import type { ControlInput } from "../../shared/net/state.ts";
import { reserve, socketUrl } from "../abuse/raw-client.ts";
import { fasterClock } from "../support/faster-clock.ts";
import { CLOSE_CODES, type Standing } from "../../shared/net/messages.ts";
import { arrive, type Arrived } from "../support/arrivals.ts";
import { closing, holdControl, ownSkater, startBench, until, type TestBench, type TestRoom } from "./harness.ts";

let bench: TestBench;
let arrived: Arrived[] = [];
afterEach(async () => {
  for (const { room } of arrived) if (room.connection.isOpen) await room.leave(true);
  arrived = [];
  await bench.close();
});

const kinds = (people: readonly Arrived[]): string[] => people.map(({ standing }) => standing()?.kind ?? "nothing");

/** Collects the standings that the server sends to `room`. */
function standings(room: TestRoom): Standing[] {
  const told: Standing[] = [];
  room.onMessage<Standing>("standing", (standing) => told.push(standing));
  return told;
}

/** Plays as a person does: the control changes all the time. */
function skateAbout(room: TestRoom): () => void {
  const input = room.input<ControlInput>();
  let turn = 0;
  const timer = setInterval(() => {
    turn++;
    Object.assign(input.data, { moveX: Math.cos(turn), moveY: Math.sin(turn), aim: 0, stick: 0 });
    input.send();
  }, 1000 / 60);
  return () => clearInterval(timer);
}

describe("people who arrive together", () => {
  it.each([
    ["at once", { people: 40, withinMs: 0, slowestSocketMs: 0 }],
    ["within a second over slow lines", { people: 40, withinMs: 1000, slowestSocketMs: 3000 }],
  ])("all play while rinks are free: 40 %s", async (_, arrivals) => {
    bench = await startBench({ training: false });
    arrived = await arrive(bench.server.url, arrivals);
    expect(kinds(arrived).filter((kind) => kind !== "seated")).toEqual([]);
    expect(new Set(arrived.map(({ room }) => room.roomId)).size).toBe(5);
  });

  it("wait when every rink is taken, are told how many are ahead, and move up", async () => {
    bench = await startBench({ training: false, maxRooms: 1, skaters: 1 });
    arrived = await arrive(bench.server.url, { people: 6, withinMs: 500, slowestSocketMs: 0 });
    const waiting = arrived.filter(({ standing }) => standing()?.kind === "waiting");
    expect(waiting.map(({ standing }) => standing())).toEqual([
      { kind: "waiting", before: 0 },
      { kind: "waiting", before: 1 },
    ]);
    const [first, second] = waiting;
    await arrived.find(({ standing }) => standing()?.kind === "seated")!.room.leave(true);
    await until("the first of the queue to play", () => first!.standing()?.kind === "seated");
    await until("the second to move up", () => JSON.stringify(second!.standing()).includes(":0"));
  });

  it("are refused with a sentence when the queue is full too", async () => {
    bench = await startBench({ training: false, maxRooms: 1, skaters: 1 });
    arrived = await arrive(bench.server.url, { people: 28, withinMs: 0, slowestSocketMs: 0 });
    const refused = bench.play("One too many");
    await expect(refused).rejects.toThrow("The server is full: all 1 rinks are taken.");
    await expect(refused).rejects.toMatchObject({ code: 503 });
  });

  it("lose a reserved place if they do not connect", async () => {
    bench = await startBench({ training: false, skaters: 1 }, { clock: fasterClock(30) });
    const ann = await bench.play("Ann");
    const stop = skateAbout(ann);
    expect(await reserve(bench.server.url, "Nobody")).not.toBeNull();
    await until("the reserved place", () => ann.state.skaters.some(({ name }) => name === "Nobody"));
    await until("the place to be freed", () => ann.state.skaters.every(({ name }) => name !== "Nobody"));
    stop();
  });
});

describe("a client that opens its socket and never acknowledges the join", () => {
  it("is closed, and its place is freed at once", async () => {
    bench = await startBench({ training: false, skaters: 1 }, { clock: fasterClock(30) });
    const ann = await bench.play("Ann");
    const stop = skateAbout(ann);
    const reservation = await reserve(bench.server.url, "Ghost");
    const ghost = new WebSocket(socketUrl(bench.server.url, reservation!));
    const closed = once(ghost, "close");
    await until("its place", () => ann.state.skaters.some(({ name }) => name === "Ghost"));
    const [event]: CloseEvent[] = await closed;
    expect(event!.code).toBe(CloseCode.MAY_TRY_RECONNECT);
    await until("the place to be freed", () => ann.state.skaters.every(({ name }) => name !== "Ghost"));
    stop();
  });
});

describe("a person whose connection is lost", () => {
  it("keeps the place for some seconds, and then loses it", async () => {
    bench = await startBench({ training: false, skaters: 1 }, { clock: fasterClock(10) });
    const ann = await bench.play("Ann");
    const stop = skateAbout(ann);
    const ben = await bench.play("Ben");
    await until("Ben's skater", () => ann.state.skaters.some(({ name }) => name === "Ben"));
    ben.connection.close(3000);
    await until("Ben to be away", () =>
      ann.state.skaters.some(({ name, isConnected }) => name === "Ben" && !isConnected),
    );
    await until("the place to be freed", () => ann.state.skaters.every(({ name }) => name !== "Ben"));
    await expect(new ColyseusSDK(bench.server.url).reconnect(ben.reconnectionToken)).rejects.toMatchObject({
      code: 409,
    });
    stop();
  });
});

describe("people who watch", () => {
  it("are limited in number, and keep nobody from playing", async () => {
    bench = await startBench({ training: false, maxRooms: 1, skaters: 1 });
    for (let i = 0; i < MAX_SPECTATORS; i++) await bench.watch();
    const refused = bench.watch();
    await expect(refused).rejects.toMatchObject({ code: 503 });
    arrived = await arrive(bench.server.url, { people: 4, withinMs: 0, slowestSocketMs: 0 });
    expect(kinds(arrived)).toEqual(["seated", "seated", "seated", "seated"]);
  });

  it("because they did nothing are disconnected when others want to watch", async () => {
    bench = await startBench({ training: false, skaters: 1, maxRooms: 1 }, { clock: fasterClock(30) });
    const ann = await bench.play("Ann");
    const stop = skateAbout(ann);
    const idler = await bench.play("Idler");
    for (let i = 0; i < MAX_SPECTATORS; i++) await bench.watch();
    const told = standings(idler);
    expect((await closing(idler)).code).toBe(CLOSE_CODES.idle);
    expect(told.at(-1)).toEqual({ kind: "watching", reason: "idle" });
    expect(ownSkater(ann)?.isConnected).toBe(true);
    stop();
  });
});

describe("a person who does nothing", () => {
  it("is warned, loses the place, gets it back by asking, and the empty match ends", async () => {
    bench = await startBench({ training: false }, { clock: fasterClock(30) });
    const ann = await bench.play("Ann");
    const told = standings(ann);
    const end = closing(ann);
    const stop = holdControl(ann, {});
    await until("the warning", () => told.some(({ kind }) => kind === "idle"));
    await until("the place to be freed", () => told.at(-1)?.kind === "watching");
    expect(ownSkater(ann)).toBeUndefined();
    ann.send("sit", {});
    await until("the place again", () => told.at(-1)?.kind === "seated" && ownSkater(ann)?.name === "Ann");
    stop();
    expect((await end).code).toBe(CLOSE_CODES.idle);
    await until("the rink to close", () => bench.server.counters.matches === 0);
  });

  it("is not idle while the page is hidden for less than a minute, but a bot plays", async () => {
    bench = await startBench({ training: false });
    const ann = await bench.play("Ann");
    await until("play", () => ann.state.phase === "playing" && ownSkater(ann) !== undefined);
    const stop = holdControl(ann, { moveX: 1 });
    await until("Ann to play", () => ownSkater(ann)?.isConnected === true);
    ann.send("visibility", { isHidden: true });
    await until("a bot to play for Ann", () => ownSkater(ann)?.isConnected === false && ownSkater(ann)?.task !== "");
    ann.send("visibility", { isHidden: false });
    await until("Ann to be back", () => ownSkater(ann)?.isConnected === true);
    stop();
  });

  it.each([
    ["sit", "now"],
    ["visibility", { isHidden: "yes" }],
  ])("is disconnected for nonsense as %s", async (type, message) => {
    bench = await startBench({ training: false });
    const ann = await bench.play("Ann");
    const end = closing(ann);
    ann.send(type, message);
    expect((await end).code).toBe(CLOSE_CODES.misbehaved);
  });
});

describe("matchmaking", () => {
  it.each([
    ["joinOrCreate/nonsense", 404, "no room has this name; there are match and practice"],
    ["joinById/nobody", 404, "there is no room with this id"],
    ["destroy/match", 404, '"destroy" is not one of joinOrCreate, create, join, joinById, reconnect'],
    ["join/match", 404, "no rooms found"],
    ["reconnect/nobody", 404, "has been disposed"],
    ["joinOrCreate/%00", 404, "no room has this name"],
    ["joinOrCreate/practice", 400, "runId"],
  ])("refuses %s with %d and a sentence", async (path, status, sentence) => {
    bench = await startBench({ training: false });
    const body = JSON.stringify({ mode: "play", name: "Ann", reconnectionToken: "a" });
    const response = await fetch(`${bench.server.url}/matchmake/${path}`, { method: "POST", body });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(sentence.replaceAll('"', '\\"'));
  });

  it("refuses a match that is full by its id with 503", async () => {
    bench = await startBench({ training: false, skaters: 1 });
    arrived = await arrive(bench.server.url, { people: 4, withinMs: 0, slowestSocketMs: 0 });
    const [first] = arrived;
    const join = (): Promise<Response> =>
      fetch(`${bench.server.url}/matchmake/joinById/${first!.room.roomId}`, {
        method: "POST",
        body: JSON.stringify({ mode: "play", name: "One more" }),
      });
    for (let i = 0; i < MAX_SPECTATORS; i++) expect((await join()).status).toBe(200);
    const refused = await join();
    expect(refused.status).toBe(503);
    expect(await refused.json()).toEqual({ code: 503, error: "This match is full." });
  });
});
