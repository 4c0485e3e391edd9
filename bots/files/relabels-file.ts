/** `relabels.json` beside a run's checkpoints: the newest relabelled episodes, for whoever watches after a restart. */
import { join } from "node:path";
import type { RelabelEvent } from "../run/metrics.ts";
import { readWholeFile } from "./read-whole-file.ts";
import { replaceFile } from "./replace-file.ts";

const MOST_BYTES = 2 ** 20;

/** @throws Error of the file system */
export function saveRelabels(folder: string, events: readonly RelabelEvent[]): void {
  replaceFile(join(folder, "relabels.json"), JSON.stringify(events));
}

/** What the file holds, unchecked; undefined if it cannot be read. */
export function readRelabels(folder: string): unknown {
  try {
    return JSON.parse(Buffer.from(readWholeFile(join(folder, "relabels.json"), MOST_BYTES)).toString("utf8"));
  } catch {
    // They are only shown: a run goes on without them.
    return undefined;
  }
}
