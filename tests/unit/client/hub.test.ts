/**
 * The stream of learning on the page: what it keeps of each run, and how it notices that nothing arrives.
 */
import "../../support/page.ts";
import { EventEmitter } from "node:events";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { Hub, type HubLink, type Run, type ViewerSocket } from "../../../client/training/hub.ts";
import type { MetricsPoint, RelabelEvent, RunSnapshot, RunStatus } from "../../../shared/net/telemetry.ts";
import { createFakeWorld, type FakeWorld } from "../../support/fake-link.ts";

/** Socket.IO's side of the hub, driven by the test. */
class FakeSocket extends EventEmitter {
  connected = false;
  readonly calls: string[] = [];
  io = { engine: new FakeEngine(this) };

  open(): void {
    this.connected = true;
    this.io = { engine: new FakeEngine(this) };
    this.emit("connect");
  }
  lose(): void {
    this.connected = false;
    this.emit("disconnect");
  }
  connect(): this {
    this.calls.push("connect");
    return this;
  }
  disconnect(): this {
    this.calls.push("disconnect");
    return this;
  }
}
class FakeEngine extends EventEmitter {
  readonly #socket: FakeSocket;

  constructor(socket: FakeSocket) {
    super();
    this.#socket = socket;
  }
  close(): void {
    this.#socket.calls.push("engine closed");
    this.#socket.lose();
  }
}

let world: FakeWorld;
let socket: FakeSocket;
let links: HubLink[];
let told: string[];
let hub: Hub;
beforeEach(() => {
  world = createFakeWorld();
  socket = new FakeSocket();
  links = [];
  told = [];
  const note = (kind: string) => (run: Run) => void told.push(`${kind} ${run.status.runId}`);
  const typed: ViewerSocket = Object(socket);
  hub = new Hub(
    {
      onLink: (link) => links.push(link),
      onRuns: (runs) => told.push(`runs ${[...runs.keys()].join(",")}`),
      onStatus: note("status"),
      onMetrics: note("metrics"),
      onRelabels: note("relabels"),
    },
    world.environment,
    typed,
  );
});

const status = (runId: string): RunStatus => Object({ runId, phase: "learning", detail: "" });
const point = (runId: string, decisions: number): MetricsPoint => Object({ runId, decisions });
const relabel = (runId: string, by: number): RelabelEvent => Object({ runId, by });
const snapshot = (runId: string): RunSnapshot => ({ status: status(runId), history: [], relabels: [] });

describe("the link to the hub", () => {
  it("is open while there are packets, if only the server's questions", async () => {
    socket.open();
    for (let second = 0; second < 60; second += 2) {
      await world.pass(2000);
      socket.io.engine.emit("packet");
    }
    expect(links).toEqual(["open"]);
  });

  it("is silent after three seconds without a packet, and given up after six", async () => {
    socket.open();
    await world.pass(4000);
    expect(links).toEqual(["open", "silent"]);
    await world.pass(3000);
    expect(links).toEqual(["open", "silent", "lost"]);
    expect(socket.calls).toEqual(["engine closed"]);
  });

  it("is open again at the next packet", async () => {
    socket.open();
    await world.pass(4000);
    socket.io.engine.emit("packet");
    await world.pass(1000);
    expect(links).toEqual(["open", "silent", "open"]);
  });

  it("is lost from the start when the server cannot be reached", () => {
    socket.emit("connect_error", new Error("refused"));
    expect(links).toEqual(["lost"]);
  });

  it("is watched anew on each connection", async () => {
    socket.open();
    socket.lose();
    await world.pass(60_000);
    socket.open();
    await world.pass(1000);
    expect(links).toEqual(["open", "lost", "open"]);
  });

  it("is tried at once when the network is back, and left alone when it is open", () => {
    world.setOnline(true);
    expect(socket.calls).toEqual(["disconnect", "connect"]);
    socket.open();
    world.setOnline(true);
    expect(socket.calls).toHaveLength(2);
  });

  it("sends nothing more after the page was left", async () => {
    socket.open();
    hub.dispose();
    world.setOnline(true);
    await world.pass(60_000);
    expect(socket.calls).toEqual(["disconnect"]);
    expect(links).toEqual(["open"]);
  });
});

describe("what the hub keeps", () => {
  it("is what the server knows, and nothing of an earlier server", () => {
    socket.emit("hello", [snapshot("a"), snapshot("b")]);
    socket.emit("hello", [snapshot("b")]);
    expect([...hub.runs.keys()]).toEqual(["b"]);
    expect(told).toEqual(["runs a,b", "runs b"]);
  });

  it("includes a new run and a run that changes", () => {
    socket.emit("status", status("a"));
    socket.emit("status", status("a"));
    expect(told).toEqual(["runs a", "status a"]);
  });

  it("replaces points that a run repeats after its last checkpoint", () => {
    socket.emit("hello", [snapshot("a")]);
    for (const decisions of [100, 200, 300, 200]) socket.emit("metrics", point("a", decisions));
    expect(hub.runs.get("a")!.history.map(({ decisions }) => decisions)).toEqual([100, 200]);
  });

  it("are the latest relabelled episodes of each run, newest first, and not too many", () => {
    socket.emit("hello", [snapshot("a"), snapshot("b")]);
    for (let by = 0; by < 40; by++) socket.emit("relabel", [relabel("a", by)]);
    socket.emit("relabel", [relabel("b", 1), relabel("b", 2)]);
    expect(hub.runs.get("a")!.relabels.map(({ by }) => by)).toEqual(Array.from({ length: 30 }, (_, i) => 39 - i));
    expect(hub.runs.get("b")!.relabels.map(({ by }) => by)).toEqual([2, 1]);
  });

  it("ignores figures of unknown runs", () => {
    socket.emit("metrics", point("nobody", 1));
    expect(told).toEqual([]);
  });
});
