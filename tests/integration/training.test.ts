import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { io } from "socket.io-client";
import {
  EMBEDDED_RUN_ID,
  NAMESPACES,
  type MetricsPoint,
  type RelabelEvent,
  type RunSnapshot,
  type RunStatus,
} from "../../shared/net/telemetry.ts";
import type { TrainConfig } from "../../bots/index.ts";
import { startBench, TOKEN, until, type TestBench, type Viewer } from "./harness.ts";

/** Small enough to see everything within a few seconds. */
const QUICK: Partial<TrainConfig> = {
  hidden: [16],
  batchSize: 32,
  learningStarts: 200,
  metricsEvery: 320,
  publishEvery: 640,
  evaluateEvery: 1_000_000,
  epsilonDecisions: 2_000,
};
const RELABEL: Omit<RelabelEvent, "runId"> = {
  episode: 1,
  collectedFor: "shoot",
  relabelledTo: "pass",
  outcome: "teammate",
  by: 1,
  to: 2,
  originalReturn: 0,
  relabelledReturn: 1,
  from: { x: 0, y: 0 },
  end: { x: 1, y: 1 },
};
const RUN_AWAY = 1_000_000_000;

let bench: TestBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

/** Everything a viewer is told. */
interface Heard {
  runs: readonly RunSnapshot[];
  readonly phases: string[];
  readonly statuses: RunStatus[];
  readonly points: MetricsPoint[];
  readonly relabels: RelabelEvent[];
}

function listen(viewer: Viewer): Heard {
  const heard: Heard = { runs: [], phases: [], statuses: [], points: [], relabels: [] };
  viewer.on("hello", (runs) => {
    heard.runs = runs;
  });
  viewer.on("status", (status) => {
    heard.statuses.push(status);
    if (heard.phases.at(-1) !== status.phase) heard.phases.push(status.phase);
  });
  viewer.on("metrics", (point) => heard.points.push(point));
  viewer.on("relabel", (events) => heard.relabels.push(...events));
  return heard;
}

describe("the embedded learner", () => {
  it("is idle until the first viewer comes, then learns from the beginning and shows it", async () => {
    bench = await startBench({ trainingBudget: RUN_AWAY }, { train: QUICK });
    expect(bench.server.trainer?.status.phase).toBe("idle");
    const heard = listen(bench.viewer());
    await until("hello", () => heard.runs.length === 1);
    expect(heard.runs[0]!.status.runId).toBe(EMBEDDED_RUN_ID);
    expect(heard.runs[0]!.history).toEqual([]);
    await until("points", () => heard.points.length >= 3);
    expect(heard.phases.slice(0, 2)).toEqual(["starting", "learning"]);
    expect(heard.statuses.at(-1)!.backend).not.toBe("");
    expect(heard.points[0]!.decisions).toBeLessThan(1000);
    expect(heard.points.map((point) => point.runId)).toContain(EMBEDDED_RUN_ID);
    await until("a relabelled episode", () => heard.relabels.length > 0);
    expect(heard.relabels[0]!.relabelledTo).not.toBe(heard.relabels[0]!.collectedFor);

    const late = listen(bench.viewer());
    await until("history", () => (late.runs[0]?.history.length ?? 0) >= 3);
    const answer = await (await bench.get("/api/training")).json();
    expect(answer).toMatchObject({ viewers: 2, runs: [{ status: { phase: "learning" } }] });
  });

  it("hands its weights to practice rinks that stream to anybody", async () => {
    bench = await startBench({ trainingBudget: RUN_AWAY }, { train: QUICK });
    const rink = await bench.practice(1);
    expect(rink.state.kind).toBe("practice");
    expect(rink.state.runId).toBe(EMBEDDED_RUN_ID);
    expect(rink.state.decisions).toBe(0);
    listen(bench.viewer());
    await until("weights", () => rink.state.decisions > 0);
    const x = rink.state.skaters[0]!.x;
    await until("the carrier to move", () => rink.state.skaters[0]!.x !== x);
    await until("how a drill ended", () => rink.state.drillOutcome !== "");
    const { drillTask, drillsPlayed } = rink.state;
    await until("the next drill", () => rink.state.drillsPlayed > drillsPlayed);
    expect(rink.state.drillOutcome).toBe("");
    expect(rink.state.drillTask).not.toBe(drillTask);
    const other = await bench.practice(1);
    expect(other.roomId).toBe(rink.roomId);
    expect((await bench.practice(2)).roomId).not.toBe(rink.roomId);
  });

  it("is restarted from its last checkpoint when it crashes, and reports that", async () => {
    bench = await startBench({ trainingBudget: RUN_AWAY }, { train: QUICK, restartMs: 50 });
    const heard = listen(bench.viewer());
    // The worker saves at once, when it has not learnt anything yet, and then every two seconds.
    await until("a saved checkpoint", () => (heard.points.at(-1)?.seconds ?? 0) - (heard.points[0]?.seconds ?? 0) > 4);
    await bench.server.trainer!.worker!.terminate();
    await until("the restart", () => heard.phases.includes("restarting"));
    expect(heard.statuses.find((status) => status.phase === "restarting")!.detail).toContain("last checkpoint");
    const before = heard.points.length;
    await until("learning to go on", () => heard.points.length > before + 1);
    expect(heard.phases.at(-1)).toBe("learning");
    expect(heard.statuses.at(-1)!.restarts).toBe(1);
    expect(heard.points[before]!.decisions).toBeGreaterThan(heard.points[0]!.decisions);
    expect(heard.points[before]!.gradientSteps).toBeGreaterThan(heard.points[0]!.gradientSteps);
  });

  it("pauses when nobody watches and continues with the next viewer", async () => {
    bench = await startBench({ trainingBudget: RUN_AWAY, trainingIdleSeconds: 0 }, { train: QUICK });
    const first = bench.viewer();
    const heard = listen(first);
    await until("points", () => heard.points.length > 0);
    first.disconnect();
    await until("rest", () => bench!.server.trainer!.status.phase === "resting");
    const again = listen(bench.viewer());
    await until("learning to go on", () => again.phases.includes("learning") && again.points.length > 0);
    expect(again.points[0]!.decisions).toBeGreaterThan(heard.points[0]!.decisions);
  });

  it("finishes when all planned decisions are used", async () => {
    bench = await startBench({ trainingBudget: 1600 }, { train: QUICK });
    const heard = listen(bench.viewer());
    await until("the end", () => heard.phases.includes("finished"));
    await until("the thread to end", () => bench!.server.trainer!.worker === null);
    expect(bench.server.trainer!.status.phase).toBe("finished");
    await until("the last point", () => heard.points.at(-1)?.decisions === 1600);
  });

  it("gives up after crashing five times in a row", async () => {
    const workerFile = new URL("data:text/javascript,process.exit(3)");
    bench = await startBench({}, { workerFile, restartMs: 1 });
    const heard = listen(bench.viewer());
    await until("the failure", () => heard.phases.includes("failed"));
    expect(bench.server.trainer!.status.detail).toBe("The learner has crashed 5 times in a row.");
    expect((await bench.get("/healthz")).status).toBe(200);
  });
});

