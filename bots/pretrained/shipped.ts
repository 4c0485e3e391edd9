/** The checkpoints that ship with the code, one for each level; README.md in this folder says how they were made. */
import { fileURLToPath } from "node:url";
import type { Level } from "../../shared/levels.ts";

/** Path of the checkpoint of a level. */
export function shippedCheckpoint(level: Level): string {
  return fileURLToPath(new URL(`./${level}.hhc`, import.meta.url));
}

/** Path of the strongest one: the end of the run. */
export const SHIPPED_CHECKPOINT: string = shippedCheckpoint("pro");
