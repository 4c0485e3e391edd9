/** Plays a stage action by action, for tests. */
import type { Scenario } from "../../bots/scenarios/scenario.ts";
import { attack } from "../../bots/scenarios/attack.ts";
import { createStage, orderSeat, playOn, type Stage } from "../../bots/scenarios/stage.ts";
import { outcomeOf, type Outcome } from "../../bots/tasks/outcome.ts";
import { N_TASKS } from "../../bots/tasks/registry.ts";
import { controlFromAction, type Action } from "../../bots/viewpoint/actions.ts";
import type { Rng } from "../../shared/rng.ts";

/** How a transition ended. */
export interface Played {
  readonly outcome: Outcome;
  readonly events: number;
  readonly duration: number;
}

const ALL_TASKS = Array.from({ length: N_TASKS }, (_, task) => task);

/** A stage whose seats practise all their tasks. */
export function anyStage(rng: Rng, scenario: Scenario = attack): Stage {
  return createStage(scenario, rng, ALL_TASKS);
}

/** Gives the only seat an order and plays it to the end of its transition. */
export function playAction(stage: Stage, action: Readonly<Action>): Played {
  const seat = stage.seats[0]!;
  orderSeat(stage, seat, (control) => controlFromAction(action, stage.sim, seat.skater, control));
  playOn(stage);
  const over = [seat.carrying, seat.moving].find(({ state }) => state === "over");
  if (over === undefined) throw new Error("the transition is not over");
  over.state = "none";
  return { outcome: outcomeOf(over.events), events: over.events, duration: over.duration };
}
