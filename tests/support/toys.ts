/** Toy problems with known answers for the real learner. */
import { GLIDE, PASS, SHOOT, SKATE, type Action } from "../../bots/viewpoint/actions.ts";
import { INPUT_SIZE, writeInput } from "../../bots/viewpoint/action-frame.ts";
import { createDrill, isTruncated, playAction, type Drill } from "../../bots/scenarios/stage.ts";
import { CARRIER, DEFENDER, GOALIE, MATE } from "../../bots/scenarios/attack.ts";
import { createQLearner, gradientStep } from "../../bots/algorithms/q-learning/gradient-step.ts";
import { createTargetMaker, makeTargets, TARGET_ROWS } from "../../bots/algorithms/q-learning/targets.ts";
import { createNetwork } from "../../bots/network/backends.ts";
import { DEFAULT_OPTIMIZER, initialParameters, type QNetwork } from "../../bots/network/network.ts";
import { OBS_SIZE, observe } from "../../bots/viewpoint/observation.ts";
import { randomAction } from "../../bots/policy/explorer.ts";
import { createQPolicy, policyRows } from "../../bots/policy/q-policy.ts";
import { createJudgement, judgeEpisode } from "../../bots/tasks/judge.ts";
import { createReplayBuffer, storeEpisode, type ReplayBuffer } from "../../bots/replay/buffer.ts";
import { createEpisode, recordTransition } from "../../bots/replay/episode.ts";
import { createMinibatch, sampleMinibatch } from "../../bots/replay/sampler.ts";
import { N_TASKS, taskId, TASKS } from "../../bots/tasks/registry.ts";
import type { Outcome } from "../../bots/tasks/task.ts";
import { createRng, type Rng } from "../../shared/rng.ts";
import { placeSkater } from "../../shared/sim/placement.ts";
import { givePuck } from "./rink.ts";

/** Takes `steps` gradient steps on minibatches of `size` rows; the target network is copied every 50. */
function learnFrom(
  buffer: ReplayBuffer,
  network: QNetwork,
  size: number,
  gamma: number,
  steps: number,
  rng: Rng,
): void {
  const learner = createQLearner(network, size);
  const maker = createTargetMaker(network, 4);
  const batch = createMinibatch(size);
  for (let i = 1; i <= steps; i++) {
    sampleMinibatch(buffer, batch, { gamma, successShare: 0, isMirroring: false }, rng);
    makeTargets(maker, buffer.columns, batch, 0, size);
    gradientStep(learner, buffer.columns, batch);
    if (i % 50 === 0) network.syncTarget();
  }
}

function newNetwork(hidden: readonly number[], maxRows: number, rng: Rng): Promise<QNetwork> {
  const spec = { inputs: INPUT_SIZE, hidden, outputs: 1 };
  const parameters = initialParameters(spec, rng.child("weights"));
  const optimizer = { ...DEFAULT_OPTIMIZER, learningRate: 0.003 };
  return createNetwork({ backend: "simd-plain", spec, optimizer, maxRows, parameters });
}

/**
 * Two states: in "far", skating leads to "near"; in "near", a shot scores and a pass is received. All other actions
 * change nothing. Every episode is collected for shooting, with random actions; passing is learnt from relabelled
 * copies alone.
 *
 * @returns Q by task, state and kind of action
 */
