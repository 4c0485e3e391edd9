import { describe, expect, it, jest } from "@jest/globals";
import type { Checkpoint } from "../../bots/checkpoint/checkpoint.ts";
import type { TrainConfig } from "../../bots/run/config.ts";
import { TASK_NAMES } from "../../bots/tasks/registry.ts";
import type { RecordedEpisode } from "../../bots/replay/recorded-episode.ts";
import { recordedPlay } from "../support/recorded-play.ts";
import { runTraining, secondsWithRest, type TrainingRecord } from "../support/training.ts";

/** These runs take seconds on a busy machine. */
jest.setTimeout(120_000);

function run(
  wishes: Partial<TrainConfig> = {},
  resumeFrom?: Checkpoint,
  stopAt?: number,
  workers?: number,
  takeRecorded?: () => RecordedEpisode[],
): Promise<TrainingRecord> {
  // A copy, as from a file: a run that changed the checkpoint it begins with would be found out.
  return runTraining(wishes, structuredClone(resumeFrom), stopAt, workers, takeRecorded);
}

describe("training", () => {
  it("gives identical weights for the same seed, and different ones for another", async () => {
    const [first, second] = await Promise.all([run(), run()]);
    const other = await run({ seed: 2, decisions: 400 });
    expect(second.last.vectors).toEqual(first.last.vectors);
    expect(second.relabels).toEqual(first.relabels);
    expect(other.last.vectors.online).not.toEqual(first.last.vectors.online);
    // One for every 16 decisions after the first 400, those of the last cycle (5 rounds of 8 drills) not counted.
    expect(first.last.progress.gradientSteps).toBe(97);
    expect(first.last.adamStep).toBe(97);
  });

  it.each([
    ["in drills", {}],
    [
      "in matches against the league",
      {
        collect: Object.fromEntries(TASK_NAMES.map((name) => [name, 1])),
        scenarios: { match: 0.6 },
        opponents: { self: 1, past: 1, script: 1 },
      },
    ],
  ])("gives the same weights, episodes and curves with any number of worker threads, %s", async (_, practised) => {
    // Three threads cannot share four drills evenly, and of five threads one has none.
    const wishes = { backend: "simd", evaluateEvery: 400, decisions: 800, drills: 4, ...practised } as const;
    const alone = await run(wishes);
    const timeless = ({ points }: TrainingRecord): unknown[] =>
      points.map((point) => ({ ...point, seconds: 0, decisionsPerSecond: 0, gradientStepsPerSecond: 0 }));
    expect(alone.points.filter((point) => point.evaluation !== null).length).toBeGreaterThan(2);
    for (const workers of [1, 3, 5]) {
      const together = await run(wishes, undefined, undefined, workers);
      expect(together.last.vectors).toEqual(alone.last.vectors);
      expect(together.relabels).toEqual(alone.relabels);
      expect(timeless(together)).toEqual(timeless(alone));
    }
  });

  it("learns also from episodes that were recorded in matches, and says what share of its data they are", async () => {
    const recorded = recordedPlay(["shoot", "pass"], 60).taken;
    const { points } = await run({}, undefined, undefined, 0, () => recorded.splice(0, 5));
    expect(recorded).toEqual([]);
    const shares = points.map(({ matchShare = 0 }) => matchShare);
    expect(shares.at(-1)).toBeGreaterThan(0.01);
    expect(Math.max(...shares)).toBeLessThan(0.6);
    expect(points[0]).not.toHaveProperty("matchShare");
  });

  it("reports points of the curves at regular decisions, and weights along the way and at the end", async () => {
    const { points, published, last } = await run();
    expect(points.map((point) => point.decisions)).toEqual([0, 400, 800, 1200, 1600, 2000]);
    expect(published).toEqual([1000, 2000, 2000]);
    expect(last.progress.decisions).toBe(2000);
    const [first] = points;
    const end = points.at(-1)!;
    expect(first!.epsilon).toBeGreaterThan(end.epsilon);
    expect(end.epsilon).toBeCloseTo(last.config.epsilonEnd, 6);
    expect(end.loss).toBeGreaterThan(0);
    expect(end.replaySize).toBeGreaterThan(1000);
    expect(end.practice["pass"]!.episodes).toBeGreaterThan(10);
  });

  it("shares data as its strategy says: all stores each episode twice, none stores it once", async () => {
    const all = await run({ sharing: "all", decisions: 1200 });
    const none = await run({ sharing: "none", decisions: 1200 });
    const success = await run({ sharing: "success", decisions: 1200 });
    const share = ({ points }: TrainingRecord): number => points.at(-1)!.relabelledShare;
    expect(share(all)).toBeCloseTo(0.5, 2);
    expect(share(none)).toBe(0);
    expect(none.relabels).toEqual([]);
    expect(share(success)).toBeGreaterThan(0);
    expect(share(success)).toBeLessThan(share(all));
    for (const event of all.relabels) {
      expect(event.relabelledTo).not.toBe(event.collectedFor);
      expect(event.relabelledReturn).toBeGreaterThan(0);
      expect(event.outcome).toBe(event.relabelledTo === "pass" ? "teammate" : "goal");
    }
    expect(all.relabels.some((event) => event.collectedFor === "shoot" && event.to === 5)).toBe(true);
  });

  it("practises only the tasks it is told to", async () => {
    const { points } = await run({ collect: { shoot: 1, pass: 0 }, sharing: "none" });
    expect(points.at(-1)!.practice["pass"]!.episodes).toBe(0);
  });

  it("resumes where it was stopped", async () => {
    const first = await run({ decisions: 5000 }, undefined, 1200);
    const { decisions, gradientSteps } = first.last.progress;
    expect(decisions).toBeGreaterThanOrEqual(1200);
    expect(decisions).toBeLessThan(5000);
    const second = await run({ decisions: 3000 }, first.last);
    expect(second.last.progress.decisions).toBe(3000);
    expect(second.last.progress.gradientSteps).toBeGreaterThan(gradientSteps);
    expect(second.last.adamStep).toBe(second.last.progress.gradientSteps);
    expect(second.points[0]!.decisions).toBeGreaterThan(decisions);
    // Until it has collected enough episodes again, it does not change the weights.
    const short = await run({ decisions: decisions + 80 }, first.last);
    expect(short.last.vectors).toEqual(first.last.vectors);
    expect(short.last.progress.gradientSteps).toBe(gradientSteps);
  });

  it("does not count pauses as time spent learning", async () => {
    const [busy, rested] = await secondsWithRest(1000);
    expect(rested! - busy!).toBeLessThan(1);
  });

  it("stops with an error that names seed and step when the loss is not finite", async () => {
    const { last } = await run({ decisions: 400 });
    last.vectors.online.fill(1e38);
    await expect(run({ decisions: 3000, seed: 5 }, last)).rejects.toThrow(
      /loss is (NaN|Infinity) at gradient step \d+, seed 5/,
    );
  });

  it("takes no checkpoint with a number that is not finite, even if the loss still is", async () => {
    // With a NaN in Adam's second moment the next step makes that weight NaN, while the step's loss is still finite.
    const { last } = await run({ decisions: 440 });
    last.vectors.adamVariance![5] = NaN;
    await expect(run({ decisions: 600, learningStarts: 40 }, last)).rejects.toThrow(
      /(online|adamVariance) is NaN at gradient step \d+, seed 1/,
    );
  });
});
