/** Toy problems with known answers for the real learner. */
import { createQLearner, gradientStep } from "../../bots/algorithms/q-learning/gradient-step.ts";
import { createTargetMaker, makeTargets, TARGET_ROWS } from "../../bots/algorithms/q-learning/targets.ts";
import { createNetwork } from "../../bots/network/backends.ts";
import { DEFAULT_OPTIMIZER, initialParameters, type QNetwork } from "../../bots/network/network.ts";
import { randomAction } from "../../bots/policy/explorer.ts";
import { INPUT_SIZE, writeRow } from "../../bots/policy/network-input.ts";
import { createQPolicy, policyRows } from "../../bots/policy/q-policy.ts";
import { createReplayBuffer, storeEpisode, type ReplayBuffer } from "../../bots/replay/buffer.ts";
import { createEpisode, recordTransition } from "../../bots/replay/episode.ts";
import { createMinibatch, sampleMinibatch } from "../../bots/replay/sampler.ts";
import { attack, CARRIER, DEFENDER, GOALIE, MATE } from "../../bots/scenarios/attack.ts";
import { createStage, isDue, resetStage, type Stage } from "../../bots/scenarios/stage.ts";
import { any, GAIN_MATE, GAIN_SELF, GOAL_FOR, RELEASE_SELF } from "../../bots/tasks/facts.ts";
import { createJudgement, judgeEpisode } from "../../bots/tasks/judge.ts";
import { N_TASKS, taskId, TASKS } from "../../bots/tasks/registry.ts";
import { GLIDE, PASS, SHOOT, SKATE, type Action } from "../../bots/viewpoint/actions.ts";
import { OBS_SIZE, SELF_CONTROLS, SELF_PLACE } from "../../bots/viewpoint/entries.ts";
import { observe } from "../../bots/viewpoint/observation.ts";
import { createRng, type Rng } from "../../shared/rng.ts";
import { placeSkater } from "../../shared/sim/placement.ts";
import { givePuck } from "./rink.ts";
import { playAction } from "./stage.ts";

const NO_GOAL = new Float32Array(2);
const CARRIER_TASKS = [taskId("shoot"), taskId("pass")];

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
  const maker = createTargetMaker(network, 4, 4);
  const batch = createMinibatch(size);
  for (let i = 1; i <= steps; i++) {
    sampleMinibatch(buffer, batch, { gammas: TASKS.map(() => gamma), successShare: 0, isMirroring: false }, rng);
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
    let events = 0;
    while (events === 0 && episode.length < 12) {
      const kind = rng.int(4);
      if (state === "near" && kind === SHOOT) events = GOAL_FOR;
      else if (state === "near" && kind === PASS) events = GAIN_MATE;
      else if (state === "far" && kind === SKATE) state = "near";
      recordTransition(episode, { kind, angle: rng.range(-Math.PI, Math.PI) }, events, 1);
      episode.observations.set(states[state], episode.length * OBS_SIZE);
    }
    for (const task of CARRIER_TASKS) {
      judgeEpisode(episode, TASKS[task]!, NO_GOAL, judgement);
      storeEpisode(buffer, episode, task, null, judgement, task !== episode.collectedFor);
    }
  }
  const network = await newNetwork([64, 64], TARGET_ROWS, rng);
  learnFrom(buffer, network, 32, gamma, 6000, rng);

  const values: Record<string, number> = {};
  const input = new Float32Array(INPUT_SIZE);
  const output = new Float32Array(1);
  const kinds = { glide: GLIDE, skate: SKATE, pass: PASS, shoot: SHOOT };
  for (const task of CARRIER_TASKS) {
    const { name } = TASKS[task]!;
    for (const [state, observation] of Object.entries(states)) {
      for (const [word, kind] of Object.entries(kinds)) {
        writeRow(input, 0, observation, 0, NO_GOAL, 0, kind, 0.7, task);
        network.forward(input, 1, output);
        values[`${name} ${state} ${word}`] = output[0]!;
      }
    }
  }
  return values;
}

