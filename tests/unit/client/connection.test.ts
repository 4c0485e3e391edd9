import { beforeEach, describe, expect, it } from "@jest/globals";
import { recall, remember } from "../../../client/storage.ts";
import { CLOSE_CODES } from "../../../shared/net/messages.ts";
import { accept, forgetTab, openedLink, PLACE_KEY, refuse, startLink } from "../../support/link-bench.ts";

const SHUTDOWN = 4001;
const ABNORMAL = 1006;

beforeEach(forgetTab);

describe("joining", () => {
  it("is connecting, then open", async () => {
    const { world, kinds, entered } = await openedLink();
    expect(world.requests.map(({ method, room }) => `${method} ${room}`)).toEqual(["joinOrCreate match"]);
    expect(kinds()).toEqual(["connecting", "open"]);
    expect(entered()).toBe(1);
  });

  it("that takes too long is tried again, and what comes too late is left at once", async () => {
    const { world, states } = startLink();
    await world.pass(8000);
    expect(states.at(-1)).toMatchObject({ kind: "retrying", reason: "unreachable" });
    await world.pass(1000);
    expect(world.requests).toHaveLength(2);
    world.requests[0]!.answer();
    await world.settle();
    expect(world.rooms[0]!.left()).toBe(true);
    world.requests[1]!.answer();
    await world.settle();
    expect(world.rooms[1]!.left()).toBe(false);
  });

  it("without a first state counts as lost", async () => {
    const { world, states } = startLink();
    world.requests[0]!.answer();
    await world.pass(8000);
    expect(states.at(-1)).toMatchObject({ kind: "retrying" });
    expect(world.rooms[0]!.room.connection.isOpen).toBe(false);
  });

  it("without a first state leaves no second place behind: the same one is asked for again", async () => {
    const { world } = startLink();
    world.requests[0]!.answer();
    await world.pass(9000);
    expect(world.requests.slice(1)).toMatchObject([{ method: "reconnect", options: { reconnectionToken: "token-0" } }]);
  });

  it("waits longer each time, up to five seconds, and not at all when the network comes back", async () => {
    const bench = startLink();
    const waits: number[] = [];
    for (let tries = 0; tries < 7; tries++) {
      await refuse(bench, "unreachable");
      const before = bench.world.environment.now();
      const state = bench.states.at(-1)!;
      waits.push(state.kind === "retrying" ? state.retryAtMs - before : -1);
      await bench.world.pass(waits.at(-1)!);
    }
    expect(waits).toEqual([300, 600, 1200, 2400, 4800, 5000, 5000]);
    await refuse(bench, "unreachable");
    const asked = bench.world.requests.length;
    bench.world.setOnline(true);
    expect(bench.world.requests).toHaveLength(asked + 1);
  });

  it("waits as long as the server says when there were too many attempts", async () => {
    const bench = startLink();
    await refuse(bench, "busy", 37);
    expect(bench.states.at(-1)).toEqual({ kind: "retrying", reason: "busy", retryAtMs: 37_000 });
    await bench.world.pass(36_999);
    expect(bench.world.requests).toHaveLength(1);
    await bench.world.pass(1);
    expect(bench.world.requests).toHaveLength(2);
  });

  it.each([
    ["full", "retrying", "full"],
    ["unreachable", "retrying", "unreachable"],
    ["gone", "retrying", "unreachable"],
    ["unknownRun", "closed", "unknownRun"],
    ["badRequest", "closed", "refused"],
  ] as const)("refused as %s is %s: %s", async (refusal, kind, reason) => {
    const bench = startLink();
    await refuse(bench, refusal);
    expect(bench.states.at(-1)).toMatchObject({ kind, reason });
  });

  it("asks for a reload when the server speaks another version", async () => {
    const { world, states } = startLink();
    world.requests[0]!.answer();
    await world.settle();
    world.rooms[0]!.open(0);
    expect(states.at(-1)).toMatchObject({ kind: "closed", reason: "version" });
    expect(world.rooms[0]!.left()).toBe(true);
  });
});

