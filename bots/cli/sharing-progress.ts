/** Progress of an experiment on the terminal: one bar for everything with the time left, one for each run going on. */
import { MultiBar, type SingleBar } from "cli-progress";
import type { Job } from "../experiments/plan.ts";
import { durationOf } from "../experiments/report/words.ts";
import type { Watcher } from "../experiments/run.ts";

/** Without a terminal a line is written this often [s]. */
const LINE_SECONDS = 15;

/** A watcher that draws. */
export interface ExperimentProgress extends Watcher {
  close(): void;
}

/**
 * Starts drawing.
 *
 * @param runs how many runs the experiment has, and how many of them are finished already
 * @param decisions of one run
 */
export function createProgress(runs: number, finishedRuns: number, decisions: number): ExperimentProgress {
  const isTerminal = process.stderr.isTTY;
  const startedAt = performance.now();
  let finished = finishedRuns;
  /** Decisions done in this call, and where each run of it began and stands. */
  const going = new Map<string, { from: number; at: number; bar: SingleBar | null }>();
  let doneHere = 0;
  let writtenAt = 0;

  const bars = new MultiBar({
    format: "{bar} {percentage}%  {about}",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stream: process.stderr,
  });
  const total = isTerminal ? bars.create(runs * decisions, 0, { about: "" }) : null;

  const update = (): void => {
    const here = doneHere + [...going.values()].reduce((sum, run) => sum + run.at - run.from, 0);
    const begun = [...going.values()].reduce((sum, run) => sum + run.at, 0);
    const done = Math.min(runs * decisions, finished * decisions + begun);
    const rate = here / Math.max(1e-3, (performance.now() - startedAt) / 1000);
    const left = rate > 0 ? durationOf((runs * decisions - done) / rate) : "?";
    const about = `${finished} of ${runs} runs finished, ${left} left, ${Math.round(rate)} decisions/s`;
    total?.update(done, { about });
    if (total !== null || performance.now() - writtenAt < LINE_SECONDS * 1000) return;
    writtenAt = performance.now();
    if (here > 0) process.stderr.write(`${Math.floor((100 * done) / (runs * decisions))}%  ${about}\n`);
  };

  return {
    started(job) {
      const bar = isTerminal ? bars.create(decisions, 0, { about: nameOf(job) }) : null;
      going.set(nameOf(job), { from: -1, at: 0, bar });
      update();
    },
    progressed(job, at, success) {
      const run = going.get(nameOf(job));
      if (run === undefined) return;
      if (run.from < 0) run.from = at;
      run.at = at;
      const rates = Object.entries(success ?? {}).map(([task, share]) => `${task} ${Math.round(share * 100)}%`);
      run.bar?.update(Math.min(at, decisions), rates.length > 0 ? { about: `${nameOf(job)}  ${rates.join(" ")}` } : {});
      update();
    },
    finished(job) {
      const run = going.get(nameOf(job));
      going.delete(nameOf(job));
      finished++;
      if (run === undefined) return;
      doneHere += Math.max(0, run.at - Math.max(0, run.from));
      if (run.bar) bars.remove(run.bar);
      update();
    },
    hadProblem(job, problem) {
      const text = problem === "" ? "saved again" : `warning: ${problem}`;
      if (isTerminal) bars.log(`${nameOf(job)}: ${text}\n`);
      else process.stderr.write(`${nameOf(job)}: ${text}\n`);
    },
    close: () => bars.stop(),
  };
}

function nameOf({ arm, seed }: Job): string {
  return `${arm}, seed ${seed}`;
}
