/** The learner's end of one worker thread of the crew: an order goes out, its answer is awaited, in turn. */
import { Worker } from "node:worker_threads";
import type { CrewAnswer, CrewOrder, CrewPost } from "./orders.ts";

const THREAD_FILE = new URL("./thread.ts", import.meta.url);

interface Waiting {
  readonly resolve: (answer: CrewAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** A running worker thread. */
export class CrewWorker {
  readonly #worker: Worker;
  /** Orders without an answer, oldest first. */
  readonly #waiting: Waiting[] = [];
  /** Why there will be no more answers. */
  #failure: Error | null = null;

  private constructor(post: CrewPost) {
    this.#worker = new Worker(THREAD_FILE, { workerData: post });
    this.#worker.on("message", (answer: CrewAnswer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.on("error", (error: Error) => this.#fail(error));
    this.#worker.on("exit", (code) => this.#fail(new Error(`a worker thread of the training ended with code ${code}`)));
  }

  /** A worker that is ready for orders. */
  static async start(post: CrewPost): Promise<CrewWorker> {
    const worker = new CrewWorker(post);
    await worker.#answer();
    return worker;
  }

  /** Orders are answered one after the other. Rejects if the thread dies first. */
  ask(order: CrewOrder): Promise<CrewAnswer> {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    this.#worker.postMessage(order);
    return this.#answer();
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #answer(): Promise<CrewAnswer> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