describe("the telemetry hub", () => {
  it("refuses a trainer with the wrong token", async () => {
    bench = await startBench();
    const trainer = io(bench.server.url + NAMESPACES.trainer, { auth: { token: "guess" }, forceNew: true });
    const error = await new Promise<Error>((resolve) => {
      trainer.on("connect_error", resolve);
    });
    trainer.disconnect();
    expect(error.message).toBe("wrong trainer token");
    expect(await (await bench.get("/healthz")).json()).toMatchObject({ rejected: { telemetry: 1 } });
  });

  it("shows the run of an external trainer besides its own, and counts invalid messages", async () => {
    bench = await startBench();
    const heard = listen(bench.viewer());
    const trainer = io(bench.server.url + NAMESPACES.trainer, { auth: { token: TOKEN }, forceNew: true });
    let isWanted: boolean | null = null;
    trainer.on("run", (value: boolean) => {
      isWanted = value;
    });
    await until("the order to run", () => isWanted === true);
    const status: RunStatus = {
      runId: "elsewhere",
      phase: "learning",
      detail: "",
      backend: "test",
      sharing: "none",
      tasks: ["shoot", "pass"],
      seed: 5,
      budget: 10,
      restarts: 0,
    };
    trainer.emit("status", status);
    trainer.emit("metrics", { runId: "elsewhere", decisions: "many" });
    trainer.emit("weights", { runId: "elsewhere", decisions: 1, checkpoint: new Uint8Array([1, 2, 3]) });
    await until("the run", () => heard.statuses.some(({ runId }) => runId === "elsewhere"));
    await bench.practice(0, "elsewhere");
    trainer.disconnect();
    await until("its absence", () => heard.statuses.at(-1)?.detail === "Its trainer has disconnected.");
    expect(await (await bench.get("/healthz")).json()).toMatchObject({ rejected: { telemetry: 2 } });
  });
});

describe("a viewer behind a proxy without WebSocket", () => {
  it("receives the runs by polling, and the server keeps running", async () => {
    bench = await startBench({ training: false });
    const viewer = io(bench.server.url + NAMESPACES.viewers, { transports: ["polling"], forceNew: true });
    let hasHeard = false;
    viewer.on("hello", () => {
      hasHeard = true;
    });
    await until("the hello", () => hasHeard);
    viewer.disconnect();
    expect((await bench.get("/healthz")).status).toBe(200);
  });
});

