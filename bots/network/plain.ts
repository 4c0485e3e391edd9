/**
 * The reference backend, "plain": loops over Float32Array that are easy to check by reading and run anywhere.
 * Implements network.ts. Zero activations are skipped, which halves the work after a ReLU.
 *
 *   H_0 = inputs, Z_l = H_{l-1} W_l + b_l, H_l = max(Z_l, 0) for hidden layers, Q = Z of the last layer
 */
import { adamUpdate, huberDeltas } from "./adam.ts";
import type { Backend, NetworkCore, NetworkOptions, TrainedSet, TrainingRows } from "./backend.ts";
import { checkNetworkOptions, createCheckedNetwork } from "./checked-network.ts";
import { type OptimizerSpec, type ParameterSet, type QNetwork, forEachLayer } from "./network.ts";
import { type Vectors, createVectors } from "./vectors.ts";

/** The backend for the registry. */
export const plainBackend: Backend = {
  isRowwise: true,
  whyUnavailable: async () => null,
  create: async (options) => new PlainCore(options),
};

/**
 * Makes a network synchronously. Tests compare other backends with it.
 *
 * @param options with `parameters` [parameterCount], the start of both the online and the target network
 * @throws RangeError if a size is wrong
 */
export function createPlainNetwork(options: NetworkOptions & { readonly parameters: Float32Array }): QNetwork {
  checkNetworkOptions(options);
  return createCheckedNetwork(createPlainCore(options), options);
}

/** Makes the arithmetic of such a network; all its vectors are zero. */
export function createPlainCore(options: NetworkOptions): NetworkCore {
  return new PlainCore(options);
}

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weightsAt: number;
  readonly biasesAt: number;
  /** Activations [maxRows, outputs]. */
  readonly activations: Float32Array;
  /** Gradient of the loss with respect to Z, [maxRows, outputs]. */
  readonly deltas: Float32Array;
}

class PlainCore implements NetworkCore {
  readonly backend = "plain";
  readonly #optimizer: OptimizerSpec;
  readonly #layers: readonly Layer[];
  readonly #vectors: Vectors;
  /** Scratch space of `forwardLayer`. */
  readonly #entries: Float32Array;
  readonly #places: Int32Array;

  constructor(options: NetworkOptions) {
    const { spec, maxRows } = options;
    this.#optimizer = options.optimizer;
    this.#vectors = createVectors(spec);
    const layers: Layer[] = [];
    forEachLayer(spec, (inputs, outputs, weightsAt, biasesAt) => {
      const rows = (): Float32Array => new Float32Array(maxRows * outputs);
      layers.push({ inputs, outputs, weightsAt, biasesAt, activations: rows(), deltas: rows() });
    });
    this.#layers = layers;
    const widest = Math.max(spec.inputs, ...spec.hidden) + 3;
    this.#entries = new Float32Array(widest);
    this.#places = new Int32Array(widest);
  }

  forward(set: TrainedSet, inputs: Float32Array, rows: number, outputs: Float32Array): void {
    this.#forward(this.#vectors[set], inputs, rows);
    const { activations, outputs: width } = this.#layers[this.#layers.length - 1]!;
    const count = rows * width;
    for (let i = 0; i < count; i++) outputs[i] = activations[i]!;
  }