/** A state that differs from the other in every direction of the action: its posts are nearer or farther away. */
function chainState(selfX: number): Float32Array {
  const observation = new Float32Array(OBS_SIZE);
  observation[SELF_PLACE.at] = selfX;
  observation[SELF_CONTROLS.at] = 1;
  return observation;
}

/** Places the carrier at random in front of an empty net, and everybody else out of the way. */
function placeEmptyNet(stage: Stage, rng: Rng): void {
  resetStage(stage);
  givePuck(stage.sim, CARRIER, rng.range(8, 18), rng.range(-8, 8), rng.range(-3, 3));
  placeSkater(stage.sim, MATE, -27, -8, 0);
  placeSkater(stage.sim, DEFENDER, -27, 8, 0);
  placeSkater(stage.sim, GOALIE, -24, 0, 0);
}

/** Plays orders that `choose` writes until there is a goal or no more orders are taken. Returns whether there was a goal. */
function playForGoal(
  stage: Stage,
  choose: (action: Action) => void,
  note?: (events: number, duration: number) => void,
) {
  const action: Action = { kind: GLIDE, angle: 0 };
  let events = 0;
  while (!any(events, TASK_OVER) && isDue(stage, stage.seats[0]!)) {
    choose(action);
    const played = playAction(stage, action);
    events = played.events;
    note?.(events, played.duration);
  }
  return any(events, GOAL_FOR);
}

/** Anything that ends the task of shooting. */
const TASK_OVER = 0xffff & ~(RELEASE_SELF | GAIN_SELF);

/**
 * Learns to hit an empty net from random releases with the real simulation, observation, replay and learner.
 *
 * @returns the share of 200 new starts from which the greedy policy scores, before and after
 */
export async function shootAtEmptyNet(episodes: number, steps: number): Promise<{ before: number; after: number }> {
  const rng = createRng(2);
  const network = await newNetwork([32, 32], Math.max(TARGET_ROWS, policyRows(1)), rng);
  const shoot = taskId("shoot");
  const stage = createStage(attack, rng.child("drill"), [shoot]);
  const places = rng.child("places");
  const explorer = rng.child("explorer");
  const buffer = createReplayBuffer(20_000, N_TASKS);
  const judgement = createJudgement(60);
  const before = scoringShare(network, stage);
  for (let i = 0; i < episodes; i++) {
    const episode = createEpisode(60);
    episode.collectedFor = shoot;
    placeEmptyNet(stage, places);
    observe(stage.sim, CARRIER, episode.observations, 0);
    const latest: Action = { kind: GLIDE, angle: 0 };
    playForGoal(
      stage,
      (action) => {
        randomAction(explorer, true, action);
        Object.assign(latest, action);
      },
      (events, duration) => {
        recordTransition(episode, latest, events, duration);
        observe(stage.sim, CARRIER, episode.observations, episode.length * OBS_SIZE);
      },
    );
    judgeEpisode(episode, TASKS[shoot]!, NO_GOAL, judgement);
    storeEpisode(buffer, episode, shoot, null, judgement, false);
  }
  learnFrom(buffer, network, 32, 0.9, steps, rng);
  return { before, after: scoringShare(network, stage) };
}

function scoringShare(network: QNetwork, stage: Stage): number {
  const policy = createQPolicy(network, 1);
  const places = createRng("held out").child("places");
  const observation = new Float32Array(OBS_SIZE);
  let goals = 0;
  for (let i = 0; i < 200; i++) {
    placeEmptyNet(stage, places);
    const hasScored = playForGoal(stage, (action) => {
      observe(stage.sim, CARRIER, observation);
      policy.ask(0, observation, 0, taskId("shoot"), NO_GOAL);
      policy.answer(1);
      Object.assign(action, policy.actions[0]);
    });
    goals += hasScored ? 1 : 0;
  }
  return goals / 200;
}
