/**
 * The replay buffer: whole judged episodes in one ring of transitions, indexed by task.
 *
 * An episode copy is contiguous and evicted as a whole, oldest first. Every row has its label, which is a task and a goal,
 * and the task it was collected for. Columns are typed arrays in shared memory, which all threads that compute targets
 * read in place. Nothing is allocated after creation.
 */
import { hasSucceeded, type Judgement } from "../tasks/judge.ts";
import { GOAL_SIZE } from "../viewpoint/action-frame.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { ORIGINS, type Episode } from "./episode.ts";
import { sharedBytes, sharedFloats, sharedIntegers } from "./shared-arrays.ts";

/** The columns; row i of each belongs to transition i. */
export interface ReplayColumns {
  /** [capacity, OBS_SIZE] */
  readonly observations: Float32Array;
  readonly nextObservations: Float32Array;
  readonly kinds: Uint8Array;
  readonly angles: Float32Array;
  readonly rewards: Float32Array;
  readonly terminated: Uint8Array;
  readonly durations: Uint8Array;
  readonly tasks: Uint8Array;
  /** [capacity, GOAL_SIZE]; zeros where the task has no goal */
  readonly goals: Float32Array;
  readonly collectedFor: Uint8Array;
  /** Index in ORIGINS: who acted. */
  readonly origins: Uint8Array;
  /** 1 in rows whose label is not the one that they were collected for. */
  readonly relabelled: Uint8Array;
  readonly episodeIds: Int32Array;
}

/** A first-in first-out list of row numbers in a ring. */
export interface RowQueue {
  readonly rows: Int32Array;
  first: number;
  count: number;
}

/** A ring of transitions with an index by task. */
export interface ReplayBuffer {
  readonly capacity: number;
  readonly columns: ReplayColumns;
  /** Rows of each task, oldest first; and of these, the rows of episodes that succeeded in the task. */
  readonly rowsOfTask: readonly RowQueue[];
  readonly successesOfTask: readonly RowQueue[];
  /** Transitions stored, and how many of them are relabelled copies. */
  size: number;
  relabelled: number;
  /** Transitions stored by origin, in the order of ORIGINS. */
  readonly sizeOfOrigin: Int32Array;
  /** Row of the next episode; start rows of the stored copies, oldest first; and by start row their lengths. */
  head: number;
  readonly starts: RowQueue;
  readonly lengths: Int32Array;
  /** 1 at the start row of a copy that succeeded in its task. */
  readonly succeeded: Uint8Array;
}

/**
 * Makes an empty buffer.
 *
 * @param capacity transitions it holds, at least 1
 * @param taskCount number of tasks
 */
export function createReplayBuffer(capacity: number, taskCount: number): ReplayBuffer {
  if (!Number.isInteger(capacity) || capacity < 1) {
    throw new RangeError(`capacity must be a whole number above 0, not ${capacity}`);
  }
  return {
    capacity,
    columns: {
      observations: sharedFloats(capacity * OBS_SIZE),
      nextObservations: sharedFloats(capacity * OBS_SIZE),
      kinds: sharedBytes(capacity),
      angles: sharedFloats(capacity),
      rewards: sharedFloats(capacity),
      terminated: sharedBytes(capacity),
      durations: sharedBytes(capacity),
      tasks: sharedBytes(capacity),
      goals: sharedFloats(capacity * GOAL_SIZE),
      collectedFor: sharedBytes(capacity),
      origins: sharedBytes(capacity),
      relabelled: sharedBytes(capacity),
      episodeIds: sharedIntegers(capacity),
    },
    rowsOfTask: Array.from({ length: taskCount }, () => createQueue(capacity)),
    successesOfTask: Array.from({ length: taskCount }, () => createQueue(capacity)),
    size: 0,
    relabelled: 0,
    sizeOfOrigin: new Int32Array(ORIGINS.length),
    head: 0,
    starts: createQueue(capacity),
    lengths: new Int32Array(capacity),
    succeeded: new Uint8Array(capacity),
  };
}

