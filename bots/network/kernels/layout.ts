/**
 * The memory layout of the "simd" backend: reads the sizes of a network, gives addresses in bytes.
 *
 * A matrix [rows, columns] is stored as panels of 32 columns, each [rows, 32], padded with zeros (see
 * assembly/panels.ts). A layer's biases are one more row of its weights. Rows are reserved in fours, since the kernels
 * read and transpose blocks of 4 x 4.
 */
import { type NetworkSpec, type ParameterSet, forEachLayer } from "../network.ts";
import type { Lists } from "./load.ts";

/** Bytes of a row of a panel: 32 numbers. */
export const ROW_BYTES = 128;

/** Bytes of an entry of a list: a number and an offset. */
const ENTRY_BYTES = 8;

/** A matrix in panels. One that is row-major instead has "panels" of 32 columns within its longer rows. */
export interface Panels {
  readonly at: number;
  /** Bytes from one panel to the next. */
  readonly stride: number;
  readonly rowStride: number;
  readonly count: number;
}

/** A vector of parameters that matrix products read or write. */
export type ProductSet = "online" | "target" | "gradient";

export interface LayerLayout {
  readonly inputs: number;
  readonly outputs: number;
  /** Weights [inputs + 1, outputs] in these vectors, the last row being the biases. */
  readonly weights: Readonly<Record<ProductSet, Panels>>;
  /** Weights without biases, transposed: [outputs, inputs]; not for the first layer. */
  readonly transposed: Panels;
  /** Outputs of the layer [maxRows, outputs]. */
  readonly activations: Panels;
  /** Gradient of the loss with respect to the outputs before the ReLU [maxRows, outputs]; not for the last layer. */
  readonly deltas: Panels;
}

export interface Layout {
  readonly layers: readonly LayerLayout[];
  /** Bytes of a parameter vector in panels, and where each begins. */
  readonly vectorBytes: number;
  readonly vectors: Readonly<Record<ParameterSet | "gradient", number>>;
  /** Row-major [maxRows, inputs] and [maxRows, outputs], as the caller gives and gets them. */
  readonly inputs: Panels;
  readonly outputs: number;
  /** [maxRows] each. */
  readonly actions: number;
  readonly targets: number;
  readonly weights: number;
  /** Gradient of the last layer's weights, transposed. */
  readonly lastGradient: Panels;
  readonly rowLists: Lists;
  readonly columnLists: Lists;
  /** Bytes from one column's list to the next. */
  readonly columnCapacity: number;
  /** The first address after all this. */
  readonly end: number;
}

function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}

/** The layout of a network of `spec` for `maxRows` rows, from the address `base` on. */
export function planLayout(spec: NetworkSpec, maxRows: number, base: number): Layout {
  let end = roundUp(base, 64);
  const reserve = (bytes: number): number => {
    const at = end;
    // Kernels may read or overwrite up to 3 numbers, or 4 entries of lists, after an array.
    end += roundUp(bytes + 4 * ENTRY_BYTES, 64);
    return at;
  };
  const panelsAt = (at: number, rows: number, columns: number): Panels => ({
    at,
    stride: roundUp(rows, 4) * ROW_BYTES,
    rowStride: ROW_BYTES,
    count: Math.ceil(columns / 32),
  });
  const reservePanels = (rows: number, columns: number): Panels => {
    const { stride, count } = panelsAt(0, rows, columns);
    return panelsAt(reserve(stride * count), rows, columns);
  };

  let vectorBytes = 0;
  forEachLayer(spec, (inputs, outputs) => {
    const { stride, count } = panelsAt(0, inputs + 1, outputs);
    vectorBytes += stride * count;
  });
  const vector = (): number => reserve(vectorBytes);
  const vectors = {
    online: vector(),
    target: vector(),
    adamMean: vector(),
    adamVariance: vector(),
    gradient: vector(),
  };
  const layers: LayerLayout[] = [];
  let offset = 0;
  forEachLayer(spec, (inputs, outputs) => {
    const weightsIn = (set: ProductSet): Panels => panelsAt(vectors[set] + offset, inputs + 1, outputs);
    const weights = { online: weightsIn("online"), target: weightsIn("target"), gradient: weightsIn("gradient") };
    offset += weights.online.stride * weights.online.count;
    layers.push({
      inputs,
      outputs,
      weights,
      transposed: reservePanels(outputs, inputs),
      activations: reservePanels(maxRows, outputs),
      deltas: reservePanels(maxRows, outputs),
    });
  });
  const lists = (count: number, entries: number): Lists => ({
    starts: reserve(roundUp(count, 4) * 4),
    ends: reserve(roundUp(count, 4) * 4),
    entries: reserve(entries * ENTRY_BYTES),
  });
  const widest = Math.max(spec.inputs, ...spec.hidden, spec.outputs) + 1;
  const columnEntries = roundUp(maxRows, 4) + 4;
  return {
    layers,
    vectorBytes,
    vectors,
    inputs: {
      at: reserve(roundUp(maxRows, 4) * spec.inputs * 4),
      stride: ROW_BYTES,
      rowStride: spec.inputs * 4,
      count: Math.ceil(spec.inputs / 32),
    },
    outputs: reserve(maxRows * spec.outputs * 4),
    actions: reserve(maxRows * 4),
    targets: reserve(maxRows * 4),
    weights: reserve(maxRows * 4),
    lastGradient: reservePanels(spec.outputs, spec.hidden[spec.hidden.length - 1]!),
    rowLists: lists(maxRows, maxRows * widest),
    columnLists: lists(widest, roundUp(widest, 4) * columnEntries),
    columnCapacity: columnEntries * ENTRY_BYTES,
    end,
  };
}

/**
 * Calls `visit` for every parameter, with its index in the flat vector and its index in the vector stored in panels.
 */
export function forEachParameter(layout: Layout, visit: (flat: number, panelled: number) => void): void {
  let flat = 0;
  for (const layer of layout.layers) {
    const { inputs, outputs } = layer;
    const { at, stride } = layer.weights.online;
    for (let row = 0; row <= inputs; row++) {
      for (let column = 0; column < outputs; column++) {
        const byte = at - layout.vectors.online + (column >> 5) * stride + row * ROW_BYTES + (column & 31) * 4;
        visit(flat++, byte / 4);
      }
    }
  }
}
