/**
 * Loads the weights for the bots in matches: of one file for all levels, or the shipped ones of each level; where they cannot be
 * used, bots follow the script.
 */
import { CheckpointError, loadCheckpoint, shippedCheckpoint, type Checkpoint } from "../../bots/index.ts";
import { LEVELS, type Level } from "../../shared/levels.ts";
import type { Logger } from "../log.ts";

/** The checkpoint of each level; null for scripted bots. A refused file is logged, and the next choice is used. */
export function loadBots(file: string, log: Logger): (level: Level) => Checkpoint | null {
  const given = file === "" ? null : load(file, "the shipped ones are used", log);
  if (given !== null) return () => given;
  const shipped = new Map(
    LEVELS.map((level) => [level, load(shippedCheckpoint(level), "bots follow the script", log)]),
  );
  return (level) => shipped.get(level) ?? null;
}

function load(file: string, instead: string, log: Logger): Checkpoint | null {
  try {
    return loadCheckpoint(file);
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    log.warn(`checkpoint refused, ${instead}: ${error.message}`);
    return null;
  }
}
