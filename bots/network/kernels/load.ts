/**
 * Loads the compiled kernels: reads dist/*.wasm as written by build.ts, gives functions with types and their memory.
 * The functions are described in assembly/; all parameters are numbers, addresses and strides in bytes.
 */
import { readFileSync } from "node:fs";

/** The two builds: with fused multiply-add, whose rounding may differ between processors, or without. */
export type KernelBuild = "relaxed" | "plain";

/** Addresses of lists, see assembly/lists.ts. */
export interface Lists {
  readonly starts: number;
  readonly ends: number;
  readonly entries: number;
}

type Kernel = (...parameters: number[]) => void;

/** One instance of the module, with its own memory. */
export interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: () => number;
  readonly listRows: Kernel;
  readonly listColumns: Kernel;
  readonly gather: Kernel;
  readonly transpose: Kernel;
  readonly flatten: Kernel;
  readonly adam: Kernel;
  readonly outputGradient: (...parameters: number[]) => number;
}

const FUNCTIONS = ["heapBase", "listRows", "listColumns", "gather", "transpose", "flatten", "adam", "outputGradient"];

const modules = new Map<KernelBuild, WebAssembly.Module>();

function compile(build: KernelBuild): WebAssembly.Module {
  const file = new URL(`./dist/kernels-${build}.wasm`, import.meta.url);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new Error("the kernels are not compiled; run `node bots/network/kernels/build.ts`", { cause });
  }
  if (!WebAssembly.validate(bytes)) throw new Error(`this machine's WebAssembly cannot run the ${build} SIMD kernels`);
  return new WebAssembly.Module(bytes);
}

/**
 * A fresh instance of the kernels; the module is compiled once.
 *
 * @throws Error if the module is missing or this machine cannot run it
 */
export function loadKernels(build: KernelBuild): Kernels {
  let module = modules.get(build);
  if (module === undefined) {
    module = compile(build);
    modules.set(build, module);
  }
  const { exports } = new WebAssembly.Instance(module);
  if (!isKernels(exports)) throw new Error("the kernels are out of date; run `node bots/network/kernels/build.ts`");
  return exports;
}

function isKernels(exports: object): exports is Kernels {
  const entries = new Map(Object.entries(exports));
  return entries.get("memory") instanceof WebAssembly.Memory && FUNCTIONS.every((name) => entries.has(name));
}
