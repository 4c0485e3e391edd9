import { afterEach, describe, expect, it } from "@jest/globals";
import { io } from "socket.io-client";
import { EMBEDDED_RUN_ID, NAMESPACES, type RelabelEvent, type RunStatus } from "../../shared/net/telemetry.ts";
import { listen } from "../support/viewer.ts";
import { startBench, TOKEN, until, type TestBench } from "./harness.ts";

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

let bench: TestBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

/** A trainer in another process, once it has been told whether to run. */
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

  it("shows the run of a trainer in another process beside its own, and counts messages it cannot read", async () => {
    bench = await startBench();
    const heard = listen(bench.viewer());
    const trainer = io(bench.server.url + NAMESPACES.trainer, { auth: { token: TOKEN }, forceNew: true });
    let isWanted: boolean | null = null;
    trainer.on("run", (value: boolean) => {
      isWanted = value;
    });
    await until("the order to run", () => isWanted === true);
    trainer.emit("status", statusOf("elsewhere", "test"));
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
  it("is told of the runs by polling, and the server stays up", async () => {
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

describe("a run", () => {
  it("belongs to the trainer that started it until that trainer disconnects", async () => {
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
    // Its own run, after all of these, and the owner's metrics.
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
