import { beforeEach, describe, expect, it } from "@jest/globals";
import { RoomLink, type LinkState } from "../../../client/connection.ts";
import { Refusal, type RefusalReason } from "../../../client/link/matchmaking.ts";
import { recall, remember } from "../../../client/storage.ts";
import { CLOSE_CODES } from "../../../shared/net/messages.ts";
import { createFakeWorld, type FakeWorld } from "../../support/fake-link.ts";

const SHUTDOWN = 4001;
const ABNORMAL = 1006;
const KEY = "test-place";

let tab: Map<string, string>;
beforeEach(() => {
  tab = new Map();
  const storage = {
    getItem: (key: string) => tab.get(key) ?? null,
    setItem: (key: string, text: string) => tab.set(key, text),
    removeItem: (key: string) => tab.delete(key),
  };
  Object.defineProperty(globalThis, "sessionStorage", { value: storage, configurable: true });
});

interface Bench {
  readonly world: FakeWorld;
  readonly link: RoomLink;
  readonly states: LinkState[];
  readonly kinds: () => string[];
  readonly entered: () => number;
}

function start(): Bench {
  const world = createFakeWorld();
  const states: LinkState[] = [];
  let entered = 0;
  const link = new RoomLink(
    {
      roomName: "match",
      joinOptions: { name: "Ann" },
      placeKey: KEY,
      onLink: (state) => states.push(state),
      onJoin: () => undefined,
      onRoom: () => entered++,
    },
    world.environment,
  );
  return { world, link, states, kinds: () => states.map(({ kind }) => kind), entered: () => entered };
}

/** A link that is open. */
async function opened(): Promise<Bench> {
  const bench = start();
  bench.world.requests[0]!.answer();
  await bench.world.settle();
  bench.world.rooms[0]!.open();
  return bench;
}

/** The latest request, which the server refuses. */
async function refuse({ world }: Bench, reason: RefusalReason, retrySeconds = 0): Promise<void> {
  world.requests.at(-1)!.refuse(new Refusal(reason, `refused: ${reason}`, retrySeconds));
  await world.settle();
}

/** The latest request is answered and the room's first state arrives. */
async function accept({ world }: Bench): Promise<void> {
  world.requests.at(-1)!.answer();
  await world.settle();
  world.rooms.at(-1)!.open();
}

describe("joining", () => {
  it("is connecting, then open", async () => {
    const { world, kinds, entered } = await opened();
    expect(world.requests.map(({ method, room }) => `${method} ${room}`)).toEqual(["joinOrCreate match"]);
    expect(kinds()).toEqual(["connecting", "open"]);
    expect(entered()).toBe(1);
  });

  it("that takes too long is tried again, and what comes too late is left at once", async () => {
    const { world, states } = start();
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
    const { world, states } = start();
    world.requests[0]!.answer();
    await world.pass(8000);
    expect(states.at(-1)).toMatchObject({ kind: "retrying" });
    expect(world.rooms[0]!.room.connection.isOpen).toBe(false);
  });

  it("waits longer each time, up to five seconds, and not at all when the network comes back", async () => {
    const bench = start();
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
    bench.world.goOnline();
    expect(bench.world.requests).toHaveLength(asked + 1);
  });

  it("waits as long as the server says when there were too many attempts", async () => {
    const bench = start();
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
    const bench = start();
    await refuse(bench, refusal);
    expect(bench.states.at(-1)).toMatchObject({ kind, reason });
  });

  it("asks for a reload when the server speaks another version", async () => {
    const { world, states } = start();
    world.requests[0]!.answer();
    await world.settle();
    world.rooms[0]!.open(0);
    expect(states.at(-1)).toMatchObject({ kind: "closed", reason: "version" });
    expect(world.rooms[0]!.left()).toBe(true);
  });
});

