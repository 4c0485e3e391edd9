import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { ROOT } from "../support/lint.ts";

/** A callback that is called by a socket, a timer or a worker, from the name of the function that takes it on. */
const TAKES_CALLBACK = /(?:\.(?:on|once|onAny|prependListener|addListener)|\bset(?:Timeout|Interval|Immediate))\(/g;
/** What may follow: a callback within the border, or one that only settles a promise or ends a connection. */
const WITHIN_BORDER = /^(?:\s*(?:"[\w-]+"|event),)?\s*(?:[\w#]+\.)*border\s*\.wrap\(/;
const CANNOT_THROW =
  /^(?:\s*"[\w-]+",)?\s*(?:\(\) => (?:\w+\.)?(?:resolve|destroy|terminate|clearTimeout|undefined|sockets\.delete)\b|resolve\b|reject\b|place\b|own\b)/;
/** Files with a border of their own, and why. */
const OWN_BORDER: Readonly<Record<string, string>> = {
  "server/tick-loop.ts": "its timer calls a room's tick, which catches everything (room-keeper.ts)",
  "server/training/trainer-worker.ts": "a thread of its own: what it throws reaches its host as an event",
  "server/server-process.ts": "the last border itself",
  "server/log-limit.ts": "its timer writes to the log, as the border does",
  "server/listening.ts": "keeps a list of sockets and does nothing else with them",
  "server/start.ts": "its timer only sends a signal",
};

/** Where callbacks in `text` are neither within the border nor unable to throw: the lines. */
function bareCallbacks(text: string): string[] {
  return [...text.matchAll(TAKES_CALLBACK)]
    .map((match) => ({ at: match.index, rest: text.slice(match.index + match[0].length) }))
    .filter(({ rest }) => !WITHIN_BORDER.test(rest) && !CANNOT_THROW.test(rest))
    .map(({ at }) => text.slice(at).split("\n").slice(0, 2).join(" ").trim());
}

describe("callbacks of sockets, timers and workers in the server", () => {
  it("pass the border, so that what they throw does not end the process", () => {
    const files = globSync("server/**/*.ts", { cwd: ROOT }).filter((file) => !(file in OWN_BORDER));
    expect(files.length).toBeGreaterThan(20);
    const bare = files.flatMap((file) =>
      bareCallbacks(readFileSync(join(ROOT, file), "utf8")).map((line) => `${file}: ${line}`),
    );
    expect(bare).toEqual([]);
  });

  it("are found when they do not", () => {
    expect(bareCallbacks(`socket.on("data", () => parse());`)).toHaveLength(1);
    expect(bareCallbacks(`socket.on("data", parse);`)).toHaveLength(1);
    expect(bareCallbacks(`timer = setTimeout(() => {\n  work();\n}, 5);`)).toHaveLength(1);
    expect(bareCallbacks(`socket.on(\n  "data",\n  this.border.wrap("data", parse),\n);`)).toEqual([]);
  });
});
