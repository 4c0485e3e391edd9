/**
 * `npm run bench -- learner`: gradient steps and forward passes per second of every network backend on this machine, and
 * of PyTorch in the same run if a Python here has it (see pytorch.ts; `torch: null` if none has).
 *
 * All take turns in short rounds, task by task, in alternating order, so that a busy machine slows all of them alike. A
 * figure is the best round; a ratio to PyTorch is given of the best rounds and as the median of the rounds' own ratios.
 * Every runner uses one thread. PyTorch is measured in the fastest eager form that we found, and also as one would
 * usually write it; that all do the same work is checked by their losses. Its speed depends on its BLAS, which is why
 * that is reported: Debian's package without libopenblas0 multiplies twenty times slower.
 *
 * Our simd kernels skip units that are silent (0 behind a ReLU), so how many are is part of the workload. It is fixed by a
 * learning rate of 0, at which all arithmetic is done but nothing moves, and measured in three states:
 *   fresh    He initialisation: half of the units are silent; the figures of the README
 *   trained  the same network after 2,000 gradient steps on the same batch
 *   open     biases so large that no unit is silent: nothing to skip, the worst case; updates only
 * For comparison: in matches of the shipped bots 75% and 98% of their two hidden layers are silent (measured over 20,000
 * questions), so that real training leaves our kernels more to skip than any of these states.
 */
import { type BackendName, availableBackends } from "../../bots/network/backends.ts";
import { DEFAULT_OPTIMIZER } from "../../bots/network/network.ts";
import {
  BackendRunner,
  FORWARD_ROWS,
  type Runner,
  type Size,
  type TaskName,
  UPDATE,
  type Work,
  createWork,
  openParameters,
  silentPercents,
  trainedParameters,
} from "./learner-work.ts";
import { TorchRunner, type TorchVersion, UPDATE_AS_USUAL, findTorch } from "./pytorch.ts";

/** What was measured of one backend on one size of network in one state. */
export interface BackendFigures {
  /** Gradient steps (online forward, backward, Adam), each with a target forward pass on the next observations. */
  readonly updatesPerSecond: number;
  /** Microseconds of a forward pass, by rows. */
  readonly forwardMicroseconds: Readonly<Record<string, number>>;
}

export interface TorchFigures extends BackendFigures, TorchVersion {
  /** With nn.Sequential and Adam with `foreach`; `updatesPerSecond` is the fastest form. */
  readonly updatesPerSecondAsUsual: number;
}

/** Our updates per second divided by PyTorch's fastest. */
export interface Ratio {
  readonly ofBestRounds: number;
  readonly medianOfRounds: number;
  /** Best rounds against PyTorch as one would usually write it. */
  readonly toUsual: number;
}

type State = "fresh" | "trained" | "open";

/** What was measured on one size of network; `backends` and `rivals` in the state "fresh". */
export interface SizeFigures {
  readonly network: string;
  readonly batch: number;
  readonly backends: Readonly<Record<string, BackendFigures>>;
  readonly rivals: { readonly torch: TorchFigures | null };
  readonly trained: {
    readonly backends: Readonly<Record<string, BackendFigures>>;
    readonly rivals: { readonly torch: TorchFigures | null };
  };
  /** Of each hidden layer. */
  readonly silentPercents: Readonly<Record<State, readonly number[]>>;
}

/** What the benchmark reports; `backend` is the one that "auto" chooses, which the ratios are about. */
export interface LearnerFigures extends SizeFigures {
  readonly backend: string;
  readonly updatesPerSecond: number;
  readonly small: SizeFigures;
  readonly ratioToTorch: Readonly<Record<"large" | "small", Readonly<Record<State, Ratio>>>> | null;
}

const LARGE: Size = { spec: { inputs: 32, hidden: [128, 128], outputs: 18 }, batch: 256 };
const SMALL: Size = { spec: { inputs: 32, hidden: [64, 64], outputs: 20 }, batch: 128 };
const ROUNDS = 24;
const TRAINED_STEPS = 2000;

/** Runs for about `seconds` in all, and some for starting PyTorch. */
export async function benchLearner(options: { readonly seconds: number }): Promise<LearnerFigures> {
  const names = await availableBackends();
  const python = findTorch();
  const large = await benchSize(LARGE, names, python, options.seconds * 0.6);
  const small = await benchSize(SMALL, names, python, options.seconds * 0.4);
  const backend = names[0]!;
  return {
    backend,
    updatesPerSecond: large.figures.backends[backend]!.updatesPerSecond,
    ...large.figures,
    small: small.figures,
    ratioToTorch: large.ratios === null || small.ratios === null ? null : { large: large.ratios, small: small.ratios },
  };
}

interface SizeResult {
  readonly figures: SizeFigures;
  readonly ratios: Readonly<Record<State, Ratio>> | null;
}

