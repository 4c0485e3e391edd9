import { describe, expect, it } from "@jest/globals";
import {
  FACEOFF_TICKS,
  GOAL_TICKS,
  INTERMISSION_TICKS,
  STUCK_DISTANCE,
  STUCK_TICKS,
  type Team,
} from "../../../shared/rules.ts";
import { createSim, matchConfig, skipPause, step, type Sim } from "../../../shared/sim/sim.ts";
import { capture, hashSnapshot } from "../../../shared/snapshot.ts";
import { idleControls, ofKind, play, playUntil, runningMatch, throwPuck } from "../../support/rink.ts";

/** Throws the puck into the goal that `team` attacks, past the goalie. */
function score(sim: Sim, team: Team): void {
  throwPuck(sim, team === 0 ? 24 : -24, 1.85, team === 0 ? 45 : -45, 0);
  playUntil(sim, (events) => ofKind(events, "goalScored").length > 0, 30);
}

/** Plays to the end of the period with the puck where nobody is, so that only the clock matters. */
function playOutPeriod(sim: Sim): ReturnType<typeof play> {
  const { period } = sim.referee;
  const controls = idleControls(sim);
  const all: ReturnType<typeof play> = [];
  while (sim.referee.period === period && sim.referee.phase !== "over") {
    if (sim.referee.phase === "playing") throwPuck(sim, 0, 12, 0, 0);
    all.push(...step(sim, controls));
    if (all.length > 1000) throw new Error("the period never ends");
  }
  return all;
}

describe("a pause", () => {
  it("ends with the next tick when it is skipped, except the wait for the puck", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    score(sim, 0);
    expect(sim.referee.phase).toBe("goal");
    skipPause(sim);
    expect(ofKind(play(sim, 1), "faceoff")).toHaveLength(1);
    skipPause(sim);
    play(sim, FACEOFF_TICKS - 1);
    expect(sim.referee).toMatchObject({ phase: "faceoff", pauseTicks: 1 });
  });
});

describe("the clock", () => {
  it("runs only while play goes on", () => {
    const sim = createSim(matchConfig({ skatersPerTeam: 1, periodSeconds: 10 }), 1);
    expect(sim.referee).toMatchObject({ phase: "faceoff", clockTicks: 600, period: 1 });
    play(sim, FACEOFF_TICKS);
    expect(sim.referee).toMatchObject({ phase: "playing", clockTicks: 600 });
    play(sim, 10);
    expect(sim.referee.clockTicks).toBe(590);
    score(sim, 0);
    const { clockTicks } = sim.referee;
    play(sim, GOAL_TICKS + FACEOFF_TICKS - 5);
    expect(sim.referee.clockTicks).toBe(clockTicks);
  });

  it("ends a period with a whistle, an intermission and a face-off at centre ice", () => {
    const sim = runningMatch({ skatersPerTeam: 2, periodSeconds: 1 });
    const events = playOutPeriod(sim);
    expect(events.map((event) => event.kind)).toEqual(["whistle", "faceoff", "periodStarted"]);
    expect(ofKind(events, "whistle")).toMatchObject([{ reason: "period" }]);
    const [whistle, faceoff] = events;
    expect(faceoff!.tick - whistle!.tick).toBe(INTERMISSION_TICKS);
    expect(faceoff).toMatchObject({ spot: 0 });
    expect(sim.referee).toMatchObject({ period: 2, phase: "faceoff", clockTicks: 60 });
  });

  it("ends the game after the last period if somebody leads", () => {
    const sim = runningMatch({ skatersPerTeam: 1, periods: 2, periodSeconds: 2 });
    score(sim, 1);
    playOutPeriod(sim);
    const events = playOutPeriod(sim);
    expect(ofKind(events, "gameOver")).toMatchObject([{ winner: 1 }]);
    expect(sim.referee).toMatchObject({ phase: "over", score: [0, 1] });
  });

  it("goes on into overtime after a draw, and the next goal ends the game", () => {
    for (const team of [0, 1] as const) {
      const sim = runningMatch({ skatersPerTeam: 1, periods: 1, periodSeconds: 1 });
      playOutPeriod(sim);
      expect(sim.referee).toMatchObject({ period: 2, clockTicks: 0 });
      play(sim, FACEOFF_TICKS + 30);
      expect(sim.referee.clockTicks).toBeGreaterThan(20);
      score(sim, team);
      const events = play(sim, GOAL_TICKS);
      expect(ofKind(events, "gameOver")).toMatchObject([{ winner: team }]);
      expect(ofKind(events, "faceoff")).toEqual([]);
      expect(sim.referee.phase).toBe("over");
    }
  });

  it("stands still for good once the game is over", () => {
    const sim = runningMatch({ skatersPerTeam: 1, periods: 1, periodSeconds: 1 });
    score(sim, 0);
    playOutPeriod(sim);
    const { referee } = capture(sim);
    expect(play(sim, 600, (controls) => controls.forEach((control) => (control.moveX = 1)))).toEqual([]);
    expect(capture(sim).referee).toEqual(referee);
  });
});

