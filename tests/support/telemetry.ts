/** Points of learning curves and relabelled episodes for tests. */
import type { MetricsPoint, RelabelEvent } from "../../shared/metrics.ts";

export function pointAt(decisions: number, isEvaluated = false): MetricsPoint {
  const rate = { success: 0.5, low: 0.4, high: 0.6, episodes: 10 };
  return {
    runId: "r",
    decisions,
    gradientSteps: 0,
    episodes: 0,
    seconds: 0,
    epsilon: 1,
    loss: null,
    meanValue: null,
    decisionsPerSecond: 0,
    gradientStepsPerSecond: 0,
    replaySize: 0,
    relabelledShare: 0,
    practice: { pass: rate },
    evaluation: isEvaluated ? { pass: rate } : null,
  };
}

export function relabelOf(episode: number): RelabelEvent {
  return {
    runId: "r",
    episode,
    collectedFor: "shoot",
    relabelledTo: "pass",
    outcome: "teammate",
    by: 3,
    to: 5,
    originalReturn: 0,
    relabelledReturn: 1,
    from: { x: 0, y: 0 },
    end: { x: 1, y: 1 },
  };
}
