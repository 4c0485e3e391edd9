/** All network backends by name, and how one is chosen and made. A new backend is one file and one line here. */
import type { Backend, NetworkOptions } from "./backend.ts";
import { checkNetworkOptions, createCheckedNetwork } from "./checked-network.ts";
import type { QNetwork } from "./network.ts";
import { createPlainCore, plainBackend } from "./plain.ts";
import { createSimdPlainCoreIfAble, simdBackend, simdPlainBackend } from "./simd.ts";
import { tfjsNodeBackend, tfjsWasmBackend } from "./tfjs.ts";

/** The fastest first (measured, see tests/bench/README.md): the order in which "auto" tries them. */
const BACKENDS = {
  simd: simdBackend,
  "simd-plain": simdPlainBackend,
  "tfjs-wasm": tfjsWasmBackend,
  "tfjs-node": tfjsNodeBackend,
  plain: plainBackend,
} as const satisfies Readonly<Record<string, Backend>>;

/** The name of a backend. */
export type BackendName = keyof typeof BACKENDS;

/** All names, the fastest first. */
export const BACKEND_NAMES: readonly BackendName[] = Object.keys(BACKENDS).filter(isBackendName);

function isBackendName(name: string): name is BackendName {
  return Object.hasOwn(BACKENDS, name);
}

/**
 * The backend called `name`, or the first that is available if it is "auto".
 *
 * @throws RangeError for an unknown name, Error for one that this machine cannot run
 */
export async function chooseBackend(name: string): Promise<BackendName> {
  if (name === "auto") {
    for (const candidate of BACKEND_NAMES) {
      if ((await BACKENDS[candidate].whyUnavailable()) === null) return candidate;
    }
  }
  if (!isBackendName(name)) {
    throw new RangeError(`unknown network backend "${name}"; allowed: auto, ${BACKEND_NAMES.join(", ")}`);
  }
  const reason = await BACKENDS[name].whyUnavailable();
  if (reason !== null) throw new Error(`network backend "${name}" is not available: ${reason}`);
  return name;
}

/** The backends that this machine can run, the fastest first. */
export async function availableBackends(): Promise<BackendName[]> {
  const reasons = await Promise.all(BACKEND_NAMES.map((name) => BACKENDS[name].whyUnavailable()));
  return BACKEND_NAMES.filter((_, index) => reasons[index] === null);
}

/** Whether the backend promises the same bits for a row whichever other rows come with it (see backend.ts). */
export function isRowwise(name: BackendName): boolean {
  return BACKENDS[name].isRowwise;
}

/**
 * Makes a network synchronously, for players, which need few rows at a time: on the SIMD kernels whose results are the
 * same bits on every machine, or in plain JavaScript where these cannot run.
 *
 * @throws RangeError if a size is wrong
 */
export function createNetworkNow(options: NetworkOptions & { readonly parameters: Float32Array }): QNetwork {
  checkNetworkOptions(options);
  return createCheckedNetwork(createSimdPlainCoreIfAble(options) ?? createPlainCore(options), options);
}

/**
 * Makes a network whose online and target parameters are `parameters`, with no Adam steps made.
 *
 * @throws RangeError or Error as `chooseBackend`, or if a size is wrong
 */
export async function createNetwork(
  options: NetworkOptions & { readonly backend: BackendName | "auto"; readonly parameters: Float32Array },
): Promise<QNetwork> {
  checkNetworkOptions(options);
  return createCheckedNetwork(await BACKENDS[await chooseBackend(options.backend)].create(options), options);
}
