/**
 * The backends "simd" and "simd-plain": the project's WebAssembly kernels, compiled from kernels/assembly/. Implements
 * network.ts; all numbers are in the module's memory, laid out by kernels/layout.ts.
 *
 * "simd" fuses multiplication and addition where the machine can; "simd-plain" never does, so that it gives the same
 * bits on every machine. The gradient of the loss with respect to Q has one entry per row, that of the action. Training
 * therefore computes no Q-values of other actions.
 */
import { ADAM_FLUSH, adamRootCorrection, adamStepSize } from "./adam.ts";
import type { Backend, NetworkCore, NetworkOptions, TrainedSet, TrainingRows } from "./backend.ts";
import { type Layout, ROW_BYTES, forEachParameter, planLayout } from "./kernels/layout.ts";
import { type KernelBuild, type Kernels, loadKernels } from "./kernels/load.ts";
import { GATED, LINEAR, RELU, gather, listColumns, listRows, transpose } from "./kernels/products.ts";
import type { NetworkSpec, OptimizerSpec, ParameterSet } from "./network.ts";

/** The fastest kernels that this machine can run. */
export const simdBackend: Backend = {
  isRowwise: true,
  whyUnavailable: async () => whyNotLoaded("plain"),
  create: async (options) => {
    const build = whyNotLoaded("relaxed") === null ? "relaxed" : "plain";
    return new SimdCore("simd", loadKernels(build), options);
  },
};

/** The kernels whose results are the same on every machine. */
export const simdPlainBackend: Backend = {
  isRowwise: true,
  whyUnavailable: async () => whyNotLoaded("plain"),
  create: async (options) => new SimdCore("simd-plain", loadKernels("plain"), options),
};

/**
 * Makes the arithmetic of a network on the backend "simd-plain" synchronously, or returns null if this machine cannot
 * run it. All its vectors are zero.
 */
export function createSimdPlainCoreIfAble(options: NetworkOptions): NetworkCore | null {
  if (whyNotLoaded("plain") !== null) return null;
  return new SimdCore("simd-plain", loadKernels("plain"), options);
}

