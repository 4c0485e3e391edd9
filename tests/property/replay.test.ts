import { describe, expect, it } from "@jest/globals";
import { integer, property } from "fast-check";
import { OBS_SIZE } from "../../bots/viewpoint/entries.ts";
import { createJudgement, judgeEpisode } from "../../bots/tasks/judge.ts";
import { createReplayBuffer, rowAt, storeEpisode, type ReplayBuffer, type RowQueue } from "../../bots/replay/buffer.ts";
import type { Episode } from "../../bots/replay/episode.ts";
import { N_TASKS, TASKS } from "../../bots/tasks/registry.ts";
import { createRng } from "../../shared/rng.ts";
import { NO_GOAL } from "../../bots/tasks/task.ts";
import { CARRIER_TASKS, randomEpisode } from "../support/episodes.ts";
import { anySeed, check } from "../support/properties.ts";

/** An episode copy in the naive model: its first row and the rows. */
interface Stored {
  readonly start: number;
  readonly rows: readonly Row[];
}

interface Row {
  readonly task: number;
  readonly collectedFor: number;
  readonly episodeId: number;
  readonly kind: number;
  readonly angle: number;
  readonly reward: number;
  readonly terminated: number;
  readonly firstEntry: number;
  readonly firstNextEntry: number;
}

/** The replay buffer as a plain list of episodes: one is dropped as a whole when any of its rows is needed. */
function createModel(capacity: number) {
  let stored: Stored[] = [];
  let head = 0;
  const free = (from: number, to: number): void => {
    stored = stored.filter(({ start, rows }) => start + rows.length <= from || start >= to);
  };
  return {
    list: () => stored,
    add(rows: readonly Row[]) {
      if (head + rows.length > capacity) {
        free(head, capacity);
        head = 0;
      }
      free(head, head + rows.length);
      stored.push({ start: head, rows });
      head += rows.length;
    },
  };
}

function rowsOf(episode: Episode, task: number, judgement: ReturnType<typeof createJudgement>): Row[] {
  return Array.from({ length: judgement.length }, (_, t) => ({
    task,
    collectedFor: episode.collectedFor,
    episodeId: episode.id,
    kind: episode.kinds[t]!,
    angle: episode.angles[t]!,
    reward: judgement.rewards[t]!,
    terminated: judgement.terminated[t]!,
    firstEntry: episode.observations[t * OBS_SIZE]!,
    firstNextEntry: episode.observations[(t + 1) * OBS_SIZE]!,
  }));
}

function readRow({ columns }: ReplayBuffer, row: number): Row {
  return {
    task: columns.tasks[row]!,
    collectedFor: columns.collectedFor[row]!,
    episodeId: columns.episodeIds[row]!,
    kind: columns.kinds[row]!,
    angle: columns.angles[row]!,
    reward: columns.rewards[row]!,
    terminated: columns.terminated[row]!,
    firstEntry: columns.observations[row * OBS_SIZE]!,
    firstNextEntry: columns.nextObservations[row * OBS_SIZE]!,
  };
}

describe("the replay buffer", () => {
  it("holds what a plain list of episodes would hold, whatever is added", () => {
    check(
      property(anySeed, integer({ min: 12, max: 60 }), (seed, capacity) => {
        const rng = createRng(seed);
        const buffer = createReplayBuffer(capacity, N_TASKS);
        const model = createModel(capacity);
        const judgement = createJudgement(12);
        for (let id = 0; id < 60; id++) {
          const episode = randomEpisode(rng, 1 + rng.int(12), id);
          const task = CARRIER_TASKS[rng.int(CARRIER_TASKS.length)]!;
          judgeEpisode(episode, TASKS[task]!, NO_GOAL, judgement);
          storeEpisode(buffer, episode, task, null, judgement, task !== episode.collectedFor);
          model.add(rowsOf(episode, task, judgement));

          const rows = model.list().flatMap((stored) => stored.rows);
          expect(buffer.size).toBe(rows.length);
          expect(buffer.relabelled).toBe(rows.filter((row) => row.task !== row.collectedFor).length);
          for (let t = 0; t < N_TASKS; t++) {
            const expected = rows.filter((row) => row.task === t);
            const read = (queue: RowQueue) =>
              Array.from({ length: queue.count }, (_, i) => readRow(buffer, rowAt(queue, i)));
            expect(read(buffer.rowsOfTask[t]!)).toEqual(expected);
            const successes = model.list().filter((stored) => stored.rows.some((row) => row.reward > 0));
            const expectedSuccesses = successes.flatMap((stored) => stored.rows).filter((row) => row.task === t);
            expect(read(buffer.successesOfTask[t]!)).toEqual(expectedSuccesses);
          }
        }
      }),
      25,
    );
  });

  it("keeps the latest episodes, whole ones only, and never more than it has room for", () => {
    check(
      property(anySeed, (seed) => {
        const rng = createRng(seed);
        const buffer = createReplayBuffer(40, N_TASKS);
        const judgement = createJudgement(12);
        const lengths: number[] = [];
        for (let id = 0; id < 50; id++) {
          const episode = randomEpisode(rng, 1 + rng.int(12), id);
          judgeEpisode(episode, TASKS[episode.collectedFor]!, NO_GOAL, judgement);
          storeEpisode(buffer, episode, episode.collectedFor, null, judgement, false);
          lengths.push(judgement.length);
        }
        const ids = Array.from({ length: N_TASKS }, (_, task) =>
          Array.from({ length: buffer.rowsOfTask[task]!.count }, (__, i) => rowAt(buffer.rowsOfTask[task]!, i)),
        )
          .flat()
          .map((row) => buffer.columns.episodeIds[row]!);
        const oldest = Math.min(...ids);
        const expected = lengths.flatMap((length, id) => (id < oldest ? [] : Array<number>(length).fill(id)));
        expect(ids.toSorted((a, b) => a - b)).toEqual(expected);
        expect(buffer.size).toBeLessThanOrEqual(40);
        expect(buffer.size).toBeGreaterThan(40 - 12 - 12);
      }),
      50,
    );
  });

  it("refuses an episode that is longer than the whole buffer, and a capacity that is not a positive whole number", () => {
    const buffer = createReplayBuffer(3, N_TASKS);
    const episode = randomEpisode(createRng(1), 4);
    const judgement = { from: 0, length: 4, rewards: new Float32Array(4), terminated: new Uint8Array(4) };
    expect(() => storeEpisode(buffer, episode, 0, null, judgement, false)).toThrow(
      /episode of 4 is longer than the buffer 3/,
    );
    expect(buffer.size).toBe(0);
    for (const capacity of [0, -1, 1.5, Number.NaN]) {
      expect(() => createReplayBuffer(capacity, N_TASKS)).toThrow(/capacity must be a whole number above 0/);
    }
  });
});