/**
 * Stores the part of `episode` that was judged as data of `task` and `goal`, with the rewards and ends of `judgement`.
 *
 * @param goal [GOAL_SIZE], null if the task has none
 * @param isRelabelled whether it was collected for another label
 * @throws RangeError if the judged part is longer than the whole buffer
 */
export function storeEpisode(
  buffer: ReplayBuffer,
  episode: Episode,
  task: number,
  goal: Float32Array | null,
  judgement: Judgement,
  isRelabelled: boolean,
): void {
  const { length } = judgement;
  if (length === 0) return;
  if (length > buffer.capacity)
    throw new RangeError(`episode of ${length} is longer than the buffer ${buffer.capacity}`);
  if (buffer.head + length > buffer.capacity) {
    evictFrom(buffer, buffer.head, buffer.capacity);
    buffer.head = 0;
  }
  evictFrom(buffer, buffer.head, buffer.head + length);
  const start = buffer.head;
  copyRows(buffer.columns, start, episode, judgement);
  const { columns } = buffer;
  const isSuccess = hasSucceeded(judgement);
  for (let row = start; row < start + length; row++) {
    columns.tasks[row] = task;
    columns.relabelled[row] = isRelabelled ? 1 : 0;
    for (let k = 0; k < GOAL_SIZE; k++) columns.goals[row * GOAL_SIZE + k] = goal === null ? 0 : goal[k]!;
    push(buffer.rowsOfTask[task]!, row);
    if (isSuccess) push(buffer.successesOfTask[task]!, row);
  }
  push(buffer.starts, start);
  buffer.lengths[start] = length;
  buffer.succeeded[start] = isSuccess ? 1 : 0;
  buffer.head = start + length;
  buffer.size += length;
  buffer.sizeOfOrigin[columns.origins[start]!]! += length;
  if (isRelabelled) buffer.relabelled += length;
}

/** Row number of the `index`-th oldest of `queue`, 0 <= index < count. */
export function rowAt(queue: RowQueue, index: number): number {
  return queue.rows[(queue.first + index) % queue.rows.length]!;
}

/** Evicts the oldest episodes while they begin within [from, to). */
function evictFrom(buffer: ReplayBuffer, from: number, to: number): void {
  const { starts, lengths, columns } = buffer;
  while (starts.count > 0) {
    const start = starts.rows[starts.first]!;
    if (start < from || start >= to) return;
    const length = lengths[start]!;
    const task = columns.tasks[start]!;
    drop(starts, 1);
    drop(buffer.rowsOfTask[task]!, length);
    if (buffer.succeeded[start] === 1) drop(buffer.successesOfTask[task]!, length);
    buffer.size -= length;
    buffer.sizeOfOrigin[columns.origins[start]!]! -= length;
    if (columns.relabelled[start] === 1) buffer.relabelled -= length;
  }
}

function copyRows(
  columns: ReplayColumns,
  start: number,
  episode: Episode,
  { from, length, rewards, terminated }: Judgement,
): void {
  const { observations } = episode;
  const origin = ORIGINS.indexOf(episode.origin);
  const to = from + length;
  columns.observations.set(observations.subarray(from * OBS_SIZE, to * OBS_SIZE), start * OBS_SIZE);
  columns.nextObservations.set(observations.subarray((from + 1) * OBS_SIZE, (to + 1) * OBS_SIZE), start * OBS_SIZE);
  columns.kinds.set(episode.kinds.subarray(from, to), start);
  columns.angles.set(episode.angles.subarray(from, to), start);
  for (let i = 0; i < length; i++) {
    const row = start + i;
    columns.rewards[row] = rewards[i]!;
    columns.terminated[row] = terminated[i]!;
    columns.durations[row] = episode.durations[from + i]!;
    columns.collectedFor[row] = episode.collectedFor;
    columns.origins[row] = origin;
    columns.episodeIds[row] = episode.id;
  }
}

function createQueue(capacity: number): RowQueue {
  return { rows: new Int32Array(capacity), first: 0, count: 0 };
}

function push(queue: RowQueue, row: number): void {
  queue.rows[(queue.first + queue.count) % queue.rows.length] = row;
  queue.count++;
}

function drop(queue: RowQueue, count: number): void {
  queue.first = (queue.first + count) % queue.rows.length;
  queue.count -= count;
}