function whyNotLoaded(build: KernelBuild): string | null {
  try {
    loadKernels(build);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const PAGE_BYTES = 65_536;

class SimdCore implements NetworkCore {
  readonly backend: string;
  readonly #spec: NetworkSpec;
  readonly #kernels: Kernels;
  readonly #optimizer: OptimizerSpec;
  readonly #layout: Layout;
  /** Views of the whole memory of the module. */
  readonly #floats: Float32Array;
  readonly #integers: Int32Array;
  /** View of the outputs of the latest `forward`, kept while the number of rows is the same. */
  #results: Float32Array;

  constructor(backend: string, kernels: Kernels, options: NetworkOptions) {
    const { spec, maxRows } = options;
    this.backend = backend;
    this.#spec = spec;
    this.#kernels = kernels;
    this.#optimizer = options.optimizer;
    this.#layout = planLayout(spec, maxRows, kernels.heapBase());
    const missing = this.#layout.end - kernels.memory.buffer.byteLength;
    if (missing > 0) kernels.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.#floats = new Float32Array(kernels.memory.buffer);
    this.#integers = new Int32Array(kernels.memory.buffer);
    this.#results = this.#floats.subarray(0, 0);
  }

  forward(set: TrainedSet, inputs: Float32Array, rows: number, outputs: Float32Array): void {
    const { layers, inputs: inputsAt, outputs: outputsAt } = this.#layout;
    const count = rows * this.#spec.outputs;
    this.#copyIn(inputs, inputsAt.at, rows * this.#spec.inputs);
    for (let l = 0; l < layers.length; l++) this.#forwardLayer(set, l, rows);
    const { at, stride } = layers[layers.length - 1]!.activations;
    this.#kernels.flatten(at, stride, rows, this.#spec.outputs, outputsAt);
    if (this.#results.length !== count) this.#results = this.#floats.subarray(outputsAt / 4, outputsAt / 4 + count);
    outputs.set(this.#results);
  }

  backward({ inputs, actions, targets, weights, rows }: TrainingRows): number {
    const layout = this.#layout;
    const { layers, rowLists } = layout;
    this.#copyIn(inputs, layout.inputs.at, rows * this.#spec.inputs);
    this.#copyIn(targets, layout.targets, rows);
    if (weights === null) this.#floats.fill(1, layout.weights / 4, layout.weights / 4 + rows);
    else this.#copyIn(weights, layout.weights, rows);
    for (let row = 0; row < rows; row++) this.#integers[layout.actions / 4 + row] = actions[row]!;

    const last = layers.length - 1;
    for (let l = 0; l < last; l++) this.#forwardLayer("online", l, rows);
    for (let l = 1; l <= last; l++) {
      const layer = layers[l]!;
      transpose(this.#kernels, layer.weights.online, layer.inputs, layer.outputs, layer.transposed);
    }
    const loss = this.#lastGradient(rows);
    for (let l = last; l > 0; l--) {
      const layer = layers[l]!;
      const below = layers[l - 1]!;
      if (l < last) {
        this.#weightGradient(l, rows);
        listRows(this.#kernels, layer.deltas, rows, layer.outputs, false, rowLists);
      }
      // dZ_{l-1} = dZ_l W_l^T where the activation below is above 0, else 0.
      gather(this.#kernels, rowLists, rows, layer.transposed, below.deltas, GATED, below.activations);
    }
    this.#weightGradient(0, rows);
    return loss;
  }

  adam(step: number): void {
    const { beta1, beta2, adamEpsilon } = this.#optimizer;
    const { vectors, vectorBytes } = this.#layout;
    this.#kernels.adam(
      vectors.online,
      vectors.adamMean,
      vectors.adamVariance,
      vectors.gradient,
      vectorBytes / 4,
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      adamStepSize(this.#optimizer, step),
      adamRootCorrection(this.#optimizer, step),
      adamEpsilon,
      ADAM_FLUSH,
    );
  }

  syncTarget(): void {
    const { online, target } = this.#layout.vectors;
    this.#floats.copyWithin(target / 4, online / 4, (online + this.#layout.vectorBytes) / 4);
  }

  read(set: ParameterSet | "gradient", out: Float32Array): void {
    const base = this.#layout.vectors[set] / 4;
    forEachParameter(this.#layout, (flat, panelled) => {
      out[flat] = this.#floats[base + panelled]!;
    });
  }

  write(set: ParameterSet, values: Float32Array): void {
    const base = this.#layout.vectors[set] / 4;
    forEachParameter(this.#layout, (flat, panelled) => {
      this.#floats[base + panelled] = values[flat]!;
    });
  }

  dispose(): void {
    // The module's memory is garbage-collected.
  }

  /** Copies the first `count` numbers of `values` to the address `at`. */
  #copyIn(values: Float32Array, at: number, count: number): void {
    const floats = this.#floats;
    if (values.length === count) floats.set(values, at / 4);
    else for (let i = 0; i < count; i++) floats[at / 4 + i] = values[i]!;
  }

  /** H_l = max([H_{l-1}, 1] W_l, 0), without max for the last layer. */
  #forwardLayer(set: TrainedSet, l: number, rows: number): void {
    const { layers, rowLists, inputs } = this.#layout;
    const layer = layers[l]!;
    listRows(this.#kernels, layers[l - 1]?.activations ?? inputs, rows, layer.inputs, true, rowLists);
    const mode = l === layers.length - 1 ? LINEAR : RELU;
    gather(this.#kernels, rowLists, rows, layer.weights[set], layer.activations, mode);
  }

  /** d[W_l, b_l] = [H_{l-1}, 1]^T dZ_l, for all layers but the last. */
  #weightGradient(l: number, rows: number): void {
    const { layers, columnLists, columnCapacity, inputs } = this.#layout;
    const layer = layers[l]!;
    const from = layers[l - 1]?.activations ?? inputs;
    listColumns(this.#kernels, from, rows, layer.inputs, columnCapacity, columnLists);
    gather(this.#kernels, columnLists, layer.inputs + 1, layer.deltas, layer.weights.gradient, LINEAR);
  }

  /** Computes the gradient of the last layer's weights, and lists the gradient of Q by row. Returns the loss. */
  #lastGradient(rows: number): number {
    const layout = this.#layout;
    const { layers, rowLists, columnLists, lastGradient } = layout;
    const { inputs, outputs, weights, transposed } = layers[layers.length - 1]!;
    const hidden = layers[layers.length - 2]!.activations;
    const loss = this.#kernels.outputGradient(
      hidden.at,
      hidden.stride,
      hidden.count,
      transposed.at,
      transposed.stride,
      weights.online.at + inputs * ROW_BYTES,
      weights.gradient.at + inputs * ROW_BYTES,
      weights.gradient.stride,
      outputs,
      layout.actions,
      layout.targets,
      layout.weights,
      rows,
      this.#optimizer.huberDelta,
      rowLists.starts,
      rowLists.ends,
      rowLists.entries,
      columnLists.starts,
      columnLists.ends,
      columnLists.entries,
      layout.columnCapacity,
    );
    // Each action's list gives one row of the transposed gradient, which is then transposed back in blocks of 4
    // actions.
    gather(this.#kernels, columnLists, Math.ceil(outputs / 4) * 4, hidden, lastGradient, LINEAR);
    transpose(this.#kernels, lastGradient, outputs, inputs, weights.gradient);
    return loss;
  }
}
