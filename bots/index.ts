/**
 * The public interface of `bots/`: all that `server/` may import.
 */
export {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  forPlaying,
  type Checkpoint,
} from "./learn/checkpoint.ts";
export { errorCode } from "./learn/disk-problem.ts";
export { listCheckpoints, loadCheckpoint, loadNewestCheckpoint } from "./learn/checkpoint-files.ts";
export { DEFAULT_CONFIG, differences, parseTrainConfig, type TrainConfig } from "./learn/config.ts";
export { readPoints } from "./learn/metrics-file.ts";
export { thinPoints } from "./learn/thin-points.ts";
export { callersPath } from "./run/callers-path.ts";
export { readRelabels, saveRelabels } from "./run/relabels-file.ts";
export { isFolderLocked, LockedError, lockFolder, type RunLock } from "./run/run-lock.ts";
export { createRunSaver } from "./run/run-saver.ts";
export type { MetricsPoint, RelabelEvent } from "./learn/metrics.ts";
export { DivergenceError, train, type TrainHooks } from "./learn/train.ts";
export { CARRIER_NUMBER, MATE_NUMBER } from "./learn/relabel-event.ts";
export { createBotTeam, type BotTeam, type BotThought } from "./play/bot-team.ts";
export { createPractice, type Practice } from "./play/practice.ts";
export { BACKEND_NAMES, chooseBackend } from "./network/backends.ts";
export { STRATEGY_NAMES } from "./relabel/registry.ts";
export { TASK_NAMES } from "./tasks/registry.ts";
export { SHIPPED_CHECKPOINT } from "./pretrained/shipped.ts";
