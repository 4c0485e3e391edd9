/** Runs the project's linter and type checker on a folder: the repository, or one with planted mistakes. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const ROOT: string = fileURLToPath(new URL("../..", import.meta.url));

/** The rules that enforce the borders between folders. */
const BORDER_RULES = ["no-restricted-imports", "no-restricted-properties", "no-restricted-globals"];

/** "file: rule" of each broken border rule in `folders` of `root`, sorted. Throws if the linter did not run. */
export function brokenBorders(root: string, folders: readonly string[]): string[] {
  const oxlint = join(ROOT, "node_modules/oxlint/bin/oxlint");
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, "-f", "json", ...folders], {
    cwd: root,
    encoding: "utf8",
  });
  const report: { diagnostics: { code: string; filename: string }[]; number_of_files: number } = JSON.parse(stdout);
  if (report.number_of_files === 0) throw new Error(`the linter checked no file: ${stderr}`);
  return report.diagnostics
    .map(({ code, filename }) => ({ filename, rule: BORDER_RULES.find((rule) => code.includes(rule)) }))
    .filter(({ rule }) => rule !== undefined)
    .map(({ filename, rule }) => `${filename}: ${rule}`)
    .toSorted();
}

/** The output of `tsc -b project` in `root`, "" if there are no errors. */
export function typeErrors(root: string, project: string): string {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  return spawnSync(process.execPath, [tsc, "-b", project], { cwd: root, encoding: "utf8" }).stdout;
}

/** Calls `use` with a temporary folder that has the repository's settings and the files of `planted`. */
export function withPlanted<T>(planted: Readonly<Record<string, string>>, use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), "hindsight-"));
  try {
    cpSync(join(ROOT, ".oxlintrc.json"), join(root, ".oxlintrc.json"));
    for (const file of ["tsconfig.json", "shared/tsconfig.json", "bots/tsconfig.json"]) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      cpSync(join(ROOT, file), join(root, file));
    }
    writeFileSync(join(root, "package.json"), `{ "type": "module" }`);
    for (const [file, text] of Object.entries(planted)) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
