/**
 * The backends "tfjs-node" (TensorFlow's own library, where it is installed) and "tfjs-wasm" (TensorFlow.js compiled to
 * WebAssembly, everywhere). Reads and writes what network.ts describes; no tensor leaves this file.
 *
 * The gradient is written out, because autograd always multiplies by transposed matrices, which is slow on WebAssembly
 * (see tfjs-products.ts). Adam runs on flat arrays: as tensor operations it would be some ten small calls for each of the
 * weights and biases.
 */
import type { Tensor } from "@tensorflow/tfjs-core";
import { adamUpdate, huberDeltas } from "./adam.ts";
import type { Backend, NetworkCore, NetworkOptions, TrainedSet, TrainingRows } from "./backend.ts";
import { type NetworkSpec, type OptimizerSpec, type ParameterSet, forEachLayer } from "./network.ts";
import { type TfjsEngine, loadTfjsNode, loadTfjsWasm } from "./tfjs-engine.ts";
import { type Vectors, createVectors } from "./vectors.ts";

/** TensorFlow's native library through `@tensorflow/tfjs-node`, an optional dependency. */
export const tfjsNodeBackend: Backend = {
  // Its matrix product adds up in an order that depends on the number of rows and a row's place among them (measured
  // with libtensorflow 2.12).
  isRowwise: false,
  whyUnavailable: () => whyNotLoaded(loadTfjsNode),
  create: async (options) => new TfjsCore("tfjs-node", await loadTfjsNode(), options),
};

/** TensorFlow.js on WebAssembly. */
export const tfjsWasmBackend: Backend = {
  isRowwise: true,
  whyUnavailable: () => whyNotLoaded(loadTfjsWasm),
  create: async (options) => new TfjsCore("tfjs-wasm", await loadTfjsWasm(), options),
};

async function whyNotLoaded(load: () => Promise<TfjsEngine>): Promise<string | null> {
  try {
    await load();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.split("\n", 1)[0]! : String(error);
  }
}

/** One layer's tensors: weights [in, out], biases [out]. */
interface LayerTensors {
  readonly weights: Tensor;
  readonly biases: Tensor;
}

class TfjsCore implements NetworkCore {
  readonly backend: string;
  readonly #spec: NetworkSpec;
  readonly #engine: TfjsEngine;
  readonly #optimizer: OptimizerSpec;
  /** The truth; #tensors are copies of the first two. */
  readonly #vectors: Vectors;
  readonly #tensors: Record<TrainedSet, LayerTensors[]> = { online: [], target: [] };
  readonly #outputDeltas: Float32Array;

  constructor(backend: string, engine: TfjsEngine, options: NetworkOptions) {
    const { spec, maxRows } = options;
    this.backend = backend;
    this.#spec = spec;
    this.#engine = engine;
    this.#optimizer = options.optimizer;
    this.#vectors = createVectors(spec);
    this.#outputDeltas = new Float32Array(maxRows * spec.outputs);
    this.#upload("online");
    this.#upload("target");
  }

  forward(set: TrainedSet, inputs: Float32Array, rows: number, outputs: Float32Array): void {
    this.#engine.tidy(() => {
      outputs.set(floats(this.#activations(set, inputs, rows).pop()!));
    });
  }

  backward({ inputs, actions, targets, weights, rows }: TrainingRows): number {
    const { tf, products } = this.#engine;
    const { gradient } = this.#vectors;
    const nActions = this.#spec.outputs;
    let loss = 0;
    this.#engine.tidy(() => {
      const activations = this.#activations("online", inputs, rows);
      const qValues = floats(activations.pop()!);
      const flat = this.#outputDeltas;
      loss = huberDeltas(this.#optimizer.huberDelta, qValues, nActions, actions, targets, weights, rows, flat);
      let deltas: Tensor = tf.tensor2d(flat.slice(0, rows * nActions), [rows, nActions]);
      this.#eachLayerDown((layer, weightsAt, biasesAt) => {
        const from = activations[layer]!;
        gradient.set(floats(products.weightGradient(from, deltas)), weightsAt);
        gradient.set(floats(tf.sum(deltas, 0)), biasesAt);
        if (layer > 0) deltas = products.deltasBefore(deltas, this.#tensors.online[layer]!.weights, from);
      });
    });
    // tfjs-wasm's ReLU makes a NaN 0, but the products with the inputs and weights in the gradient show it.
    return gradient.some(Number.isNaN) ? NaN : loss;
  }

  adam(step: number): void {
    const { online, adamMean, adamVariance, gradient } = this.#vectors;
    adamUpdate(this.#optimizer, step, online, adamMean, adamVariance, gradient);
    this.#upload("online");
  }

  syncTarget(): void {
    this.#vectors.target.set(this.#vectors.online);
    this.#upload("target");
  }

  read(set: ParameterSet | "gradient", out: Float32Array): void {
    out.set(this.#vectors[set]);
  }

  write(set: ParameterSet, values: Float32Array): void {
    this.#vectors[set].set(values);
    if (set === "online" || set === "target") this.#upload(set);
  }

  dispose(): void {
    this.#disposeTensors("online");
    this.#disposeTensors("target");
  }

  #disposeTensors(set: TrainedSet): void {
    for (const { weights, biases } of this.#tensors[set]) {
      weights.dispose();
      biases.dispose();
    }
    this.#tensors[set] = [];
  }

  /** Makes the tensors of `set` anew from its vector. */
  #upload(set: TrainedSet): void {
    const { tf } = this.#engine;
    const vector = this.#vectors[set];
    this.#engine.activate();
    this.#disposeTensors(set);
    forEachLayer(this.#spec, (inputs, outputs, weightsAt, biasesAt) => {
      // Copies, since TensorFlow.js may go on using the array that it is given.
      const weights = tf.tensor2d(vector.slice(weightsAt, biasesAt), [inputs, outputs]);
      const biases = tf.tensor1d(vector.slice(biasesAt, biasesAt + outputs));
      this.#tensors[set].push({ weights, biases });
    });
  }

  /** Activations before every layer and the Q-values after the last, each [rows, units]; for use inside `tidy`. */
  #activations(set: TrainedSet, inputs: Float32Array, rows: number): Tensor[] {
    const { tf, products } = this.#engine;
    const width = this.#spec.inputs;
    let from: Tensor = tf.tensor2d(inputs.slice(0, rows * width), [rows, width]);
    const activations = [from];
    const layers = this.#tensors[set];
    for (const [l, { weights, biases }] of layers.entries()) {
      from = products.layer(from, weights, biases, l < layers.length - 1);
      activations.push(from);
    }
    return activations;
  }

  #eachLayerDown(visit: (layer: number, weightsAt: number, biasesAt: number) => void): void {
    const places: (readonly [number, number])[] = [];
    forEachLayer(this.#spec, (_inputs, _outputs, weightsAt, biasesAt) => places.push([weightsAt, biasesAt]));
    for (const [layer, place] of [...places.entries()].toReversed()) visit(layer, ...place);
  }
}

function floats(tensor: Tensor): Float32Array {
  return tensor.dataSync<"float32">();
}
