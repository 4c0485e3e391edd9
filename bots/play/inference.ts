/**
 * Policies that play without learning, for rooms and evaluations: the weights of a checkpoint on a backend that is
 * created synchronously.
 */
import { createRng } from "../../shared/rng.ts";
import { createNetworkNow } from "../network/backends.ts";
import { asOneValue } from "../network/ensemble.ts";
import { DEFAULT_OPTIMIZER, initialParameters, type NetworkSpec } from "../network/network.ts";
import { COACH_QUESTIONS } from "../policy/team-coach.ts";
import { createQPolicy, policyRows, type QPolicy } from "../policy/q-policy.ts";
import { playingWeights, type Checkpoint } from "../checkpoint/checkpoint.ts";
import { DEFAULT_CONFIG, networkSpec } from "../run/config.ts";
import { N_TASKS } from "../tasks/registry.ts";

/** The most questions of one decision: of a coach, or about every task. */
const QUESTIONS = Math.max(COACH_QUESTIONS, N_TASKS);

const policies = new WeakMap<Checkpoint, QPolicy>();

/**
 * The policy of `checkpoint`, which can answer all questions of one match decision at once. It keeps nothing from one
 * decision to the next, so all rinks of a thread share it.
 */
export function policyOf(checkpoint: Checkpoint): QPolicy {
  let policy = policies.get(checkpoint);
  if (policy === undefined) {
    policy = createInferencePolicy(checkpoint.spec, playingWeights(checkpoint));
    policies.set(checkpoint, policy);
  }
  return policy;
}

/** A policy with random initial weights. */
export function createUntrainedPolicy(seed: number | string): QPolicy {
  const spec = networkSpec(DEFAULT_CONFIG);
  return createInferencePolicy(spec, initialParameters(spec, createRng(seed).child("weights")));
}

function createInferencePolicy(spec: NetworkSpec, parameters: Float32Array): QPolicy {
  const maxRows = policyRows(QUESTIONS);
  const network = createNetworkNow({ spec, optimizer: DEFAULT_OPTIMIZER, maxRows, parameters });
  return createQPolicy(asOneValue(network, createRng("not trained")), QUESTIONS);
}
