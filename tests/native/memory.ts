/**
 * 100,000 gradient steps on the backend that is the argument: what is left behind in tensors and resident memory. Exit code
 * 1 if there are more tensors than before, or memory grew by more than 50 MB; one lost small object a step is more.
 */
import { createNetwork, chooseBackend } from "../../bots/network/backends.ts";
import { countParameters, DEFAULT_OPTIMIZER, type NetworkSpec } from "../../bots/network/network.ts";
import { createRng } from "../../shared/rng.ts";

const UPDATES = 100_000;
/** Caches of the library are filled by then. */
const WARM_UP = 2000;
const MOST_GROWTH_MB = 50;
const ROWS = 32;
const SPEC: NetworkSpec = { inputs: 32, hidden: [64], outputs: 18 };

const [name = "tfjs-node"] = process.argv.slice(2);
const backend = await chooseBackend(name);
const rng = createRng("memory");
const parameters = Float32Array.from({ length: countParameters(SPEC) }, () => rng.range(-0.2, 0.2));
const network = await createNetwork({
  backend,
  spec: SPEC,
  optimizer: DEFAULT_OPTIMIZER,
  maxRows: ROWS,
  parameters,
});
const inputs = Float32Array.from({ length: ROWS * SPEC.inputs }, () => rng.range(-1, 1));
const actions = Int32Array.from({ length: ROWS }, () => rng.int(SPEC.outputs));
const targets = Float32Array.from({ length: ROWS }, () => rng.range(0, 1));

const tensors = await tensorCounter(backend);
let before = { tensors: 0, megabytes: 0 };
const begunAt = performance.now();
for (let update = 0; update < UPDATES + WARM_UP; update++) {
  if (update === WARM_UP) before = measure();
  network.trainStep(inputs, actions, targets, null, ROWS);
}
const after = measure();
network.dispose();
const report = { backend, updates: UPDATES, before, after, seconds: Math.round((performance.now() - begunAt) / 1000) };
process.stdout.write(`${JSON.stringify(report)}\n`);
const isFlat = after.tensors === before.tensors && after.megabytes - before.megabytes <= MOST_GROWTH_MB;
process.exitCode = isFlat ? 0 : 1;

function measure(): { tensors: number; megabytes: number } {
  globalThis.gc?.();
  return { tensors: tensors(), megabytes: Math.round(process.memoryUsage().rss / 2 ** 20) };
}

/** Counts the tensors that TensorFlow.js holds. */
async function tensorCounter(of: string): Promise<() => number> {
  if (!of.startsWith("tfjs")) return () => 0;
  const module: string = of === "tfjs-node" ? "@tensorflow/tfjs-node" : "@tensorflow/tfjs-core";
  const imported: { default?: unknown } = await import(module);
  const tf: { memory(): { numTensors: number } } = Object("memory" in imported ? imported : imported.default);
  return () => tf.memory().numTensors;
}
