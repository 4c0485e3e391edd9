/** The worker thread of outside.ts: calls the given function and posts its result. */
import { parentPort, workerData } from "node:worker_threads";
import type { OutsideWork } from "./outside.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by outside.ts
const { module, name, args } = workerData as OutsideWork;
const exports: Readonly<Record<string, (...args: readonly unknown[]) => unknown>> = await import(module);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort!.postMessage(await exports[name]!(...args));
