/**
 * Runs the embedded learner in a worker thread: starts it when somebody first watches, restarts it from its last
 * checkpoint when it crashes, gives up when it crashes too often, and ends it with the server.
 *
 * Reads demand and the worker's messages; produces the run's status for the hub and the log.
 */
import { Worker } from "node:worker_threads";
import { DEFAULT_CONFIG, type RecordedEpisode, type TrainConfig } from "../../bots/index.ts";
import type { RunPhase, RunStatus } from "../../shared/net/telemetry.ts";
import type { Border } from "../border.ts";
import type { Logger } from "../log.ts";
import { createSilenceAlarm, type SilenceAlarm } from "./silence-alarm.ts";
import { STOP, type TrainerEnded, type TrainerMessage, type TrainerOrders } from "./trainer-orders.ts";

/** Settings and parts of a host. */
export interface HostOptions {
  readonly log: Logger;
  readonly border: Border;
  /** URL of the hub; available once the server listens. */
  readonly url: () => string;
  readonly token: string;
  readonly config: Partial<TrainConfig> & Pick<TrainConfig, "runId" | "seed" | "sharing" | "decisions">;
  readonly run: TrainedRun;
  readonly publish: (status: RunStatus) => void;
  /** Replaces the worker's program in tests. */
  readonly workerFile?: URL;
  /** Wait before the first restart [ms]; it doubles with each crash in a row. */
  readonly restartMs?: number;
  /** A worker that is learning but silent for this long is considered hung and terminated [ms]. */
  readonly silenceMs?: number;
}

/** The run as its host needs it. */
export interface TrainedRun {
  /** Folder of the run's checkpoints. */
  readonly folder: string;
  /** What earlier processes learnt; null for a new run. */
  readonly restored: { readonly checkpoint: { readonly progress: { readonly decisions: number } } } | null;
  /** Prepares the folder; called before each start of the worker. */
  open(): Promise<void>;
}

/** The run has failed after this many crashes in a row without progress. */
const MAX_DEATHS = 5;
const RESTART_MS = 500;
/** The default limit of silence; even an evaluation takes only a few seconds. */
const SILENCE_MS = 120_000;
/** How long a worker may take to save when the server stops [ms]. */
const STOP_MS = 1000;

const WORKER_FILE = new URL("./trainer-worker.ts", import.meta.url);

/** The host of one embedded run. */
export class TrainerHost {
  readonly #options: HostOptions;
  #status: RunStatus;
  #worker: Worker | null = null;
  #isWanted = false;
  /** The run is over or the server is closing: no worker is started any more. */
  #isOver: boolean;
  /** Settles when the worker that is being started runs. */
  #starting: Promise<void> | null = null;
  #deaths = 0;
  /** The most decisions reached so far: crashes without exceeding it count as crashes without progress. */
  #farthest: number;
  #restarts = 0;
  #restartTimer: NodeJS.Timeout | undefined;
  #silence: SilenceAlarm | null = null;

  constructor(options: HostOptions) {
    this.#options = options;
    const { runId, seed, sharing, collect, decisions } = options.config;
    this.#farthest = options.run.restored?.checkpoint.progress.decisions ?? 0;
    this.#isOver = this.#farthest > 0 && decisions !== null && this.#farthest >= decisions;
    this.#status = {
      runId,
      phase: this.#isOver ? "finished" : "idle",
      detail: "",
      backend: "",
      sharing,
      tasks: Object.keys(collect ?? DEFAULT_CONFIG.collect),
      seed,
      budget: decisions ?? 0,
      restarts: 0,
    };
    options.publish(this.#status);
  }

  get status(): RunStatus {
    return this.#status;
  }

  /** The running thread, for tests that terminate it. */
  get worker(): Worker | null {
    return this.#worker;
  }

  /** The tasks that are learnt. */
  get tasks(): readonly string[] {
    return this.#status.tasks;
  }

  /** Episodes of matches to learn from; lost while nobody learns. */
  offer(episodes: readonly RecordedEpisode[]): void {
    if (this.#worker === null || this.#status.phase !== "learning" || episodes.length === 0) return;
    const message: TrainerMessage = { episodes };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    this.#worker.postMessage(message);
  }

  /** Starts the worker if somebody watches. Pausing needs no call here: the hub tells the worker. */
  setWanted(isWanted: boolean): void {
    this.#isWanted = isWanted;
    if (isWanted && this.#worker === null && this.#restartTimer === undefined && !this.#isOver) this.#start();
  }

  /** Call with each status of the worker. */
  onStatus(status: RunStatus): void {
    if (this.#worker === null) return;
    this.#status = status;
    this.#silence?.heard();
    // The worker was able to save: if the folder was not locked before, it can be now.
    if (status.phase === "learning" && status.detail === "") void this.#options.run.open();
  }

  /** Call with the worker's number of decisions. */
  onProgress(decisions: number): void {
    this.#silence?.heard();
    if (decisions <= this.#farthest) return;
    this.#farthest = decisions;
    this.#deaths = 0;
  }

  /** Lets the worker save and ends it. */
  async close(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#restartTimer);
    this.#silence?.stop();
    await this.#starting;
    const worker = this.#worker;
    if (worker === null) return;
    const { border } = this.#options;
    const exited = new Promise<void>((resolve) => {
      worker.once("exit", border.wrap("the learner's end", resolve));
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
    worker.postMessage(STOP satisfies TrainerMessage);
    const timer = setTimeout(
      border.wrap("ending the learner", () => worker.terminate()),
      STOP_MS,
    );
    await exited;
    clearTimeout(timer);
  }

  #start(): void {
    this.#starting ??= this.#startWorker()
      .catch((error: unknown) => {
        this.#options.border.report("starting the learner", error);
        this.#onDeath();
      })
      .finally(() => {
        this.#starting = null;
      });
  }

  async #startWorker(): Promise<void> {
    const { log, border, url, token, config, run, workerFile = WORKER_FILE } = this.#options;
    this.#setStatus(this.#restarts === 0 ? "starting" : "restarting", this.#status.detail);
    await run.open();
    if (this.#isOver) return;
    const out = run.folder;
    const orders: TrainerOrders = { url: url(), token, config, out, restarts: this.#restarts };
    const worker = new Worker(workerFile, { workerData: orders, name: "trainer" });
    this.#worker = worker;
    this.#silence = createSilenceAlarm(this.#options.silenceMs ?? SILENCE_MS, border, () => this.#onSilence());
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
    this.#silence?.stop();
    if (!this.#isOver) this.#options.log.warn({ code, deaths: this.#deaths + 1 }, "the learner has crashed");
    this.#onDeath();
  }

  #onDeath(): void {
    if (this.#isOver) return;
    this.#deaths++;
    this.#restarts++;
    if (this.#deaths >= MAX_DEATHS) {
      this.#isOver = true;
      this.#setStatus("failed", `The learner has crashed ${this.#deaths} times in a row.`);
      return;
    }
    this.#setStatus("restarting", "The learner crashed and resumes from its last checkpoint.");
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

  #onSilence(): Promise<unknown> | undefined {
    if (this.#status.phase === "resting") return undefined;
    this.#options.log.error("the learner does not respond and is terminated");
    return this.#worker?.terminate();
  }
}
