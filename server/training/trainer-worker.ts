/**
 * The worker thread that learns: runs `train`, reports to the hub over Socket.IO, saves, and pauses when told to.
 *
 * Reads `TrainerOrders` from its parent and `run` commands from the hub. The thread ends with code 0 when the run
 * ends or diverges; any other error ends it with another code, and the host restarts it from the newest checkpoint.
 */
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { io, type Socket } from "socket.io-client";
import {
  CheckpointError,
  conductRun,
  createRunSaver,
  encodeCheckpoint,
  errorCode,
  forPlaying,
  loadNewestCheckpoint,
  parseTrainConfig,
  readRelabels,
  saveRelabels,
  type Checkpoint,
  type MetricsPoint,
  type RecordedEpisode,
  type RelabelEvent,
  type RunEnd,
} from "../../bots/index.ts";
import { NAMESPACES, type RunStatus, type TrainerCommands, type TrainerEvents } from "../../shared/net/telemetry.ts";
import { parseRelabels } from "./trainer-messages.ts";
import { STOP, type TrainerEnded, type TrainerMessage, type TrainerOrders } from "./trainer-orders.ts";

/** A crash loses at most this much learning [s]. */
const SAVE_SECONDS = 2;
/** How often relabelled episodes are sent [s], and how many of the newest. */
const RELABEL_SECONDS = 0.3;
const RELABELS_PER_MESSAGE = 10;
/** How many are saved for viewers after a restart of the server. */
const RELABELS_SAVED = 50;
/** How many points wait for a connection to the hub; older ones are dropped. */
const MOST_UNSENT_POINTS = 1000;
/** How many episodes of matches wait for the learner, which takes them many times a second. */
const MOST_RECORDED = 2000;
/** Longest wait for the last messages to be sent [ms]. */
const FLUSH_MS = 3000;
/** Longest wait for the hub before the run begins [ms]. */
const CONNECT_MS = 5000;

// The parent is our own host, whose orders have this type.
const orders: TrainerOrders = workerData;
const config = parseTrainConfig(orders.config);
const seconds = (): number => performance.now() / 1000;

let isWanted = true;
let isStopping = false;
let wake = (): void => undefined;
let status: RunStatus = {
  runId: config.runId,
  phase: orders.restarts === 0 ? "starting" : "restarting",
  detail: "",
  backend: "",
  sharing: config.sharing,
  tasks: Object.keys(config.collect),
  seed: config.seed,
  budget: config.decisions ?? 0,
  restarts: orders.restarts,
};

const socket: Socket<TrainerCommands, TrainerEvents> = io(orders.url + NAMESPACES.trainer, {
  extraHeaders: { authorization: `Bearer ${orders.token}` },
  transports: ["websocket"],
});
socket.on("connect", () => {
  socket.emit("status", status);
  sendPoints();
});
socket.on("run", (isWantedNow) => {
  isWanted = isWantedNow;
  wake();
});
parentPort?.on("message", (message: TrainerMessage) => {
  if (message === STOP) {
    isStopping = true;
    wake();
  } else for (const episode of message.episodes) addLimited(recorded, episode, MOST_RECORDED);
});

function publishStatus(change: Partial<RunStatus>): void {
  status = { ...status, ...change };
  // While disconnected nothing is queued: the status is sent on reconnection.
  if (socket.connected) socket.emit("status", status);
}

const unsentPoints: MetricsPoint[] = [];
/** Sends the points of the curves; those made without a connection follow when there is one, so that no curve has a gap. */
function sendPoints(): void {
  if (!socket.connected) return;
  for (const point of unsentPoints.splice(0)) socket.emit("metrics", point);
}

/** Episodes of matches that wait to be learnt from; the oldest are dropped. */
const recorded: RecordedEpisode[] = [];