  backward({ inputs, actions, targets, weights, rows }: TrainingRows): number {
    const { online: parameters, gradient } = this.#vectors;
    this.#forward(parameters, inputs, rows);
    const { outputs, activations, deltas } = this.#layers[this.#layers.length - 1]!;
    const { huberDelta } = this.#optimizer;
    const loss = huberDeltas(huberDelta, activations, outputs, actions, targets, weights, rows, deltas);
    gradient.fill(0);
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      const layer = this.#layers[l]!;
      const below = this.#layers[l - 1];
      weightGradient(gradient, layer, below?.activations ?? inputs, rows);
      if (below !== undefined) deltasBelow(parameters, layer, below, rows);
    }
    return loss;
  }

  adam(step: number): void {
    const { online, adamMean, adamVariance, gradient } = this.#vectors;
    adamUpdate(this.#optimizer, step, online, adamMean, adamVariance, gradient);
  }

  syncTarget(): void {
    this.#vectors.target.set(this.#vectors.online);
  }

  read(set: ParameterSet | "gradient", out: Float32Array): void {
    out.set(this.#vectors[set]);
  }

  write(set: ParameterSet, values: Float32Array): void {
    this.#vectors[set].set(values);
  }

  dispose(): void {
    // All memory is garbage-collected.
  }

  #forward(parameters: Float32Array, inputs: Float32Array, rows: number): void {
    const last = this.#layers.length - 1;
    let from = inputs;
    for (let l = 0; l <= last; l++) {
      const layer = this.#layers[l]!;
      forwardLayer(parameters, layer, from, rows, l < last, this.#entries, this.#places);
      from = layer.activations;
    }
  }
}

/**
 * Z = H W + b and its ReLU, row by row as sums of rows of W, four of them at a time. NaN stays NaN.
 *
 * @param entries [inputs + 3] and `places` [inputs + 3], overwritten with the entries that are not 0 and their rows of W
 */
function forwardLayer(
  parameters: Float32Array,
  layer: Layer,
  from: Float32Array,
  rows: number,
  isRelu: boolean,
  entries: Float32Array,
  places: Int32Array,
): void {
  const { inputs, outputs, weightsAt, biasesAt, activations } = layer;
  for (let row = 0; row < rows; row++) {
    let count = 0;
    for (let i = 0; i < inputs; i++) {
      const h = from[row * inputs + i]!;
      if (h === 0) continue;
      entries[count] = h;
      places[count++] = weightsAt + i * outputs;
    }
    // Fills the last group of four with zeros that refer to a valid row.
    for (; count % 4 !== 0; count++) {
      entries[count] = 0;
      places[count] = places[count - 1]!;
    }
    const to = row * outputs;
    for (let j = 0; j < outputs; j++) activations[to + j] = parameters[biasesAt + j]!;
    for (let k = 0; k < count; k += 4) {
      const h0 = entries[k]!;
      const h1 = entries[k + 1]!;
      const h2 = entries[k + 2]!;
      const h3 = entries[k + 3]!;
      const at0 = places[k]!;
      const at1 = places[k + 1]!;
      const at2 = places[k + 2]!;
      const at3 = places[k + 3]!;
      for (let j = 0; j < outputs; j++) {
        activations[to + j] =
          activations[to + j]! +
          h0 * parameters[at0 + j]! +
          h1 * parameters[at1 + j]! +
          h2 * parameters[at2 + j]! +
          h3 * parameters[at3 + j]!;
      }
    }
    if (!isRelu) continue;
    for (let j = to; j < to + outputs; j++) if (activations[j]! < 0) activations[j] = 0;
  }
}

/** dW = H^T dZ, db = column sums of dZ; both are added to `gradient`. */
function weightGradient(gradient: Float32Array, layer: Layer, from: Float32Array, rows: number): void {
  const { inputs, outputs, weightsAt, biasesAt, deltas } = layer;
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < outputs; j++) {
      const delta = deltas[row * outputs + j]!;
      gradient[biasesAt + j] = gradient[biasesAt + j]! + delta;
    }
    for (let i = 0; i < inputs; i++) {
      const h = from[row * inputs + i]!;
      if (h === 0) continue;
      const at = weightsAt + i * outputs;
      for (let j = 0; j < outputs; j++) {
        gradient[at + j] = gradient[at + j]! + h * deltas[row * outputs + j]!;
      }
    }
  }
}

/** dZ of the layer below = dZ W^T where its activation is above 0, else 0. */
function deltasBelow(parameters: Float32Array, layer: Layer, below: Layer, rows: number): void {
  const { inputs, outputs, weightsAt, deltas } = layer;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < inputs; i++) {
      let sum = 0;
      if (below.activations[row * inputs + i]! > 0) {
        const at = weightsAt + i * outputs;
        for (let j = 0; j < outputs; j++) sum += deltas[row * outputs + j]! * parameters[at + j]!;
      }
      below.deltas[row * inputs + i] = sum;
    }
  }
}
