import { describe, expect, it } from "@jest/globals";
import {
  evaluate,
  heldOutDrill,
  playDrill,
  randomPlayer,
  type DrillPlayer,
  type HeldOutDrill,
} from "../../../bots/run/evaluate.ts";
import { describeRelabelling, MATE_NUMBER } from "../../../bots/run/relabel-event.ts";
import { createEpisode, recordTransition, type Episode } from "../../../bots/replay/episode.ts";
import { MATE } from "../../../bots/scenarios/attack.ts";
import { orderSeat, type Stage } from "../../../bots/scenarios/stage.ts";
import { createJudgement, judgeEpisode } from "../../../bots/tasks/judge.ts";
import { taskId, TASKS } from "../../../bots/tasks/registry.ts";
import { controlFromAction, PASS, SHOOT, SKATE, type Action } from "../../../bots/viewpoint/actions.ts";
import { OBS_SIZE } from "../../../bots/viewpoint/entries.ts";
import { observe } from "../../../bots/viewpoint/observation.ts";
import { capture } from "../../../shared/snapshot.ts";
import { playAction } from "../../support/stage.ts";

const SHOOT_TASK = taskId("shoot");
const PASS_TASK = taskId("pass");

function passToMate({ sim }: Stage): Action {
  const { skaters, puck } = sim;
  const mate = skaters[MATE]!;
  return { kind: PASS, angle: Math.atan2(mate.y - puck.y, mate.x - puck.x) };
}

/** A player that gives always the same kind of order. */
const playing =
  (choose: (stage: Stage) => Action): DrillPlayer =>
  ({ stage, seat }: HeldOutDrill) =>
    orderSeat(stage, seat, (control) => controlFromAction(choose(stage), stage.sim, seat.skater, control));

/** The first held-out drill in which a pass to the team-mate arrives, recorded as if it was collected for shooting. */
function completedPass(): { stage: Stage; episode: Episode } {
  for (let index = 0; ; index++) {
    const { stage } = heldOutDrill(SHOOT_TASK, 9, index);
    const episode = createEpisode(1);
    episode.id = 12;
    episode.collectedFor = SHOOT_TASK;
    observe(stage.sim, 0, episode.observations, 0);
    const { events, duration, outcome } = playAction(stage, passToMate(stage));
    recordTransition(episode, { kind: SHOOT, angle: 0 }, events, duration);
    observe(stage.sim, 0, episode.observations, OBS_SIZE);
    if (outcome === "teammate") return { stage, episode };
  }
}

describe("an evaluation", () => {
  it("plays as many held-out drills of every task as asked, and reports its progress", () => {
    let played = 0;
    const result = evaluate(playing(passToMate), [SHOOT_TASK, PASS_TASK], 20, 3, () => played++);
    expect(played).toBe(40);
    expect(Object.keys(result)).toEqual(["shoot", "pass"]);
    expect(result["pass"]!.success).toBeGreaterThan(0.4);
    expect(result["shoot"]!.success).toBe(0);
    expect(result["pass"]).toMatchObject({ episodes: 20 });
  });

  it("is the same for the same seed, and different for another", () => {
    const evaluateTwo = () => evaluate(randomPlayer(1), [SHOOT_TASK, PASS_TASK], 30, 3);
    expect(evaluateTwo()).toEqual(evaluateTwo());
    const start = (seed: number, index: number) => capture(heldOutDrill(SHOOT_TASK, seed, index).stage.sim);
    expect(start(3, 5)).toEqual(start(3, 5));
    expect(start(3, 5)).not.toEqual(start(4, 5));
    expect(start(3, 5)).not.toEqual(start(3, 6));
  });

  it("asks every player for the same places", () => {
    const place = taskId("place");
    expect(heldOutDrill(place, 3, 5).goal).toEqual(heldOutDrill(place, 3, 5).goal);
    expect(heldOutDrill(place, 3, 5).goal).not.toEqual(heldOutDrill(place, 3, 6).goal);
  });

  it("ends a drill in which nobody does anything decisive", () => {
    const runner = playing(() => ({ kind: SKATE, angle: Math.PI }));
    expect(playDrill(runner, heldOutDrill(SHOOT_TASK, 3, 1))).toBe(false);
  });

  it("shows the task what the player did", () => {
    const seen: number[] = [];
    const task = {
      ...TASKS[SHOOT_TASK]!,
      reward: ({ action }: { action: Readonly<Action> }) => seen.push(action.kind) && 0,
    };
    const drill = heldOutDrill(SHOOT_TASK, 3, 1);
    playDrill(
      playing(() => ({ kind: SHOOT, angle: 0 })),
      { ...drill, judged: task },
    );
    expect(seen).toContain(SHOOT);
  });
});

describe("the description of a relabelled episode", () => {
  it("says who got the puck, from where it went and where it ended", () => {
    const { stage, episode } = completedPass();
    const own = createJudgement(1);
    const other = createJudgement(1);
    judgeEpisode(episode, TASKS[SHOOT_TASK]!, episode.goal, own);
    judgeEpisode(episode, TASKS[PASS_TASK]!, episode.goal, other);
    const event = describeRelabelling("run", episode, PASS_TASK, own, other);
    expect(event).toMatchObject({
      runId: "run",
      episode: 12,
      collectedFor: "shoot",
      relabelledTo: "pass",
      outcome: "teammate",
      to: MATE_NUMBER,
      originalReturn: 0,
      relabelledReturn: 1,
    });
    expect(event.end.x).toBeCloseTo(stage.sim.puck.x, 3);
    expect(event.end.y).toBeCloseTo(stage.sim.puck.y, 3);
    expect(Math.hypot(event.from.x - event.end.x, event.from.y - event.end.y)).toBeGreaterThan(2);
  });
});
