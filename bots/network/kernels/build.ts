/**
 * Compiles the kernels of the "simd" backend: reads assembly/*.ts, writes dist/kernels-relaxed.wasm (with fused
 * multiply-add) and dist/kernels-plain.wasm. Run by npm after every install; does nothing if they are up to date.
 *
 *     node bots/network/kernels/build.ts
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const SOURCES = new URL("./assembly/", import.meta.url);
const DIST = new URL("./dist/", import.meta.url);
const STAMP = new URL("./stamp.txt", DIST);
const BUILDS = { relaxed: ["--enable", "relaxed-simd"], plain: [] } as const;
const OPTIONS = ["--enable", "simd", "--runtime", "stub", "--use", "abort=", "--noAssert", "-O3"];

type Compiler = typeof import("assemblyscript/asc");

/** The compiler, or null where only the packages needed to run are installed. */
async function findCompiler(): Promise<Compiler | null> {
  try {
    return await import("assemblyscript/asc");
  } catch {
    return null;
  }
}

function sources(): Map<string, string> {
  const names = readdirSync(SOURCES).filter((name) => name.endsWith(".ts"));
  return new Map(names.toSorted().map((name) => [name, readFileSync(new URL(name, SOURCES), "utf8")]));
}

/** A hash of everything that determines the result. */
function fingerprint(files: ReadonlyMap<string, string>, version: string): string {
  const content = JSON.stringify([version, OPTIONS, BUILDS, [...files]]);
  return createHash("sha256").update(content).digest("hex");
}

function readText(file: URL): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

async function compile(asc: Compiler, files: ReadonlyMap<string, string>, build: keyof typeof BUILDS): Promise<void> {
  const outFile = `kernels-${build}.wasm`;
  let messages = "";
  const { error } = await asc.main(["index.ts", "--outFile", outFile, ...OPTIONS, ...BUILDS[build]], {
    readFile: (name) => files.get(name) ?? null,
    writeFile: (name, content) => writeFileSync(new URL(name, DIST), content),
    listFiles: () => [...files.keys()],
    stderr: {
      write(chunk) {
        messages += typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk);
      },
    },
  });
  if (error !== null) throw new Error(`assembly/ does not compile:\n${messages}`, { cause: error });
}

const asc = await findCompiler();
if (asc === null) {
  console.log("assemblyscript is not installed: the simd kernels are not compiled, learning will use tfjs.");
} else {
  const files = sources();
  const wanted = fingerprint(files, asc.version);
  if (readText(STAMP) !== wanted) {
    mkdirSync(DIST, { recursive: true });
    await compile(asc, files, "relaxed");
    await compile(asc, files, "plain");
    writeFileSync(STAMP, wanted);
  }
}