describe("the score", () => {
  it("counts each team's goals", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    for (const team of [0, 1, 0] as const) {
      score(sim, team);
      play(sim, GOAL_TICKS + FACEOFF_TICKS + 1);
    }
    expect(sim.referee.score).toEqual([2, 1]);
  });

  it("does not count a puck that crosses the line while play is stopped", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    score(sim, 0);
    throwPuck(sim, -24, 3.2, -45, 0);
    expect(ofKind(play(sim, 30), "goalScored")).toEqual([]);
    expect(sim.referee.score).toEqual([1, 0]);
  });
});

describe("a dead puck", () => {
  it("that nobody touches and that does not move stops play, which goes on at the nearest spot", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    throwPuck(sim, -10, 12, 0, 0);
    const start = sim.tick;
    const events = playUntil(sim, (all) => ofKind(all, "faceoff").length > 0);
    expect(ofKind(events, "whistle")).toMatchObject([{ reason: "stuck", tick: start + STUCK_TICKS }]);
    expect(ofKind(events, "faceoff")).toMatchObject([{ spot: 2 }]);
  });

  it("is not dead as long as it moves", () => {
    const sim = runningMatch({ skatersPerTeam: 1 });
    throwPuck(sim, -10, 12, 0, 0);
    const events = play(sim, 3 * STUCK_TICKS, (_, tick) => {
      if (tick % 200 === 0) sim.puck.x += STUCK_DISTANCE * 1.1;
    });
    expect(ofKind(events, "whistle")).toEqual([]);
  });
});

describe("controls", () => {
  it("count only while play goes on", () => {
    const run = (moveX: number): number => {
      const sim = createSim(matchConfig({ skatersPerTeam: 2 }), 1);
      play(sim, FACEOFF_TICKS - 1, (controls) =>
        controls.forEach((control) => Object.assign(control, { moveX, stick: "shoot", aim: moveX })),
      );
      expect(sim.referee.phase).toBe("faceoff");
      return hashSnapshot(capture(sim));
    };
    expect(run(1)).toBe(run(0));
  });

  it("of a wind-up that has begun do not release the puck after the whistle", () => {
    const sim = runningMatch({ skatersPerTeam: 1, periodSeconds: 1 });
    const skater = sim.skaters[0]!;
    play(sim, 59);
    expect(sim.referee.clockTicks).toBe(1);
    Object.assign(sim.puck, { carrier: 0 });
    Object.assign(skater, { windupStick: "shoot", windupAim: skater.heading + 2 });
    const events = play(sim, 60);
    expect(ofKind(events, "whistle")).toMatchObject([{ reason: "period" }]);
    expect(ofKind(events, "release")).toEqual([]);
  });
});