describe("a connection that is lost", () => {
  it("gets its own place back while the server keeps it", async () => {
    const bench = await opened();
    bench.world.rooms[0]!.end(ABNORMAL);
    expect(bench.states.at(-1)).toMatchObject({ kind: "retrying", reason: "lost" });
    await bench.world.pass(300);
    expect(bench.world.requests.at(-1)).toMatchObject({
      method: "reconnect",
      room: "r",
      options: { reconnectionToken: "token-0" },
    });
    await accept(bench);
    expect(bench.states.at(-1)).toEqual({ kind: "open", isRenewed: false });
  });

  it("joins anew, and says so, when the place is gone", async () => {
    const bench = await opened();
    bench.world.rooms[0]!.end(SHUTDOWN);
    expect(bench.states.at(-1)).toMatchObject({ kind: "retrying", reason: "restarting" });
    await bench.world.pass(300);
    await refuse(bench, "unreachable");
    await bench.world.pass(600);
    await refuse(bench, "gone");
    expect(bench.world.requests.at(-1)!.method).toBe("joinOrCreate");
    await accept(bench);
    expect(bench.states.at(-1)).toEqual({ kind: "open", isRenewed: true });
  });

  it("asks again for a place whose old connection the server still believes in, then takes another", async () => {
    const bench = await opened();
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
    const bench = await opened();
    bench.world.rooms[0]!.end(code);
    expect(bench.states.at(-1)).toMatchObject({ kind: "closed", reason });
    await bench.world.pass(60_000);
    expect(bench.world.requests).toHaveLength(1);
  });
});

describe("a line that is silent", () => {
  it("is said to be after three seconds, and given up after six", async () => {
    const bench = await opened();
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
    const bench = await opened();
    for (let second = 0; second < 60; second++) {
      await bench.world.pass(1000);
      bench.world.rooms[0]!.receive();
    }
    expect(bench.kinds()).toEqual(["connecting", "open"]);
    expect(bench.world.rooms[0]!.pings()).toBeGreaterThanOrEqual(60);
    expect(bench.link.isFresh).toBe(true);
  });

  it("is open again at the first message", async () => {
    const bench = await opened();
    await bench.world.pass(4500);
    expect(bench.link.isFresh).toBe(false);
    bench.world.rooms[0]!.receive();
    expect(bench.kinds().slice(-2)).toEqual(["silent", "open"]);
    expect(bench.link.isFresh).toBe(true);
  });
});

describe("a link that is left", () => {
  it.each(["connecting", "open", "retrying"])("while %s asks for nothing more and says nothing more", async (phase) => {
    const bench = phase === "connecting" ? start() : await opened();
    if (phase === "retrying") bench.world.rooms[0]!.end(ABNORMAL);
    bench.link.leave();
    const told = bench.states.length;
    const asked = bench.world.requests.length;
    if (phase === "connecting") {
      bench.world.requests[0]!.answer();
      await bench.world.settle();
      expect(bench.world.rooms[0]!.left()).toBe(true);
    }
    bench.world.goOnline();
    await bench.world.pass(60_000);
    expect(bench.states).toHaveLength(told);
    expect(bench.world.requests).toHaveLength(asked);
    if (phase === "open") expect(bench.world.rooms[0]!.left()).toBe(true);
  });
});

describe("the place of a tab", () => {
  const stored = (): string => recall("tab", KEY);

  it("is written down only while the page is hidden or left, so that a copy of a tab in use has none", async () => {
    const { world } = await opened();
    expect(stored()).toBe("");
    world.hide();
    expect(stored()).toBe("r:token-0");
    world.show();
    expect(stored()).toBe("");
    world.leavePage();
    expect(stored()).toBe("r:token-0");
  });

  it("is taken out and asked for after a reload", async () => {
    remember("tab", KEY, "r:before");
    const { world } = start();
    expect(stored()).toBe("");
    expect(world.requests[0]).toMatchObject({ method: "reconnect", options: { reconnectionToken: "before" } });
  });

  it("that is gone after a reload is replaced without a word", async () => {
    remember("tab", KEY, "r:before");
    const bench = start();
    await refuse(bench, "gone");
    await accept(bench);
    expect(bench.states.at(-1)).toEqual({ kind: "open", isRenewed: false });
  });

  it("is forgotten when it is given up", async () => {
    const { world, link } = await opened();
    world.hide();
    link.leave();
    expect(stored()).toBe("");
    world.leavePage();
    expect(stored()).toBe("");
  });
});
