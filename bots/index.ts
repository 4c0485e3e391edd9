/**
 * The public interface of `bots/`: all that `server/` may import.
 */
export {
  CheckpointError,
  decodeCheckpoint,
  encodeCheckpoint,
  forPlaying,
  loadCheckpoint,
  loadNewestCheckpoint,
  saveCheckpoint,
  type Checkpoint,
} from "./learn/checkpoint.ts";
export { DEFAULT_CONFIG, parseTrainConfig, type TrainConfig } from "./learn/config.ts";
export type { MetricsPoint, RelabelEvent } from "./learn/metrics.ts";
export { DivergenceError, train, type TrainHooks } from "./learn/train.ts";
export { CARRIER_NUMBER, MATE_NUMBER } from "./learn/relabel-event.ts";
export { createBotTeam, type BotTeam, type BotThought } from "./play/bot-team.ts";
export { createPractice, type Practice } from "./play/practice.ts";
export { BACKEND_NAMES, chooseBackend } from "./network/backends.ts";
export { STRATEGY_NAMES } from "./relabel/registry.ts";
export { TASK_NAMES } from "./tasks/registry.ts";
export { SHIPPED_CHECKPOINT } from "./pretrained/shipped.ts";
