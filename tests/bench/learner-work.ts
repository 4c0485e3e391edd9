/**
 * What `npm run bench -- learner` measures, on fixed random numbers: an update and forward passes of one size of network,
 * and a network backend that does them.
 */
import { type BackendName, createNetwork } from "../../bots/network/backends.ts";
import {
  DEFAULT_OPTIMIZER,
  type NetworkSpec,
  type QNetwork,
  forEachLayer,
  initialParameters,
} from "../../bots/network/network.ts";
import { createRng } from "../../shared/rng.ts";

/** A network and how many rows an update has. */
export interface Size {
  readonly spec: NetworkSpec;
  readonly batch: number;
}

/** Rows of the forward passes. */
export const FORWARD_ROWS = [1, 64, 256] as const;

/** A target forward pass on the next observations, then a gradient step: online forward, Huber loss, backward, Adam. */
export const UPDATE = "update";

/** UPDATE, or the rows of a forward pass. */
export type TaskName = string;

/** One that does the work: a backend, or a rival. */
export interface Runner {
  readonly name: string;
  readonly tasks: readonly TaskName[];
  /** Starts from these parameters, online and target, with Adam at its beginning. */
  load(parameters: Float32Array, learningRate: number): Promise<void>;
  /** The loss before each of so many updates. */
  losses(steps: number, task?: TaskName): Promise<number[]>;
  /** Mean microseconds of a call, over about so long. */
  measure(task: TaskName, milliseconds: number): Promise<number>;
  close(): Promise<void>;
}

/** The numbers, the same for every runner. All inputs are normal, none is 0. */
export interface Work {
  readonly size: Size;
  readonly tasks: readonly TaskName[];
  /** [batch, inputs] */
  readonly observations: Float32Array;
  readonly nextObservations: Float32Array;
  /** [batch] */
  readonly actions: Int32Array;
  readonly targets: Float32Array;
  /** Fresh parameters, as every training run begins with. */
  readonly fresh: Float32Array;
}

export function createWork(size: Size): Work {
  const { spec, batch } = size;
  const rng = createRng("bench");
  const normals = (count: number): Float32Array => Float32Array.from({ length: count }, () => rng.normal());
  return {
    size,
    tasks: [UPDATE, ...FORWARD_ROWS.map(String)],
    observations: normals(batch * spec.inputs),
    nextObservations: normals(batch * spec.inputs),
    actions: Int32Array.from({ length: batch }, () => rng.int(spec.outputs)),
    targets: normals(batch),
    fresh: initialParameters(spec, rng),
  };
}

/** The fresh parameters of `work` after so many updates. */
export async function trainedParameters(work: Work, backend: BackendName, steps: number): Promise<Float32Array> {
  const runner = new BackendRunner(backend, work);
  await runner.load(work.fresh, DEFAULT_OPTIMIZER.learningRate);
  await runner.losses(steps);
  const parameters = runner.parameters();
  await runner.close();
  return parameters;
}

/** `parameters` with hidden biases so large that no unit is silent. */
export function openParameters(spec: NetworkSpec, parameters: Float32Array): Float32Array {
  const open = parameters.slice();
  forEachLayer(spec, (_inputs, outputs, _weightsAt, biasesAt, layer) => {
    // The next layer's sums vary with the size of this one's outputs.
    if (layer < spec.hidden.length) open.fill(10 * 20 ** layer, biasesAt, biasesAt + outputs);
  });
  return open;
}

/** Percent of each hidden layer's activations that are 0 on the observations of `work`. */
export function silentPercents(work: Work, parameters: Float32Array): number[] {
  const { spec, batch } = work.size;
  const percents: number[] = [];
  let from = work.observations;
  forEachLayer(spec, (inputs, outputs, weightsAt, biasesAt) => {
    const activations = new Float32Array(batch * outputs);
    for (let i = 0; i < activations.length; i++) {
      const row = Math.floor(i / outputs);
      const unit = i % outputs;
      let sum = parameters[biasesAt + unit]!;
      for (let k = 0; k < inputs; k++) sum += from[row * inputs + k]! * parameters[weightsAt + k * outputs + unit]!;
      activations[i] = Math.max(0, sum);
    }
    percents.push(Number(((100 * activations.filter((value) => value === 0).length) / activations.length).toFixed(1)));
    from = activations;
  });
  return percents.slice(0, -1);
}

/** A network backend doing `work`. */
export class BackendRunner implements Runner {
  readonly name: BackendName;
  readonly tasks: readonly TaskName[];
  readonly #work: Work;
  #network: QNetwork | null = null;
  #runs: Readonly<Record<TaskName, () => number | void>> = {};

  constructor(name: BackendName, work: Work) {
    this.name = name;
    this.tasks = work.tasks;
    this.#work = work;
  }

  async load(parameters: Float32Array, learningRate: number): Promise<void> {
    await this.close();
    const { spec, batch } = this.#work.size;
    const optimizer = { ...DEFAULT_OPTIMIZER, learningRate };
    const maxRows = Math.max(batch, ...FORWARD_ROWS);
    const network = await createNetwork({ backend: this.name, spec, optimizer, maxRows, parameters });
    this.#network = network;
    const { observations, nextObservations, actions, targets } = this.#work;
    const weights = new Float32Array(batch).fill(1);
    const nextValues = new Float32Array(batch * spec.outputs);
    const runs: Record<TaskName, () => number | void> = {
      [UPDATE]: () => {
        network.forwardTarget(nextObservations, batch, nextValues);
        return network.trainStep(observations, actions, targets, weights, batch);
      },
    };
    const rng = createRng("bench forward");
    for (const rows of FORWARD_ROWS) {
      const inputs = Float32Array.from({ length: rows * spec.inputs }, () => rng.normal());
      const outputs = new Float32Array(rows * spec.outputs);
      runs[String(rows)] = () => network.forward(inputs, rows, outputs);
    }
    this.#runs = runs;
  }

  async losses(steps: number): Promise<number[]> {
    return Array.from({ length: steps }, () => this.#runs[UPDATE]!() ?? NaN);
  }

  async measure(task: TaskName, milliseconds: number): Promise<number> {
    return time(this.#runs[task]!, milliseconds);
  }

  parameters(): Float32Array {
    const parameters = new Float32Array(this.#network!.parameterCount);
    this.#network!.read("online", parameters);
    return parameters;
  }

  async close(): Promise<void> {
    this.#network?.dispose();
    this.#network = null;
  }
}

function time(run: () => void, milliseconds: number): number {
  const start = performance.now();
  let calls = 0;
  let elapsed = 0;
  while (elapsed < milliseconds) {
    run();
    calls++;
    elapsed = performance.now() - start;
  }
  return (elapsed * 1000) / calls;
}
