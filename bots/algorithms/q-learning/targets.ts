/**
 * TD targets of multi-task double Q-learning with the action as an input:
 *
 *     a*     = argmax_a Q_online(s', a, z)      over candidate actions; without the puck only skating
 *     V(s')  = min(Q_online(s', a*, z), Q_target(s', a*, z))
 *     target = gamma^(d-1) r  +  gamma^d (1 - terminated) V(s')
 *
 * with d the decision periods a transition took. The minimum tames the maximum over many candidates, which else makes
 * skating on look a little better than shooting, so that bots dither until they lose the puck. (Needed with the first
 * settings; with today's the difference is within the noise, see the README.) Source: double Q-learning, van
 * Hasselt, Guez & Silver 2016; action as input and clipping, QT-Opt, Kalashnikov et al. 2018; semi-Markov targets,
 * Sutton, Precup & Singh 1999.
 *
 * Most of the work of learning is here, in comparing actions. Each row's target depends on nothing but the weights and
 * the row, so that any thread may make any of them.
 */
import type { QNetwork } from "../../network/network.ts";
import { OBS_SIZE } from "../../viewpoint/entries.ts";
import { hasPuck } from "../../viewpoint/situation.ts";
import { argmax } from "../../policy/argmax.ts";
import { createCandidates, turnCandidates, type Candidates } from "../../policy/candidates.ts";
import { INPUT_SIZE, writeRow } from "../../policy/network-input.ts";
import type { ReplayColumns } from "../../replay/buffer.ts";
import type { Minibatch } from "../../replay/sampler.ts";

/** Makes targets with one network; its working arrays. */
export interface TargetMaker {
  readonly network: QNetwork;
  readonly candidates: Candidates;
  /** Next states looked at in one forward pass. */
  readonly statesPerPass: number;
  /** [statesPerPass * candidates, INPUT_SIZE] and their values */
  readonly candidateInputs: Float32Array;
  readonly candidateValues: Float32Array;
  /** [statesPerPass] index in the minibatch of each next state of a pass, and its number of candidates */
  readonly indices: Int32Array;
  readonly counts: Int32Array;
  /** [statesPerPass, INPUT_SIZE] the best next actions, and their values by the online and by the target network */
  readonly bestInputs: Float32Array;
  readonly bestValues: Float32Array;
  readonly secondValues: Float32Array;
}

/** The most rows asked of the network at once: few enough for their activations to stay in the cache. */
export const TARGET_ROWS = 512;

/**
 * @param skating directions to skate in that are compared in a next state
 * @param releases passes, and as many shots
 */
export function createTargetMaker(network: QNetwork, skating: number, releases: number): TargetMaker {
  const candidates = createCandidates(skating, releases);
  const count = candidates.kinds.length;
  const statesPerPass = Math.floor(TARGET_ROWS / count);
  if (statesPerPass < 1) throw new RangeError(`${count} candidate actions are more than ${TARGET_ROWS}`);
  return {
    network,
    candidates,
    statesPerPass,
    candidateInputs: new Float32Array(statesPerPass * count * INPUT_SIZE),
    candidateValues: new Float32Array(statesPerPass * count),
    indices: new Int32Array(statesPerPass),
    counts: new Int32Array(statesPerPass),
    bestInputs: new Float32Array(statesPerPass * INPUT_SIZE),
    bestValues: new Float32Array(statesPerPass),
    secondValues: new Float32Array(statesPerPass),
  };
}

/** Writes targets and next values of the rows `from` to `to` (exclusive) of `batch`, whose transitions are in `columns`. */
export function makeTargets(
  maker: TargetMaker,
  columns: ReplayColumns,
  batch: Minibatch,
  from: number,
  to: number,
): void {
  const { indices, statesPerPass } = maker;
  let count = 0;
  for (let i = from; i < to; i++) {
    batch.targets[i] = batch.rewards[i]!;
    batch.nextValues[i] = 0;
    if (batch.discounts[i]! > 0) indices[count++] = i;
    if (count === statesPerPass || (count > 0 && i === to - 1)) {
      addNextValues(maker, columns, batch, count);
      count = 0;
    }
  }
}

/** targets += gamma^d V(s') for the first `count` of `indices`. */
function addNextValues(maker: TargetMaker, columns: ReplayColumns, batch: Minibatch, count: number): void {
  const { network, candidateInputs, candidateValues, indices, counts, bestInputs, bestValues } = maker;
  let rows = 0;
  for (let j = 0; j < count; j++) {
    counts[j] = writeCandidates(maker, columns, batch, indices[j]!, rows);
    rows += counts[j]!;
  }
  network.forward(candidateInputs, rows, candidateValues);
  let at = 0;
  for (let j = 0; j < count; j++) {
    const best = at + argmax(candidateValues, at, counts[j]!);
    at += counts[j]!;
    bestValues[j] = candidateValues[best]!;
    for (let k = 0; k < INPUT_SIZE; k++) bestInputs[j * INPUT_SIZE + k] = candidateInputs[best * INPUT_SIZE + k]!;
  }
  network.forwardTarget(bestInputs, count, maker.secondValues);
  for (let j = 0; j < count; j++) {
    const i = indices[j]!;
    const value = Math.min(bestValues[j]!, maker.secondValues[j]!);
    batch.nextValues[i] = value;
    batch.targets[i]! += batch.discounts[i]! * value;
  }
}

/** Writes the candidates of the next state of row `i` of `batch` from input row `at`. Returns how many there are. */
function writeCandidates(
  { candidates, candidateInputs }: TargetMaker,
  { nextObservations, tasks, goals }: ReplayColumns,
  batch: Minibatch,
  i: number,
  at: number,
): number {
  const { kinds, angles, firstRelease } = candidates;
  const row = batch.rows[i]!;
  const mirror = batch.mirrors[i]! < 0 ? -1 : 1;
  const count = hasPuck(nextObservations, row * OBS_SIZE) ? kinds.length : firstRelease;
  turnCandidates(candidates, batch.spreads[i]!);
  for (let c = 0; c < count; c++) {
    const kind = kinds[c]!;
    const angle = angles[c]!;
    writeRow(candidateInputs, at + c, nextObservations, row, goals, row, kind, angle, tasks[row]!, mirror);
  }
  return count;
}
