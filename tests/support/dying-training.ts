/**
 * A training run in its own process, in which something fails: prints why `train` rejected, and must then exit without
 * help. Argument: "start" (the owner's hook throws), or milliseconds after which the worker threads are killed.
 */
import type { Worker } from "node:worker_threads";
import { parseTrainConfig } from "../../bots/run/config.ts";
import { train } from "../../bots/run/train.ts";

const [when] = process.argv.slice(2);
process.on("worker", (worker: Worker) => {
  if (when !== "start") setTimeout(() => void worker.terminate(), Number(when));
});
const config = parseTrainConfig({ decisions: null, hidden: [16], batchSize: 32, evaluationEpisodes: 5 });
const hooks = {
  now: () => performance.now() / 1000,
  workers: 2,
  onStart: () => {
    if (when === "start") throw new Error("the owner is not ready");
  },
};
try {
  await train(config, hooks);
} catch (error) {
  process.stdout.write(String(error));
}
