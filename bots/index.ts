/**
 * The public interface of `bots/`: all that `server/` may import.
 */
export {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  forPlaying,
  type Checkpoint,
} from "./checkpoint/checkpoint.ts";
export { errorCode } from "./files/disk-problem.ts";
export { listCheckpoints, loadCheckpoint, loadNewestCheckpoint } from "./files/checkpoint-files.ts";
export { DEFAULT_CONFIG, differences, parseTrainConfig, type TrainConfig } from "./run/config.ts";
export { readPoints } from "./files/metrics-file.ts";
export { thinPoints } from "./run/thin-points.ts";
export { callersPath } from "./files/callers-path.ts";
export { readRelabels, saveRelabels } from "./files/relabels-file.ts";
export { isFolderLocked, LockedError, lockFolder, type RunLock } from "./files/run-lock.ts";
export { createRunSaver } from "./files/run-saver.ts";
export type { MetricsPoint, RelabelEvent } from "./run/metrics.ts";
export { conductRun, type RunEnd } from "./run/conduct.ts";
export { CARRIER_NUMBER, MATE_NUMBER } from "./run/relabel-event.ts";
export { createMatchRecorder, type MatchRecorder } from "./play/match-recorder.ts";
export type { RecordedEpisode } from "./replay/recorded-episode.ts";
export type { Origin } from "./replay/episode.ts";
export { createBotTeam, type BotTeam, type BotThought } from "./play/bot-team.ts";
export { createPractice, type Practice } from "./play/practice.ts";
export { BACKEND_NAMES, chooseBackend } from "./network/backends.ts";
export { STRATEGY_NAMES } from "./relabel/registry.ts";
export { TASK_NAMES } from "./tasks/registry.ts";
export { SHIPPED_CHECKPOINT, shippedCheckpoint } from "./pretrained/shipped.ts";
