/** What only the network backends of TensorFlow.js can do wrong: leak tensors, and compute on another engine backend. */
import { describe, expect, it } from "@jest/globals";
import { availableBackends } from "../../bots/network/backends.ts";
import { createRng } from "../../shared/rng.ts";
import { gradientOf, make, outputsOf, SMALL, train, vectorOf } from "./network-bench.ts";
import { randomBatch } from "./network-reference.ts";

/** What the tests need of TensorFlow.js; tfjs-node may not be there for the compiler to see. */
interface TensorFlow {
  memory(): { numTensors: number };
  getBackend(): string;
  setBackend(name: string): Promise<boolean>;
}

const backends = await availableBackends();

describe.each(backends.filter((backend) => backend.startsWith("tfjs")))("the backend %s", (backend) => {
  const packageName: string = backend === "tfjs-node" ? "@tensorflow/tfjs-node" : "@tensorflow/tfjs-core";
  const loadTensorFlow = async (): Promise<TensorFlow> => {
    const module: Partial<TensorFlow> & { default?: TensorFlow } = await import(packageName);
    return module.default ?? Object(module);
  };

  it("leaks no tensor in 100 steps", async () => {
    const tf = await loadTensorFlow();
    const idle = tf.memory().numTensors;
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 8, createRng(15));
    const before = tf.memory().numTensors;
    for (let step = 0; step < 100; step++) {
      train(network, batch);
      outputsOf(network, batch, "forwardTarget");
      network.syncTarget();
    }
    expect(tf.memory().numTensors).toBe(before);
    network.dispose();
    expect(tf.memory().numTensors).toBe(idle);
  });

  it("computes on its own engine backend, whichever has become the current one", async () => {
    const tf = await loadTensorFlow();
    await import("@tensorflow/tfjs-backend-cpu");
    const network = await make(backend, SMALL);
    const batch = randomBatch(SMALL, 8, createRng(16));
    const calls: readonly (() => unknown)[] = [
      () => outputsOf(network, batch),
      () => outputsOf(network, batch, "forwardTarget"),
      () => gradientOf(network, batch),
      () => train(network, batch),
      () => network.syncTarget(),
      () => network.write("online", vectorOf(network, "target")),
    ];
    for (const call of calls) {
      await tf.setBackend("cpu");
      call();
      expect(tf.getBackend()).toBe(backend === "tfjs-node" ? "tensorflow" : "wasm");
    }
  });
});
