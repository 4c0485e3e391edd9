/**
 * `npm run test:native`: builds `@tensorflow/tfjs-node` against the C library of TensorFlow's Python package, in a copy of
 * the project, and runs the learner on it.
 *
 * The package's own installer downloads that library from a host that many networks do not reach; npm then leaves the
 * optional dependency out. Needs Python with pip, a C++ compiler and some 3 GB of disk, on Linux x64; the project itself
 * needs none of these. Exit code 0: all passed, 1: something failed, 77: this machine cannot run it, and why. The benchmark
 * includes PyTorch if $PYTHON names a Python that has it.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotRun, demand, fetchWith, run } from "./tools.ts";

/** The version of tfjs-node was made for libtensorflow 2.9; this is the newest whose wheels this was tried with. */
const TENSORFLOW = "tensorflow-cpu==2.12.1";
const NODE_API_HEADERS = "node-api-headers@1.5.0";
/** The wheel's libraries, which hold the C API. */
const LIBRARIES = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"] as const;
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PARTS = ["package.json", "package-lock.json", "bots", "client", "server", "shared", "tests", "tsconfig.json"];
const SKIPPED = 77;

const folder = mkdtempSync(join(tmpdir(), "hockey-native-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
try {
  if (process.platform !== "linux" || process.arch !== "x64") throw new CannotRun("it needs Linux on x64");
  demand({ python3: ["-m", "pip", "--version"], "g++": ["--version"], npm: ["--version"] });
  const copy = copyProject();
  buildAddon(copy);
  runTests(copy);
  process.stdout.write("native: passed\n");
} catch (error) {
  const isSkipped = error instanceof CannotRun;
  const reason = error instanceof Error ? error.message : String(error);
  process.stdout.write(`native: ${isSkipped ? "cannot run here" : "failed"}: ${reason}\n`);
  process.exitCode = isSkipped ? SKIPPED : 1;
}

/** The project with all its packages, tfjs-node among them: without install scripts nothing is left out. */
function copyProject(): string {
  const copy = join(folder, "project");
  const isWanted = (path: string): boolean => !/\/(dist|runs)$/.test(path);
  for (const part of PARTS) cpSync(join(ROOT, part), join(copy, part), { recursive: true, filter: isWanted });
  fetchWith("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: copy });
  run(process.execPath, ["bots/network/kernels/build.ts"], { cwd: copy });
  return copy;
}

/** Compiles the addon where the package looks for it, with the libraries beside it. */
function buildAddon(copy: string): void {
  const wheel = join(folder, "wheel");
  const headers = join(folder, "headers");
  const tfjs = join(copy, "node_modules/@tensorflow/tfjs-node");
  const python = ["--python-version", "310", "--platform", "manylinux2014_x86_64", "--only-binary=:all:", "--no-deps"];
  fetchWith("python3", ["-m", "pip", "download", "--quiet", ...python, "-d", wheel, TENSORFLOW], { cwd: folder });
  const [file] = readdirSync(wheel);
  run("python3", ["-m", "zipfile", "-e", join(wheel, file!), wheel], { cwd: folder });
  mkdirSync(headers);
  fetchWith("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", headers, NODE_API_HEADERS], {
    cwd: headers,
  });
  const libraries = join(tfjs, "deps/lib");
  mkdirSync(libraries, { recursive: true });
  for (const library of LIBRARIES) cpSync(join(wheel, "tensorflow", library), join(libraries, library));
  mkdirSync(join(tfjs, "lib/napi-v8"), { recursive: true });
  const includes = [join(headers, "node_modules/node-api-headers/include"), join(wheel, "tensorflow/include"), tfjs];
  run(
    "g++",
    [
      ..."-std=c++17 -O2 -shared -fPIC -DNAPI_VERSION=8".split(" "),
      ...includes.flatMap((include) => ["-I", include]),
      ...["tfjs_backend.cc", "tfjs_binding.cc"].map((source) => join(tfjs, "binding", source)),
      "-L",
      libraries,
      ...LIBRARIES.map((library) => `-l:${library}`),
      "-Wl,-rpath,$ORIGIN/../../deps/lib",
      "-o",
      join(tfjs, "lib/napi-v8/tfjs_binding.node"),
    ],
    { cwd: copy },
  );
}

/** Conformance with gradients, training until it passes and shoots well, memory over 100,000 updates, speed. */
function runTests(copy: string): void {
  const options = { cwd: copy };
  const node = (...args: string[]): void => run(process.execPath, args, options);
  run("npm", ["run", "jest", "--silent", "--", "--testPathPatterns", "conformance/network"], options);
  node("tests/native/training.ts", "tfjs-node");
  node("--expose-gc", "tests/native/memory.ts", "tfjs-node");
  node("tests/bench/main.ts", "learner", "--json");
}