const relabels: RelabelEvent[] = [];
/** The newest relabelled episodes, newest last, including those from before a restart. */
const recentRelabels: RelabelEvent[] = [...(parseRelabels(readRelabels(orders.out)) ?? [])];
let relabelsSentAt = 0;
function sendRelabels(): void {
  if (relabels.length === 0 || seconds() - relabelsSentAt < RELABEL_SECONDS) return;
  relabelsSentAt = seconds();
  if (socket.connected) socket.emit("relabel", relabels.splice(0));
}

function sendWeights(checkpoint: Checkpoint): void {
  const bytes = encodeCheckpoint(forPlaying(checkpoint));
  const { decisions } = checkpoint.progress;
  if (socket.connected) socket.emit("weights", { runId: config.runId, decisions, checkpoint: bytes });
}

/** Waits for the connection to the hub, for a limited time: learning does not need it. */
async function connected(): Promise<void> {
  if (socket.connected) return;
  await new Promise<void>((resolve) => {
    socket.once("connect", () => resolve());
    setTimeout(resolve, CONNECT_MS).unref();
  });
}

/** The checkpoint to resume from; undefined for a new run, also if the folder may not be read. */
function earlierCheckpoint(): Checkpoint | undefined {
  try {
    return loadNewestCheckpoint(orders.out, (error) => process.stderr.write(`${error.message}\n`));
  } catch (error) {
    if (!(error instanceof CheckpointError) || !["EACCES", "EPERM"].includes(errorCode(error.cause))) throw error;
    process.stderr.write(`${error.message}\n`);
    return undefined;
  }
}

/** Learns until the end and saves the result. Errors of the disk do not stop it. */
async function learn(): Promise<RunEnd> {
  const resumeFrom = earlierCheckpoint();
  // The first point of the curves is produced at once and must not be lost.
  await connected();
  const saver = createRunSaver({
    folder: orders.out,
    now: seconds,
    everySeconds: SAVE_SECONDS,
    resumedAt: resumeFrom?.progress.decisions ?? -1,
    onProblem: (detail) => publishStatus({ detail }),
    alsoSave: (folder) => saveRelabels(folder, recentRelabels),
  });
  const rest = async (checkpoint: Checkpoint): Promise<void> => {
    saver.save(checkpoint);
    publishStatus({ phase: "resting" });
    await new Promise<void>((resolve) => {
      wake = () => {
        if (isWanted || isStopping) resolve();
      };
      // The command may have arrived while saving.
      wake();
    });
    if (!isStopping) publishStatus({ phase: "learning" });
  };
  return conductRun(config, resumeFrom, saver, {
    now: seconds,
    isStopping: () => isStopping,
    onStart: (backend) => publishStatus({ phase: "learning", backend }),
    takeRecorded: () => recorded.splice(0),
    onMetrics(point) {
      addLimited(unsentPoints, point, MOST_UNSENT_POINTS);
      sendPoints();
    },
    onRelabel(event) {
      addLimited(relabels, event, RELABELS_PER_MESSAGE);
      addLimited(recentRelabels, event, RELABELS_SAVED);
    },
    onWeights: sendWeights,
    async onTurn(takeCheckpoint) {
      sendRelabels();
      await nextTurn();
      if (!isWanted && !isStopping) await rest(takeCheckpoint());
    },
  });
}

function addLimited<T>(list: T[], value: T, most: number): void {
  list.push(value);
  if (list.length > most) list.shift();
}

/** Waits until everything has been sent to the hub. */
async function flush(): Promise<void> {
  const until = performance.now() + FLUSH_MS;
  while (socket.connected && socket.io.engine.writeBuffer.length > 0 && performance.now() < until) await delay(20);
  socket.disconnect();
}

async function main(): Promise<void> {
  const end = await learn();
  if (end.kind === "finished") publishStatus({ phase: "finished" });
  else if (end.kind === "failed") publishStatus({ phase: "failed", detail: end.reason });
  const message: TrainerEnded = { ended: status };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread's port, not a window
  parentPort?.postMessage(message);
  await flush();
  parentPort?.close();
}

await main();
