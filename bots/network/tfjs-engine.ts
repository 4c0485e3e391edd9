/**
 * The two backends of TensorFlow.js that networks compute on: "tensorflow" (its native library, through the optional
 * package `@tensorflow/tfjs-node`) and "wasm". Loads each at most once and lets both be used in one process.
 *
 * TensorFlow.js has one engine per process, with one current backend, whichever was set last; even two copies of the
 * package share it. So every computation must first make its backend the current one, and no two may load at once.
 */
import { type TfjsProducts, createNativeProducts, createWasmProducts } from "./tfjs-products.ts";

export type TensorFlow = typeof import("@tensorflow/tfjs-core");

/** A backend of TensorFlow.js that has been loaded. */
export interface TfjsEngine {
  readonly tf: TensorFlow;
  readonly products: TfjsProducts;
  /** Runs `compute`, which must be synchronous, on this backend; disposes of the tensors that it leaves. */
  tidy(compute: () => void): void;
  /** Makes this backend the current one. */
  activate(): void;
}

/** @throws Error if the package is not installed or cannot compute here */
export function loadTfjsNode(): Promise<TfjsEngine> {
  node ??= afterOtherLoads(importTfjsNode);
  return node;
}

/** @throws Error if WebAssembly cannot be used */
export function loadTfjsWasm(): Promise<TfjsEngine> {
  wasm ??= afterOtherLoads(importTfjsWasm);
  return wasm;
}

let node: Promise<TfjsEngine> | null = null;
let wasm: Promise<TfjsEngine> | null = null;
let lastLoad: Promise<unknown> = Promise.resolve();

function afterOtherLoads(load: () => Promise<TfjsEngine>): Promise<TfjsEngine> {
  const loading = lastLoad.then(load);
  lastLoad = loading.catch(() => undefined);
  return loading;
}

async function importTfjsNode(): Promise<TfjsEngine> {
  // The library reads these when it loads. It would print the processor's features into a progress bar; warnings remain.
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "1";
  // A training run has a thread for each core already.
  process.env["TF_NUM_INTRAOP_THREADS"] ??= "1";
  process.env["TF_NUM_INTEROP_THREADS"] ??= "1";
  // A name that the type checker cannot see: the package may not be there, and brings its own copy of the types.
  const name: string = "@tensorflow/tfjs-node";
  const module: { default?: unknown } = await import(name);
  const tf = hasTensorFlow(module) ? module : module.default;
  if (!hasTensorFlow(tf)) throw new Error("@tensorflow/tfjs-node has no function matMul");
  if (!(await tf.setBackend("tensorflow"))) throw new Error('tfjs-node could not start its backend "tensorflow"');
  const engine = createEngine(tf, "tensorflow", createNativeProducts(tf));
  checkProduct(engine);
  return engine;
}

async function importTfjsWasm(): Promise<TfjsEngine> {
  const tf = await import("@tensorflow/tfjs-core");
  const thrown = process.listeners("uncaughtException");
  const rejected = process.listeners("unhandledRejection");
  await import("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.setBackend("wasm"))) throw new Error('tfjs-core could not start its backend "wasm"');
  // Its loader makes every rejected promise fatal for the whole process; that is the server's decision, not its.
  for (const listener of process.listeners("uncaughtException")) {
    if (!thrown.includes(listener)) process.off("uncaughtException", listener);
  }
  for (const listener of process.listeners("unhandledRejection")) {
    if (!rejected.includes(listener)) process.off("unhandledRejection", listener);
  }
  return createEngine(tf, "wasm", createWasmProducts(tf));
}

function createEngine(tf: TensorFlow, backend: string, products: TfjsProducts): TfjsEngine {
  const activate = (): void => {
    // Takes effect before it returns, because the backend has been started. Half a millisecond, so only if needed.
    if (tf.getBackend() !== backend) void tf.setBackend(backend);
  };
  return {
    tf,
    products,
    activate,
    tidy(compute) {
      activate();
      tf.tidy(compute);
    },
  };
}

/**
 * Multiplies two matrices. On Node 23 and later tfjs-node 4.22 loads but cannot compute: it calls a function that Node
 * deprecated long ago and then removed. Before that its first call makes Node print a warning, which is held back.
 *
 * @throws Error if the product fails or is wrong
 */
function checkProduct(engine: TfjsEngine): void {
  const { tf } = engine;
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => undefined;
  try {
    engine.tidy(() => {
      const product = tf.matMul(tf.tensor2d([2, 3], [1, 2]), tf.tensor2d([5, 7], [2, 1])).dataSync();
      if (product[0] !== 31) throw new Error(`the product should be 31 and is ${product[0]}`);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`tfjs-node cannot multiply on Node ${process.version}: ${reason}`, { cause: error });
  } finally {
    process.emitWarning = emitWarning;
  }
}

function hasTensorFlow(module: unknown): module is TensorFlow {
  return typeof module === "object" && module !== null && "matMul" in module && "setBackend" in module;
}
