import { beforeEach, describe, expect, it } from "@jest/globals";
import { CloseCode, ServerError } from "@colyseus/sdk";
import { CLOSE_CODES } from "../../../shared/net/messages.ts";
import { remember } from "../../../client/storage.ts";
import {
  accept,
  forgetTab,
  openedLink,
  PLACE_KEY,
  refuse,
  startLink,
  type LinkBench,
} from "../../support/link-bench.ts";

const ABNORMAL = 1006;
const EXPIRED = 524;

beforeEach(forgetTab);

const methods = ({ world }: LinkBench): string[] => world.requests.map(({ method }) => method);

describe("the codes with which a connection ends", () => {
  it("of our own differ from Colyseus's, except the one that both use for misbehaviour", () => {
    const theirs: number[] = Object.values(CloseCode);
    const { misbehaved, ...ours } = CLOSE_CODES;
    expect(misbehaved).toBe(CloseCode.WITH_ERROR);
    expect(Object.values(ours).filter((code) => theirs.includes(code))).toEqual([]);
  });

  it.each([
    CloseCode.MAY_TRY_RECONNECT,
    CloseCode.ABNORMAL_CLOSURE,
    CloseCode.GOING_AWAY,
    CloseCode.NO_STATUS_RECEIVED,
    CloseCode.FAILED_TO_RECONNECT,
    1011,
  ])("lead back into the match: %d", async (code) => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(code);
    expect(bench.states.at(-1)).toMatchObject({ kind: "retrying", reason: "lost" });
    await bench.world.pass(300);
    await accept(bench);
    expect(bench.kinds().at(-1)).toBe("open");
  });
});

describe("a device without a network", () => {
  it("says so, and comes back when it has one again, without waiting", async () => {
    const bench = await openedLink();
    bench.world.setOnline(false);
    // As the SDK does when the browser goes offline.
    bench.world.rooms[0]!.end(CloseCode.MAY_TRY_RECONNECT);
    expect(bench.states.at(-1)).toMatchObject({ kind: "retrying", reason: "offline" });
    for (let tries = 0; tries < 8; tries++) {
      await bench.world.pass(5000);
      await refuse(bench, "unreachable");
      expect(bench.states.at(-1)).toMatchObject({ kind: "retrying", reason: "offline" });
    }
    const asked = bench.world.requests.length;
    bench.world.setOnline(true);
    expect(bench.world.requests).toHaveLength(asked + 1);
    await accept(bench);
    expect(bench.kinds().at(-1)).toBe("open");
  });

  it("is not the reason shown when the server refuses", async () => {
    const bench = startLink();
    bench.world.setOnline(false);
    await refuse(bench, "full");
    expect(bench.states.at(-1)).toMatchObject({ reason: "full" });
  });
});

describe("a server that was restarted", () => {
  it("is distinguished from a place that was given up", async () => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(ABNORMAL);
    await bench.world.pass(300);
    await refuse(bench, "gone");
    await accept(bench, "another process");
    expect(bench.states.at(-1)).toEqual({ kind: "open", renewal: "restarted" });
  });

  it("is still reported when the first try for a new place fails", async () => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(ABNORMAL);
    await bench.world.pass(300);
    await refuse(bench, "gone");
    await refuse(bench, "full");
    await bench.world.pass(5000);
    await accept(bench, "another process");
    expect(bench.states.at(-1)).toEqual({ kind: "open", renewal: "restarted" });
  });

  it("with a newer page is not joined with the old one, but asks for a reload", async () => {
    const bench = await openedLink();
    bench.world.setPageCurrent(false);
    bench.world.rooms[0]!.end(ABNORMAL);
    await bench.world.pass(300);
    await refuse(bench, "gone");
    expect(bench.states.at(-1)).toEqual({ kind: "closed", reason: "version", detail: "" });
    expect(methods(bench)).toEqual(["joinOrCreate", "reconnect"]);
  });
});