export async function solveChain(gamma: number): Promise<Record<string, number>> {
  const rng = createRng(1);
  const states = { far: chainState(-0.5), near: chainState(0.5) };
  const buffer = createReplayBuffer(4000, N_TASKS);
  const judgement = createJudgement(12);
  for (let i = 0; i < 250; i++) {
    const episode = createEpisode(12);
    episode.collectedFor = taskId("shoot");
    let state: "far" | "near" = rng.next() < 0.5 ? "far" : "near";
    episode.observations.set(states[state], 0);
    let outcome: Outcome = "none";
    while (outcome === "none" && episode.length < 12) {
      const kind = rng.int(4);
      if (state === "near" && kind === SHOOT) outcome = "goal";
      else if (state === "near" && kind === PASS) outcome = "teammate";
      else if (state === "far" && kind === SKATE) state = "near";
      recordTransition(episode, { kind, angle: rng.range(-Math.PI, Math.PI) }, outcome, 1);
      episode.observations.set(states[state], episode.length * OBS_SIZE);
    }
    for (let task = 0; task < N_TASKS; task++) {
      judgeEpisode(episode, TASKS[task]!, judgement);
      storeEpisode(buffer, episode, task, judgement);
    }
  }
  const network = await newNetwork([64, 64], TARGET_ROWS, rng);
  learnFrom(buffer, network, 32, gamma, 6000, rng);

  const values: Record<string, number> = {};
  const input = new Float32Array(INPUT_SIZE);
  const output = new Float32Array(1);
  const kinds = { glide: GLIDE, skate: SKATE, pass: PASS, shoot: SHOOT };
  TASKS.forEach(({ name }, task) => {
    for (const [state, observation] of Object.entries(states)) {
      for (const [word, kind] of Object.entries(kinds)) {
        writeInput(input, 0, observation, 0, kind, 0.7, task);
        network.forward(input, 1, output);
        values[`${name} ${state} ${word}`] = output[0]!;
      }
    }
  });
  return values;
}

/** A state that differs from the other in every direction of the action: its posts are nearer or farther away. */
function chainState(selfX: number): Float32Array {
  const observation = new Float32Array(OBS_SIZE);
  observation[0] = selfX;
  return observation;
}

/** Places the carrier at random in front of an empty net, and everybody else out of the way. */
function placeEmptyNet(drill: Drill, rng: Rng): void {
  givePuck(drill.sim, CARRIER, rng.range(8, 18), rng.range(-8, 8), rng.range(-3, 3));
  placeSkater(drill.sim, MATE, -27, -8, 0);
  placeSkater(drill.sim, DEFENDER, -27, 8, 0);
  placeSkater(drill.sim, GOALIE, -24, 0, 0);
  drill.periods = 0;
}

/**
 * Learns to hit an empty net from random releases with the real simulation, observation, replay and learner.
 *
 * @returns the share of 200 new starts from which the greedy policy scores, before and after
 */
export async function shootAtEmptyNet(episodes: number, steps: number): Promise<{ before: number; after: number }> {
  const rng = createRng(2);
  const network = await newNetwork([32, 32], Math.max(TARGET_ROWS, policyRows(1)), rng);
  const drill = createDrill(rng.child("drill"));
  const places = rng.child("places");
  const explorer = rng.child("explorer");
  const buffer = createReplayBuffer(20_000, N_TASKS);
  const judgement = createJudgement(60);
  const shoot = taskId("shoot");
  const before = scoringShare(network, drill);
  const action: Action = { kind: GLIDE, angle: 0 };
  for (let i = 0; i < episodes; i++) {
    const episode = createEpisode(60);
    episode.collectedFor = shoot;
    placeEmptyNet(drill, places);
    observe(drill.sim, CARRIER, episode.observations, 0);
    do {
      randomAction(explorer, action);
      playAction(drill, action);
      recordTransition(episode, action, drill.outcome, drill.duration);
      observe(drill.sim, CARRIER, episode.observations, episode.length * OBS_SIZE);
    } while (drill.outcome === "none" && !isTruncated(drill));
    judgeEpisode(episode, TASKS[shoot]!, judgement);
    storeEpisode(buffer, episode, shoot, judgement);
  }
  learnFrom(buffer, network, 32, 0.9, steps, rng);
  return { before, after: scoringShare(network, drill) };
}

function scoringShare(network: QNetwork, drill: Drill): number {
  const policy = createQPolicy(network, 1);
  const places = createRng("held out").child("places");
  const observation = new Float32Array(OBS_SIZE);
  let goals = 0;
  for (let i = 0; i < 200; i++) {
    placeEmptyNet(drill, places);
    do {
      observe(drill.sim, CARRIER, observation);
      policy.ask(0, observation, 0, taskId("shoot"));
      policy.answer(1);
      playAction(drill, policy.actions[0]!);
    } while (drill.outcome === "none" && !isTruncated(drill));
    goals += drill.outcome === "goal" ? 1 : 0;
  }
  return goals / 200;
}
