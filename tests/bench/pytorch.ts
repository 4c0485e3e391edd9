/**
 * The rival "torch" of `npm run bench -- learner`: pytorch.py in a process of its own, which waits for a line, does what it
 * says and answers with a line. Looks for PyTorch in $PYTHON, python3 and /usr/bin/python3, and needs it nowhere.
 */
import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { type Interface, createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { DEFAULT_OPTIMIZER } from "../../bots/network/network.ts";
import { type Runner, type TaskName, type Work, FORWARD_ROWS, UPDATE } from "./learner-work.ts";

/** The update as one would usually write it: nn.Sequential and Adam with `foreach`. */
export const UPDATE_AS_USUAL = "updateAsUsual";

const READY = z.object({ version: z.string(), blas: z.string(), blasGigaflops: z.number() });
const LOSSES = z.object({ losses: z.array(z.number()) });
const MEASURED = z.object({ microseconds: z.number() });

/** What computes: the version of PyTorch, and its library for products of matrices with the speed of that. */
export type TorchVersion = z.infer<typeof READY>;

/** A Python that has PyTorch, or null. */
export function findTorch(): string | null {
  for (const python of [process.env["PYTHON"], "python3", "/usr/bin/python3"]) {
    if (python === undefined || python === "") continue;
    if (spawnSync(python, ["-c", "import torch"], { stdio: "ignore", timeout: 60_000 }).status === 0) return python;
  }
  return null;
}

/** PyTorch doing `work`. */
export class TorchRunner implements Runner {
  readonly name = "torch";
  readonly tasks: readonly TaskName[];
  readonly version: TorchVersion;
  readonly #child: Child;
  readonly #lines: Interface;

  private constructor(work: Work, child: Child, lines: Interface, version: TorchVersion) {
    this.tasks = [...work.tasks, UPDATE_AS_USUAL];
    this.version = version;
    this.#child = child;
    this.#lines = lines;
  }

  /** Starts `python` with the numbers of `work`. */
  static async start(python: string, work: Work): Promise<TorchRunner> {
    // Not every BLAS asks PyTorch how many threads it may have.
    const one = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1", BLIS_NUM_THREADS: "1" };
    const child = spawn(python, [fileURLToPath(new URL("pytorch.py", import.meta.url))], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...one },
    });
    const lines = createInterface(child.stdout);
    const { inputs, hidden, outputs } = work.size.spec;
    const { beta1, beta2, adamEpsilon } = DEFAULT_OPTIMIZER;
    const setup = {
      sizes: [inputs, ...hidden, outputs],
      batch: work.size.batch,
      observations: base64(work.observations),
      nextObservations: base64(work.nextObservations),
      actions: base64(work.actions),
      targets: base64(work.targets),
      forwardRows: FORWARD_ROWS,
      beta1,
      beta2,
      adamEpsilon,
    };
    try {
      return new TorchRunner(work, child, lines, READY.parse(await ask(child, lines, setup)));
    } catch (error) {
      child.kill();
      throw error;
    }
  }

  async load(parameters: Float32Array, learningRate: number): Promise<void> {
    await ask(this.#child, this.#lines, { kind: "load", parameters: base64(parameters), learningRate });
  }

  async losses(steps: number, task: TaskName = UPDATE): Promise<number[]> {
    return LOSSES.parse(await ask(this.#child, this.#lines, { kind: "losses", task, steps })).losses;
  }

  async measure(task: TaskName, milliseconds: number): Promise<number> {
    const message = { kind: "measure", task, milliseconds };
    return MEASURED.parse(await ask(this.#child, this.#lines, message)).microseconds;
  }

  async close(): Promise<void> {
    this.#child.stdin.end();
    if (this.#child.exitCode === null) await once(this.#child, "exit");
  }
}

type Child = ChildProcessByStdio<Writable, Readable, null>;

async function ask(child: Child, lines: Interface, message: object): Promise<unknown> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    const died = once(child, "exit", { signal }).then(([code]: unknown[]) => {
      throw new Error(`pytorch.py ended with ${String(code)}`);
    });
    const answered = once(lines, "line", { signal });
    child.stdin.write(`${JSON.stringify(message)}\n`);
    const [line]: unknown[] = await Promise.race([answered, died]);
    return JSON.parse(String(line));
  } finally {
    ended.abort();
  }
}

function base64(array: Float32Array | Int32Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");
}
