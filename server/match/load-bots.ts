/** Loads the weights for the bots in matches: from the given file, else the shipped ones, else none (scripted bots). */
import { CheckpointError, loadCheckpoint, SHIPPED_CHECKPOINT, type Checkpoint } from "../../bots/index.ts";
import type { Logger } from "../log.ts";

/** The checkpoint for the bots; null for scripted bots. A refused file is logged, and the next choice is used. */
export function loadBots(file: string, log: Logger): Checkpoint | null {
  const candidates = file === SHIPPED_CHECKPOINT ? [file] : [file, SHIPPED_CHECKPOINT];
  for (const candidate of candidates) {
    try {
      return loadCheckpoint(candidate);
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      const instead = candidate === SHIPPED_CHECKPOINT ? "bots follow the script" : "the shipped one is used";
      log.warn(`checkpoint refused, ${instead}: ${error.message}`);
    }
  }
  return null;
}
