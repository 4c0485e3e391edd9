/**
 * Keeps the embedded learner alive in a worker thread: starts it when it is first wanted, starts it again from its last
 * checkpoint when it dies, gives up when it dies too often, and ends it with the server.
 *
 * Reads demand and the worker's own status; produces statuses for the hub and the log.
 */
import { Worker } from "node:worker_threads";
import type { TrainConfig } from "../../bots/index.ts";
import type { RunPhase, RunStatus } from "../../shared/net/telemetry.ts";
import type { Border } from "../border.ts";
import type { Logger } from "../log.ts";
import { STOP, type TrainerEnded, type TrainerOrders } from "./trainer-orders.ts";

/** What a host is made from. */
export interface HostOptions {
  readonly log: Logger;
  readonly border: Border;
  /** Address of the hub; known once the server listens. */
  readonly url: () => string;
  readonly token: string;
  readonly config: Partial<TrainConfig> & Pick<TrainConfig, "runId" | "seed" | "sharing" | "decisions">;
  /** Folder of the run's checkpoints. */
  readonly out: string;
  readonly publish: (status: RunStatus) => void;
  /** Called before the worker is started for the first time. */
  readonly onFirstStart?: () => void;
  /** The worker's program; another one in tests. */
  readonly workerFile?: URL;
  /** Wait before the first new start [ms]; it doubles with each death in a row. */
  readonly restartMs?: number;
}

/** So many deaths in a row without any progress end the run. */
const MAX_DEATHS = 5;
const RESTART_MS = 500;
/** A learning worker that is silent for so long hangs and is killed [ms]; an evaluation takes a few seconds. */
const SILENCE_MS = 120_000;
/** A worker has so long to save when the server stops [ms]. */
const STOP_MS = 1000;

const WORKER_FILE = new URL("./trainer-worker.ts", import.meta.url);

/** The host of one embedded run. */
export class TrainerHost {
  readonly #options: HostOptions;
  #status: RunStatus;
  #worker: Worker | null = null;
  #isWanted = false;
  /** The run is over, or the server is closing: nothing is started any more. */
  #isOver = false;
  #deaths = 0;
  #restarts = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #silenceTimer: NodeJS.Timeout | undefined;

  constructor(options: HostOptions) {
    this.#options = options;
    const { runId, seed, sharing, decisions } = options.config;
    this.#status = {
      runId,
      phase: "idle",
      detail: "",
      backend: "",
      sharing,
      seed,
      budget: decisions ?? 0,
      restarts: 0,
    };
    options.publish(this.#status);
  }

  get status(): RunStatus {
    return this.#status;
  }

  /** The running thread, for tests that kill it. */
  get worker(): Worker | null {
    return this.#worker;
  }

  /** Somebody watches, or nobody has for a while. The worker hears of it from the hub and rests by itself. */
  setWanted(isWanted: boolean): void {
    this.#isWanted = isWanted;
    if (isWanted && this.#worker === null && this.#restartTimer === undefined && !this.#isOver) this.#start();
  }

  /** The worker said how it is. */
  onStatus(status: RunStatus): void {
    if (this.#worker === null) return;
    this.#status = status;
    this.#heard();
  }

  /** The worker has learnt something: it is well. */
  onProgress(): void {
    this.#deaths = 0;
    this.#heard();
  }

  /** Lets the worker save, and ends it. */
  async close(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#restartTimer);
    clearTimeout(this.#silenceTimer);
    const worker = this.#worker;
    if (worker === null) return;
    const { border } = this.#options;
    const exited = new Promise<void>((resolve) => {
      worker.once("exit", border.wrap("the learner's end", resolve));
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    worker.postMessage(STOP);
    const timer = setTimeout(
      border.wrap("ending the learner", () => worker.terminate()),
      STOP_MS,
    );
    await exited;
    clearTimeout(timer);
  }

  #start(): void {
    const { log, border, url, token, config, out, workerFile = WORKER_FILE } = this.#options;
    if (this.#restarts === 0) this.#options.onFirstStart?.();
    this.#setStatus(this.#restarts === 0 ? "starting" : "restarting", this.#status.detail);
    const orders: TrainerOrders = { url: url(), token, config, out, restarts: this.#restarts };
    const worker = new Worker(workerFile, { workerData: orders, name: "trainer" });
    this.#worker = worker;
    this.#heard();
    worker.on(
      "message",
      border.wrap("the learner's message", ({ ended }: TrainerEnded) => {
        this.#isOver = true;
        this.#setStatus(ended.phase, ended.detail);
      }),
    );
    worker.on(
      "error",
      border.wrap("the learner's error", (error: unknown) => log.error({ err: error }, "the learner failed")),
    );
    worker.on(
      "exit",
      border.wrap("the learner's end", (code: number) => this.#onExit(worker, code)),
    );
    log.info({ out, restarts: this.#restarts }, "the learner starts");
  }

  #onExit(worker: Worker, code: number): void {
    if (this.#worker === worker) this.#worker = null;
    clearTimeout(this.#silenceTimer);
    if (this.#isOver) return;
    this.#deaths++;
    this.#restarts++;
    this.#options.log.warn({ code, deaths: this.#deaths }, "the learner has died");
    if (this.#deaths >= MAX_DEATHS) {
      this.#isOver = true;
      this.#setStatus("failed", `The learner has died ${this.#deaths} times in a row.`);
      return;
    }
    this.#setStatus("restarting", "The learner stopped unexpectedly and goes on from its last checkpoint.");
    const delayMs = (this.#options.restartMs ?? RESTART_MS) * 2 ** (this.#deaths - 1);
    const restart = (): void => {
      this.#restartTimer = undefined;
      if (this.#isWanted) this.#start();
      else this.#setStatus("resting", "");
    };
    this.#restartTimer = setTimeout(this.#options.border.wrap("restarting the learner", restart), delayMs);
  }

  #setStatus(phase: RunPhase, detail: string): void {
    this.#status = { ...this.#status, phase, detail, restarts: this.#restarts };
    this.#options.publish(this.#status);
  }

  /** Starts the wait for the next sign of life anew. */
  #heard(): void {
    clearTimeout(this.#silenceTimer);
    const { border, log } = this.#options;
    const kill = (): Promise<unknown> | undefined => {
      if (this.#status.phase === "resting") return undefined;
      log.error("the learner is silent and is killed");
      return this.#worker?.terminate();
    };
    this.#silenceTimer = setTimeout(border.wrap("killing a silent learner", kill), SILENCE_MS).unref();
  }
}
