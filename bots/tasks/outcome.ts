/** How an episode ended, in one word for people, from the events of its last transition. */
import {
  any,
  DEAD,
  GAIN_MATE,
  GAIN_OPPONENT,
  GAIN_OWN_GOALIE,
  GAIN_SELF,
  GAIN_THEIR_GOALIE,
  GOAL_AGAINST,
  GOAL_FOR,
  RECEIVED,
  SAVE_OURS,
  SAVE_THEIRS,
  WHISTLE,
} from "./facts.ts";

/** Bits and their words; the first that fits counts. "none": nothing happened. Labels are in shared/labels.ts. */
const WORDS = [
  [GOAL_FOR, "goal"],
  [GOAL_AGAINST, "goal-against"],
  [RECEIVED, "received"],
  [GAIN_MATE | GAIN_OWN_GOALIE, "teammate"],
  [GAIN_SELF, "won"],
  [GAIN_THEIR_GOALIE, "frozen"],
  [SAVE_THEIRS, "saved"],
  [GAIN_OPPONENT, "opponent"],
  [SAVE_OURS, "stopped"],
  [WHISTLE, "whistle"],
  [DEAD, "dead"],
] as const;

export type Outcome = (typeof WORDS)[number][1] | "none";

/** The word for a set of events. */
export function outcomeOf(events: number): Outcome {
  for (const [bits, word] of WORDS) if (any(events, bits)) return word;
  return "none";
}
