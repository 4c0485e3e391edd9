/** Progress of `npm run train` on the terminal. */
import { SingleBar } from "cli-progress";
import { durationOf } from "../experiments/report/words.ts";
import type { MetricsPoint } from "../run/metrics.ts";

/** A bar that is drawn until it is stopped. */
export interface TrainBar {
  show(point: MetricsPoint): void;
  /** Writes a line above the bar. */
  say(line: string): void;
  stop(): void;
}

/**
 * Starts drawing.
 *
 * @param decisions how many the run has; null: it goes on until it is stopped
 * @param from where it begins
 */
export function createTrainBar(decisions: number | null, from: number): TrainBar {
  const bar = new SingleBar({
    format:
      decisions === null ? "{value} decisions  {about}" : "{bar} {percentage}% of {total} decisions{left}  {about}",
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    stream: process.stderr,
  });
  let payload = { left: "", about: "" };
  let at = from;
  const start = (): void => bar.start(decisions ?? Number.MAX_SAFE_INTEGER, at, payload);
  let evaluation: MetricsPoint["evaluation"] = null;
  start();
  return {
    show(point) {
      at = point.decisions;
      evaluation = point.evaluation ?? evaluation;
      payload = { left: leftOf(decisions, point), about: describe(point, evaluation) };
      bar.update(at, payload);
    },
    say(line) {
      if (process.stderr.isTTY) bar.stop();
      process.stderr.write(`${line}\n`);
      if (process.stderr.isTTY) start();
    },
    stop: () => bar.stop(),
  };
}

/** The time that is left, once there is a speed to tell it by. */
function leftOf(decisions: number | null, { decisions: done, decisionsPerSecond }: MetricsPoint): string {
  if (decisions === null || !(decisionsPerSecond > 0)) return "";
  return `, ${durationOf(Math.max(0, decisions - done) / decisionsPerSecond)} left`;
}

function describe(point: MetricsPoint, evaluation: MetricsPoint["evaluation"]): string {
  const rates = Object.entries(evaluation ?? point.practice);
  const shares = rates.map(([task, rate]) => `${task} ${Math.round(rate.success * 100)}%`);
  return `${shares.join(" ")}${evaluation ? "" : " (exploring)"}  ${Math.round(point.decisionsPerSecond)}/s`;
}