describe("requests and connections that fail", () => {
  it("are ended when they are given up, so that none of them hangs on a dead line", async () => {
    const bench = startLink();
    await bench.world.pass(8000);
    expect(bench.world.requests[0]!.signal.aborted).toBe(true);
    await bench.world.pass(300);
    expect(bench.world.requests[1]!.signal.aborted).toBe(false);
    bench.link.leave();
    expect(bench.world.requests[1]!.signal.aborted).toBe(true);
  });

  it("keep the place when only the connection for it broke", async () => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(ABNORMAL);
    await bench.world.pass(300);
    bench.world.failNextConnection(new ServerError(ABNORMAL, "closed"));
    bench.world.requests.at(-1)!.answer();
    await bench.world.settle();
    expect(bench.states.at(-1)).toMatchObject({ kind: "retrying" });
    await bench.world.pass(600);
    expect(methods(bench)).toEqual(["joinOrCreate", "reconnect", "reconnect"]);
  });

  it("give the place up when the server refuses it on the connection", async () => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(ABNORMAL);
    await bench.world.pass(300);
    bench.world.failNextConnection(new ServerError(EXPIRED, "seat reservation expired"));
    bench.world.requests.at(-1)!.answer();
    await bench.world.settle();
    expect(methods(bench)).toEqual(["joinOrCreate", "reconnect", "joinOrCreate"]);
  });

  it("never take the place of a later try away", async () => {
    const bench = await openedLink();
    bench.world.rooms[0]!.end(ABNORMAL);
    await bench.world.pass(300);
    const early = bench.world.requests.at(-1)!;
    await bench.world.pass(8600);
    await accept(bench);
    expect(bench.kinds().at(-1)).toBe("open");
    early.refuse(new ServerError(EXPIRED, "too late"));
    await bench.world.settle();
    bench.world.hide();
    bench.world.rooms.at(-1)!.end(ABNORMAL);
    bench.world.show();
    expect(bench.world.requests.at(-1)).toMatchObject({ method: "reconnect" });
  });

  it("are waited for longer each time also when the server accepts the page and disconnects it", async () => {
    const bench = await openedLink();
    const waits: number[] = [];
    for (let tries = 0; tries < 6; tries++) {
      bench.world.rooms.at(-1)!.end(1011);
      const state = bench.states.at(-1)!;
      waits.push(state.kind === "retrying" ? state.retryAtMs - bench.world.environment.now() : -1);
      await bench.world.pass(waits.at(-1)!);
      await accept(bench);
    }
    expect(waits).toEqual([300, 600, 1200, 2400, 4800, 5000]);
    for (let second = 0; second < 6; second++) {
      await bench.world.pass(1000);
      bench.world.rooms.at(-1)!.receive();
    }
    bench.world.rooms.at(-1)!.end(ABNORMAL);
    expect(bench.states.at(-1)).toMatchObject({ retryAtMs: bench.world.environment.now() + 300 });
  });
});

describe("a page that was reloaded", () => {
  it("gets its place back also when the server has not noticed yet that the page before it is gone", async () => {
    remember("tab", PLACE_KEY, "r:before");
    const bench = startLink();
    await refuse(bench, "inUse");
    expect(bench.kinds()).toEqual(["connecting", "connecting"]);
    await bench.world.pass(300);
    await accept(bench);
    expect(methods(bench)).toEqual(["reconnect", "reconnect"]);
    expect(bench.states.at(-1)).toEqual({ kind: "open", renewal: null });
  });

  it("gets another place when somebody else uses the one it remembers", async () => {
    remember("tab", PLACE_KEY, "r:before");
    const bench = startLink();
    while (methods(bench).at(-1) === "reconnect") {
      await refuse(bench, "inUse");
      await bench.world.pass(1000);
    }
    expect(bench.world.environment.now()).toBeLessThan(15_000);
    await accept(bench);
    expect(bench.states.at(-1)).toEqual({ kind: "open", renewal: null });
  });
});

describe("a wait", () => {
  it("ends at once when the page is looked at again: its timers are slow while it is hidden", async () => {
    const bench = await openedLink();
    bench.world.hide();
    bench.world.rooms[0]!.end(ABNORMAL);
    bench.world.show();
    expect(bench.world.requests).toHaveLength(2);
  });

  it("that the server asked for is not cut short", async () => {
    const bench = startLink();
    await refuse(bench, "busy", 37);
    bench.world.setOnline(true);
    bench.link.retryNow();
    expect(bench.world.requests).toHaveLength(1);
  });
});

describe("the round trip", () => {
  it("is measured from one question to its answer, however long that takes", async () => {
    const bench = await openedLink();
    const room = bench.world.rooms[0]!;
    expect(room.pings()).toBe(1);
    await bench.world.pass(1500);
    // The SDK knows only the latest question: a second one would make the answer to the first look fast.
    expect(room.pings()).toBe(1);
    room.pong(1500);
    expect(bench.link.pingMs).toBe(1500);
    await bench.world.pass(500);
    expect(room.pings()).toBe(2);
  });

  it("is not shown when nothing has arrived since", async () => {
    const bench = await openedLink();
    bench.world.rooms[0]!.pong(40);
    expect(bench.link.pingMs).toBe(40);
    await bench.world.pass(1000);
    expect(bench.link.pingMs).toBeNull();
  });
});

describe("a page that was frozen", () => {
  it("first checks its line, and goes on when there is an answer", async () => {
    const bench = await openedLink();
    bench.world.freeze(600_000);
    await bench.world.pass(0);
    expect(bench.kinds().at(-1)).toBe("open");
    bench.world.rooms[0]!.pong(30);
    await bench.world.pass(1000);
    expect(bench.kinds()).toEqual(["connecting", "open"]);
  });

  it("gives its line up when there is none", async () => {
    const bench = await openedLink();
    bench.world.freeze(600_000);
    await bench.world.pass(7000);
    expect(bench.states.at(-1)).toMatchObject({ kind: "retrying" });
  });
});