async function benchSize(
  size: Size,
  names: readonly BackendName[],
  python: string | null,
  seconds: number,
): Promise<SizeResult> {
  const work = createWork(size);
  const torch = python === null ? null : await TorchRunner.start(python, work);
  const [first, ...others] = names.map((name) => new BackendRunner(name, work));
  // The default backend and its rival side by side.
  const runners: Runner[] = [first!, ...(torch === null ? [] : [torch]), ...others];
  try {
    for (const runner of runners) await checkSameWork(work, runner);
    const parameters: Readonly<Record<State, Float32Array>> = {
      fresh: work.fresh,
      trained: await trainedParameters(work, names[0]!, TRAINED_STEPS),
      open: openParameters(size.spec, work.fresh),
    };
    const share = (seconds * 1000) / 5;
    const fresh = await measureRounds(runners, parameters.fresh, share * 2);
    const trained = await measureRounds(runners, parameters.trained, share * 2);
    const pair = runners.slice(0, torch === null ? 1 : 2);
    const open = await measureRounds(pair, parameters.open, share, [UPDATE, UPDATE_AS_USUAL]);
    const { inputs, hidden, outputs } = size.spec;
    return {
      figures: {
        network: [inputs, ...hidden, outputs].join("-"),
        batch: size.batch,
        ...stateFigures(fresh, names, torch),
        trained: stateFigures(trained, names, torch),
        silentPercents: {
          fresh: silentPercents(work, parameters.fresh),
          trained: silentPercents(work, parameters.trained),
          open: silentPercents(work, parameters.open),
        },
      },
      ratios:
        torch === null
          ? null
          : { fresh: ratio(fresh, names[0]!), trained: ratio(trained, names[0]!), open: ratio(open, names[0]!) },
    };
  } finally {
    for (const runner of runners) await runner.close();
  }
}

/** @throws Error if the losses of a few updates are not those of the plain backend: speed means nothing then */
async function checkSameWork(work: Work, runner: Runner): Promise<void> {
  const plain = new BackendRunner("plain", work);
  const { learningRate } = DEFAULT_OPTIMIZER;
  await plain.load(work.fresh, learningRate);
  const expected = await plain.losses(8);
  for (const task of [UPDATE, UPDATE_AS_USUAL].filter((each) => runner.tasks.includes(each))) {
    await runner.load(work.fresh, learningRate);
    const losses = await runner.losses(expected.length, task);
    if (losses.some((loss, step) => !(Math.abs(loss - expected[step]!) < 1e-4))) {
      throw new Error(
        `${runner.name} does not do the same ${task}: losses ${losses.join(" ")}, not ${expected.join(" ")}`,
      );
    }
  }
}

/** Microseconds per call: by runner, then by task, one for each round. */
type Rounds = Readonly<Record<string, Readonly<Record<TaskName, readonly number[]>>>>;

async function measureRounds(
  runners: readonly Runner[],
  parameters: Float32Array,
  milliseconds: number,
  only?: readonly TaskName[],
): Promise<Rounds> {
  const turns = [...new Set(runners.flatMap(({ tasks }) => tasks))]
    .filter((task) => only === undefined || only.includes(task))
    .flatMap((task) => [runners.filter(({ tasks }) => tasks.includes(task)).map((runner) => ({ runner, task }))]);
  const turnMs = milliseconds / turns.flat().length / (ROUNDS + 1);
  const measured: Record<string, Record<TaskName, number[]>> = {};
  for (const runner of runners) {
    measured[runner.name] = Object.fromEntries(runner.tasks.map((task) => [task, []]));
    await runner.load(parameters, 0);
  }
  for (let round = -1; round < ROUNDS; round++) {
    for (const sameTask of turns) {
      for (const { runner, task } of round % 2 === 0 ? sameTask : sameTask.toReversed()) {
        const microseconds = await runner.measure(task, turnMs);
        // The first round only warms up.
        if (round >= 0) measured[runner.name]![task]!.push(microseconds);
      }
    }
  }
  return measured;
}

function best(rounds: Rounds, runner: string, task: TaskName): number {
  return Math.min(...rounds[runner]![task]!);
}

function runnerFigures(rounds: Rounds, runner: string): BackendFigures {
  return {
    updatesPerSecond: Math.round(1e6 / best(rounds, runner, UPDATE)),
    forwardMicroseconds: Object.fromEntries(
      FORWARD_ROWS.map((rows) => [String(rows), Number(best(rounds, runner, String(rows)).toPrecision(3))]),
    ),
  };
}

function stateFigures(
  rounds: Rounds,
  names: readonly BackendName[],
  torch: TorchRunner | null,
): Pick<SizeFigures, "backends" | "rivals"> {
  return {
    backends: Object.fromEntries(names.map((name) => [name, runnerFigures(rounds, name)])),
    rivals: {
      torch:
        torch === null
          ? null
          : {
              ...torch.version,
              blasGigaflops: Math.round(torch.version.blasGigaflops),
              ...runnerFigures(rounds, torch.name),
              updatesPerSecondAsUsual: Math.round(1e6 / best(rounds, torch.name, UPDATE_AS_USUAL)),
            },
    },
  };
}

function ratio(rounds: Rounds, ours: string): Ratio {
  const theirs = rounds["torch"]!;
  const ratios = rounds[ours]![UPDATE]!.map((microseconds, round) => theirs[UPDATE]![round]! / microseconds);
  const sorted = ratios.toSorted((a, b) => a - b);
  const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  const ownBest = best(rounds, ours, UPDATE);
  return {
    ofBestRounds: Number((best(rounds, "torch", UPDATE) / ownBest).toFixed(3)),
    medianOfRounds: Number(middle.toFixed(3)),
    toUsual: Number((best(rounds, "torch", UPDATE_AS_USUAL) / ownBest).toFixed(3)),
  };
}