describe("a connection that is lost", () => {
  it("gets its own place back while the server keeps it", async () => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(ABNORMAL);
    expect(bench.states.at(-1)).toMatchObject({ kind: "retrying", reason: "lost" });
    await bench.world.pass(300);
    expect(bench.world.requests.at(-1)).toMatchObject({
      method: "reconnect",
      room: "r",
      options: { reconnectionToken: "token-0" },
    });
    await accept(bench);
    expect(bench.states.at(-1)).toEqual({ kind: "open", renewal: null });
  });

  it("joins anew, and says so, when the place is gone", async () => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(SHUTDOWN);
    expect(bench.states.at(-1)).toMatchObject({ kind: "retrying", reason: "restarting" });
    await bench.world.pass(300);
    await refuse(bench, "unreachable");
    await bench.world.pass(600);
    await refuse(bench, "gone");
    expect(bench.world.requests.at(-1)!.method).toBe("joinOrCreate");
    await accept(bench);
    expect(bench.states.at(-1)).toEqual({ kind: "open", renewal: "placeGone" });
  });

  it("asks again while the server still thinks the old connection is alive, then takes another place", async () => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(ABNORMAL);
    while (bench.world.requests.at(-1)!.method !== "joinOrCreate" || bench.world.requests.length === 1) {
      await bench.world.pass(5000);
      if (bench.world.requests.at(-1)!.method === "reconnect") await refuse(bench, "inUse");
    }
    expect(bench.world.requests.filter(({ method }) => method === "reconnect").length).toBeGreaterThan(1);
  });

  it.each([
    [CLOSE_CODES.misbehaved, "misbehaved"],
    [CLOSE_CODES.idle, "idle"],
    [4000, "ended"],
  ])("with code %d is not tried again: %s", async (code, reason) => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(code);
    expect(bench.states.at(-1)).toMatchObject({ kind: "closed", reason });
    await bench.world.pass(60_000);
    expect(bench.world.requests).toHaveLength(1);
  });
});

describe("a line that is silent", () => {
  it("is reported after three seconds, and given up after six", async () => {
    const bench = await openedLink();
    await bench.world.pass(2900);
    expect(bench.kinds().at(-1)).toBe("open");
    await bench.world.pass(1100);
    expect(bench.kinds().at(-1)).toBe("silent");
    await bench.world.pass(3000);
    expect(bench.states.at(-1)).toMatchObject({ kind: "retrying", reason: "lost" });
    expect(bench.world.rooms[0]!.room.connection.isOpen).toBe(false);
    await bench.world.pass(300);
    expect(bench.world.requests.at(-1)!.method).toBe("reconnect");
  });

  it("is asked every second, and an answer is enough", async () => {
    const bench = await openedLink();
    for (let second = 0; second < 60; second++) {
      await bench.world.pass(1000);
      bench.world.rooms[0]!.pong(20);
    }
    expect(bench.kinds()).toEqual(["connecting", "open"]);
    expect(bench.world.rooms[0]!.pings()).toBeGreaterThanOrEqual(60);
    expect(bench.link.isFresh).toBe(true);
  });

  it("is open again at the first message", async () => {
    const bench = await openedLink();
    await bench.world.pass(4500);
    expect(bench.link.isFresh).toBe(false);
    bench.world.rooms[0]!.receive();
    expect(bench.kinds().slice(-2)).toEqual(["silent", "open"]);
    expect(bench.link.isFresh).toBe(true);
  });
});

describe("a link that is left", () => {
  it.each(["connecting", "open", "retrying"])("while %s sends and reports nothing more", async (phase) => {
    const bench = phase === "connecting" ? startLink() : await openedLink();
    if (phase === "retrying") bench.world.rooms[0]!.end(ABNORMAL);
    bench.link.leave();
    const told = bench.states.length;
    const asked = bench.world.requests.length;
    if (phase === "connecting") {
      bench.world.requests[0]!.answer();
      await bench.world.settle();
      expect(bench.world.rooms[0]!.left()).toBe(true);
    }
    bench.world.setOnline(true);
    await bench.world.pass(60_000);
    expect(bench.states).toHaveLength(told);
    expect(bench.world.requests).toHaveLength(asked);
    if (phase === "open") expect(bench.world.rooms[0]!.left()).toBe(true);
  });
});

describe("the place of a tab", () => {
  const stored = (): string => recall("tab", PLACE_KEY);

  it("is written down only when the page is left, so that a copy of a tab in use, hidden or not, has none", async () => {
    const { world } = await openedLink();
    expect(stored()).toBe("");
    world.hide();
    expect(stored()).toBe("");
    world.leavePage();
    expect(stored()).toBe("r:token-0");
    world.show();
    expect(stored()).toBe("");
  });

  it("is taken out and asked for after a reload", async () => {
    remember("tab", PLACE_KEY, "r:before");
    const { world } = startLink();
    expect(stored()).toBe("");
    expect(world.requests[0]).toMatchObject({ method: "reconnect", options: { reconnectionToken: "before" } });
  });

  it("that is gone after a reload is replaced without a notice", async () => {
    remember("tab", PLACE_KEY, "r:before");
    const bench = startLink();
    await refuse(bench, "gone");
    await accept(bench);
    expect(bench.states.at(-1)).toEqual({ kind: "open", renewal: null });
  });

  it("is forgotten when it is given up", async () => {
    const { world, link } = await openedLink();
    world.leavePage();
    link.leave();
    expect(stored()).toBe("");
    world.leavePage();
    expect(stored()).toBe("");
  });
});