/** An external trainer, once it has been told whether to run. */
async function trainerOf(auth: object): Promise<ReturnType<typeof io>> {
  const trainer = io(bench!.server.url + NAMESPACES.trainer, { auth, forceNew: true });
  await new Promise((resolve) => {
    trainer.once("run", resolve);
  });
  return trainer;
}

function statusOf(runId: string, backend: string): RunStatus {
  return {
    runId,
    phase: "learning",
    detail: "",
    backend,
    sharing: "none",
    tasks: ["shoot", "pass"],
    seed: 5,
    budget: 10,
    restarts: 0,
  };
}

describe("a run", () => {
  it("belongs to the trainer that began it until that trainer disconnects", async () => {
    bench = await startBench({ training: false });
    const heard = listen(bench.viewer());
    const [first, second] = [await trainerOf({ token: TOKEN }), await trainerOf({ token: TOKEN })];
    first.emit("status", statusOf("mine", "first"));
    await until("the run", () => heard.statuses.length === 1);
    const point = { decisions: 1, gradientSteps: 0, episodes: 0, seconds: 0, epsilon: 1, loss: null, meanValue: null };
    const rates = { decisionsPerSecond: 0, gradientStepsPerSecond: 0, replaySize: 0, relabelledShare: 0 };
    const metrics = { runId: "mine", ...point, ...rates, practice: {}, evaluation: null };
    second.emit("status", statusOf("mine", "second"));
    second.emit("metrics", metrics);
    second.emit("weights", { runId: "mine", decisions: 1, checkpoint: new Uint8Array([1]) });
    second.emit("relabel", [{ ...RELABEL, runId: "mine" }]);
    // Its own run, sent after all of these, and the owner's metrics.
    second.emit("status", statusOf("other", "second"));
    first.emit("metrics", { ...metrics, decisions: 2 });
    await until("the other run and the point", () => heard.statuses.length === 2 && heard.points.length === 1);
    expect(heard.statuses.map(({ runId, backend }) => [runId, backend])).toEqual([
      ["mine", "first"],
      ["other", "second"],
    ]);
    expect(heard.points[0]!.decisions).toBe(2);
    expect(heard.relabels).toEqual([]);
    expect(await (await bench.get("/healthz")).json()).toMatchObject({ rejected: { telemetry: 4 } });

    first.disconnect();
    await until("its absence", () => heard.statuses.length === 3);
    second.emit("status", statusOf("mine", "second"));
    await until("the new owner", () => heard.statuses.at(-1)?.backend === "second");
    second.disconnect();
  });

  it("of the embedded learner cannot be written with the trainers' token", async () => {
    bench = await startBench();
    const heard = listen(bench.viewer());
    const trainer = await trainerOf({ token: TOKEN });
    trainer.emit("status", statusOf(EMBEDDED_RUN_ID, "intruder"));
    trainer.emit("status", statusOf("own", "intruder"));
    await until("its own run", () => heard.statuses.some(({ runId }) => runId === "own"));
    expect(heard.statuses.filter(({ backend }) => backend === "intruder").map(({ runId }) => runId)).toEqual(["own"]);
    trainer.disconnect();
  });
});

describe("pages", () => {
  const clientDir = mkdtempSync(join(tmpdir(), "hockey-client-"));
  afterAll(() => rmSync(clientDir, { recursive: true }));

  it("answer with health, the client's page on every screen, and a plain 404 for what is not there", async () => {
    const page = `<meta name="base" content="/" /><script src="./assets/a.js"></script>`;
    writeFileSync(join(clientDir, "index.html"), page);
    bench = await startBench({ training: false, base: "/hockey/" }, { clientDir });
    expect(await (await bench.get("/healthz")).json()).toMatchObject({ status: "ok", matches: 0, training: "off" });
    expect((await bench.get("/api/nothing")).status).toBe(404);
    for (const path of ["/", "/play", "/training", "/hockey/", "/hockey", "/hockey/play/"]) {
      expect([path, (await bench.get(path)).status]).toEqual([path, 200]);
    }
    for (const path of ["/nowhere", "/hockey/nowhere", "/report", "/hockeyplay"]) {
      expect([path, (await bench.get(path)).status]).toEqual([path, 404]);
    }
    const lobby = await bench.get("/");
    expect(await lobby.text()).toBe(
      `<meta name="base" content="/hockey/" /><script src="/hockey/assets/a.js"></script>`,
    );
    expect(lobby.headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(lobby.headers.get("content-type")).toContain("text/html");
  });

  it("tell when the client is not built", async () => {
    bench = await startBench({ training: false }, { clientDir: join(clientDir, "missing") });
    const answer = await bench.get("/");
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("npm start");
  });
});
