import { readdirSync } from "node:fs";
import { afterEach, describe, expect, it } from "@jest/globals";
import { EMBEDDED_RUN_ID } from "../../shared/net/telemetry.ts";
import { ENDLESS, QUICK } from "../support/quick-run.ts";
import { listen } from "../support/viewer.ts";
import { startBench, until, type TestBench } from "./harness.ts";

let bench: TestBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

describe("the embedded learner", () => {
  it("is idle until the first viewer comes, then learns from scratch and publishes it", async () => {
    bench = await startBench({ trainingBudget: ENDLESS }, { train: QUICK });
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

  it("gives its weights to practice rinks that anybody can watch", async () => {
    bench = await startBench({ trainingBudget: ENDLESS }, { train: QUICK });
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

  it("learns from matches too if it is told to, and people are told", async () => {
    bench = await startBench({ trainingBudget: ENDLESS, learnFromMatches: true }, { train: QUICK });
    const ann = await bench.play("Ann");
    expect(ann.state.isRecorded).toBe(true);
    const heard = listen(bench.viewer());
    await until("data from the match", () => heard.points.some(({ matchShare = 0 }) => matchShare > 0));
  });

  it("does not learn from matches otherwise", async () => {
    bench = await startBench({ training: false });
    expect((await bench.play("Ann")).state.isRecorded).toBe(false);
  });

  it("is restarted from its last checkpoint when it dies, and says so", async () => {
    bench = await startBench({ trainingBudget: ENDLESS }, { train: QUICK, restartMs: 50 });
    const { runsDir } = bench;
    const heard = listen(bench.viewer());
    const saved = (): number =>
      Math.max(
        ...readdirSync(runsDir, { recursive: true }).map((name) => Number(/(\d+)\.hhc$/.exec(String(name))?.[1] ?? 0)),
      );
    // The first ones are saved before it learns.
    await until("a checkpoint after 1,000 decisions", () => saved() > 1000);
    const decisions = saved();
    await bench.server.trainer!.worker!.terminate();
    await until("the restart", () => heard.phases.includes("restarting"));
    expect(heard.statuses.find((status) => status.phase === "restarting")!.detail).toContain("last checkpoint");
    const before = heard.points.length;
    await until("learning to go on", () => heard.points.length > before + 1);
    expect(heard.phases.at(-1)).toBe("learning");
    expect(heard.statuses.at(-1)!.restarts).toBe(1);
    expect(heard.points[before]!.decisions).toBeGreaterThanOrEqual(decisions);
    expect(heard.points[before]!.gradientSteps).toBeGreaterThan(0);
  });

  it("rests when nobody watches and goes on with the next viewer", async () => {
    bench = await startBench({ trainingBudget: ENDLESS, trainingIdleSeconds: 0 }, { train: QUICK });
    const first = bench.viewer();
    const heard = listen(first);
    await until("points", () => heard.points.length > 0);
    first.disconnect();
    await until("the pause", () => bench!.server.trainer!.status.phase === "resting");
    const again = listen(bench.viewer());
    await until("learning to go on", () => again.phases.includes("learning") && again.points.length > 0);
    expect(again.points[0]!.decisions).toBeGreaterThan(heard.points[0]!.decisions);
  });

  it("ends when its budget is spent", async () => {
    bench = await startBench({ trainingBudget: 1600 }, { train: QUICK });
    const heard = listen(bench.viewer());
    await until("the end", () => heard.phases.includes("finished"));
    await until("the thread to end", () => bench!.server.trainer!.worker === null);
    expect(bench.server.trainer!.status.phase).toBe("finished");
    await until("the last point", () => heard.points.at(-1)?.decisions === 1600);
  });

  it("is not restarted after crashing five times in a row", async () => {
    const workerFile = new URL("data:text/javascript,process.exit(3)");
    bench = await startBench({}, { workerFile, restartMs: 1 });
    const heard = listen(bench.viewer());
    await until("the failure", () => heard.phases.includes("failed"));
    expect(bench.server.trainer!.status.detail).toBe("The learner has crashed 5 times in a row.");
    expect((await bench.get("/healthz")).status).toBe(200);
  });
});
