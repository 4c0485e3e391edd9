import { describe, expect, it } from "@jest/globals";
import { PASS, SHOOT, SKATE } from "../../../bots/viewpoint/actions.ts";
import { playAction, type Drill } from "../../../bots/scenarios/stage.ts";
import { CARRIER, MATE } from "../../../bots/scenarios/attack.ts";
import { evaluate, heldOutDrill, playEpisode, randomPlayer, type DrillPlayer } from "../../../bots/run/evaluate.ts";
import { describeRelabelling, MATE_NUMBER } from "../../../bots/run/relabel-event.ts";
import { observe, OBS_SIZE } from "../../../bots/viewpoint/observation.ts";
import { createJudgement, judgeEpisode } from "../../../bots/tasks/judge.ts";
import { createEpisode, recordTransition, type Episode } from "../../../bots/replay/episode.ts";
import { taskId, TASKS } from "../../../bots/tasks/registry.ts";
import { capture } from "../../../shared/snapshot.ts";

/** Passes to where the team-mate stands. */
const passer: DrillPlayer = (drill) => {
  const { skaters, puck } = drill.sim;
  const mate = skaters[MATE]!;
  playAction(drill, { kind: PASS, angle: Math.atan2(mate.y - puck.y, mate.x - puck.x) });
};

/** The first held-out drill in which the passer's pass arrives, recorded as if it was collected for shooting. */
function completedPass(): { drill: Drill; episode: Episode } {
  for (let index = 0; ; index++) {
    const drill = heldOutDrill(9, index);
    const episode = createEpisode(1);
    episode.id = 12;
    episode.collectedFor = taskId("shoot");
    observe(drill.sim, CARRIER, episode.observations, 0);
    passer(drill, 0);
    recordTransition(episode, { kind: SHOOT, angle: 0 }, drill.outcome, drill.duration);
    observe(drill.sim, CARRIER, episode.observations, OBS_SIZE);
    if (drill.outcome === "teammate") return { drill, episode };
  }
}

describe("an evaluation", () => {
  it("plays as many held-out drills of every task as asked, and reports its progress", () => {
    let played = 0;
    const result = evaluate(passer, 20, 3, () => played++);
    expect(played).toBe(40);
    expect(Object.keys(result)).toEqual(TASKS.map((task) => task.name));
    expect(result["pass"]!.success).toBeGreaterThan(0.4);
    expect(result["shoot"]!.success).toBe(0);
    expect(result["pass"]).toMatchObject({ episodes: 20 });
  });

  it("is the same for the same seed, and different for another", () => {
    expect(evaluate(randomPlayer(1), 30, 3)).toEqual(evaluate(randomPlayer(1), 30, 3));
    expect(capture(heldOutDrill(3, 5).sim)).toEqual(capture(heldOutDrill(3, 5).sim));
    expect(capture(heldOutDrill(3, 5).sim)).not.toEqual(capture(heldOutDrill(4, 5).sim));
    expect(capture(heldOutDrill(3, 5).sim)).not.toEqual(capture(heldOutDrill(3, 6).sim));
  });

  it("ends a drill in which nobody does anything decisive", () => {
    const runner: DrillPlayer = (drill) => playAction(drill, { kind: SKATE, angle: Math.PI });
    expect(playEpisode(runner, taskId("shoot"), heldOutDrill(3, 1))).toBe(false);
  });
});

describe("the description of a relabelled episode", () => {
  it("says who got the puck, from where it went and where it ended", () => {
    const { drill, episode } = completedPass();
    const own = createJudgement(1);
    const other = createJudgement(1);
    judgeEpisode(episode, TASKS[taskId("shoot")]!, own);
    judgeEpisode(episode, TASKS[taskId("pass")]!, other);
    const event = describeRelabelling("run", episode, taskId("pass"), own, other);
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
    expect(event.end.x).toBeCloseTo(drill.sim.puck.x, 3);
    expect(event.end.y).toBeCloseTo(drill.sim.puck.y, 3);
    expect(Math.hypot(event.from.x - event.end.x, event.from.y - event.end.y)).toBeGreaterThan(2);
  });
});
