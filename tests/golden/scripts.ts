/** The scripts of the golden trajectories. A new script is one entry here and one blessed file. */
import type { Control } from "../../shared/control.ts";
import { TICKS_PER_DECISION } from "../../shared/rules.ts";
import { placeSkater } from "../../shared/sim/placement.ts";
import { createSim, matchConfig, type Sim } from "../../shared/sim/sim.ts";
import { playCarrier } from "../../bots/policy/scripted/carrier.ts";
import { playOffPuck } from "../../bots/policy/scripted/team-play.ts";
import type { GoldenScript } from "../support/golden.ts";
import { givePuck, openRink, throwPuck } from "../support/rink.ts";

/** Writes the controls of scripted bots for everybody, ten times a second. */
function playScripted(sim: Sim, controls: readonly Control[], tick: number): void {
  if (tick % TICKS_PER_DECISION !== 0) return;
  sim.skaters.forEach(({ id, role }) => {
    if (sim.puck.carrier === id && role === "skater") playCarrier(sim, id, controls[id]!);
    else playOffPuck(sim, id, controls[id]!);
  });
}

/** Sets `control` to skate along (moveX, moveY) with the stick at `aim` [rad]. */
function skate(control: Control, moveX: number, moveY: number, aim: number, stick: Control["stick"] = "hold"): void {
  Object.assign(control, { moveX, moveY, aim, stick });
}

export const GOLDEN_SCRIPTS: readonly GoldenScript[] = [
  {
    name: "rush-and-goal",
    about: "A carrier skates up the ice, cuts in and shoots past the goalie.",
    seed: 1,
    ticks: 240,
    every: 10,
    open() {
      const sim = openRink("0 skater", "1 goalie");
      givePuck(sim, 0, -15, 8, 0);
      placeSkater(sim, 1, 23.9, 0, Math.PI);
      return sim;
    },
    orders(_sim, [carrier, goalie], tick) {
      const aim = tick < 150 ? -0.2 : -0.35;
      skate(carrier!, 1, -0.2, aim, tick > 160 ? "shoot" : "hold");
      skate(goalie!, 0, tick < 60 ? 0.3 : 0, Math.PI);
    },
  },
  {
    name: "passing-play",
    about: "Three skaters pass the puck round; each pass goes to where the next one is.",
    seed: 2,
    ticks: 360,
    every: 15,
    open() {
      const sim = openRink("0 skater", "0 skater", "0 skater");
      givePuck(sim, 0, -8, -6, 0);
      placeSkater(sim, 1, 8, -5, Math.PI);
      placeSkater(sim, 2, 0, 8, -1.5);
      return sim;
    },
    orders(sim, controls) {
      for (const { id, x, y } of sim.skaters) {
        const mate = sim.skaters[(id + 1) % 3]!;
        const isCarrier = sim.puck.carrier === id;
        const to = isCarrier ? mate : sim.puck;
        skate(controls[id]!, 0, 0, Math.atan2(to.y - y, to.x - x), isCarrier ? "pass" : "hold");
      }
    },
  },
  {
    name: "body-checks",
    about: "A carrier skates between two defenders who run into him from the sides; the puck comes free.",
    seed: 3,
    ticks: 180,
    every: 10,
    open() {
      const sim = openRink("0 skater", "1 skater", "1 skater");
      givePuck(sim, 0, -10, 0, 0);
      placeSkater(sim, 1, 0.5, -12, -3);
      placeSkater(sim, 2, 9, 12, 3);
      return sim;
    },
    orders(_sim, controls, tick) {
      skate(controls[0]!, 1, 0, 0);
      skate(controls[1]!, 0, tick < 80 ? 1 : 0, -3);
      skate(controls[2]!, 0, tick < 30 ? 0 : -1, 3);
    },
  },
  {
    name: "goalie-freeze",
    about: "A goalie covers a slow puck and holds it: whistle, face-off at the nearest spot.",
    seed: 4,
    ticks: 360,
    every: 20,
    open(seed) {
      const sim = createSim(matchConfig({ skatersPerTeam: 1 }), seed);
      sim.referee.phase = "playing";
      throwPuck(sim, 14, -3, 9, 2.5);
      return sim;
    },
    orders(sim, controls) {
      sim.skaters.forEach(({ id, role }) => {
        if (role === "goalie") playOffPuck(sim, id, controls[id]!);
        if (sim.puck.carrier === id) controls[id]!.stick = "hold";
      });
    },
  },
  {
    name: "scripted-match-3v3",
    about: "A whole short match of scripted bots, three a side.",
    seed: 33,
    ticks: 20_000,
    every: 60,
    open: (seed) => createSim(matchConfig({ skatersPerTeam: 3, periods: 2, periodSeconds: 25 }), seed),
    orders: playScripted,
  },
  {
    name: "overtime-1v1",
    about: "One against one, a draw after regular time; the next goal ends the game.",
    seed: 4,
    ticks: 20_000,
    every: 60,
    open: (seed) => createSim(matchConfig({ skatersPerTeam: 1, periods: 1, periodSeconds: 3 }), seed),
    orders: playScripted,
  },
  {
    name: "round-the-corners",
    about: "A hard puck along the boards, round two corners and behind the net.",
    seed: 7,
    ticks: 240,
    every: 10,
    open() {
      const sim = openRink();
      throwPuck(sim, -5, -13, 45, -3);
      return sim;
    },
    orders() {},
  },
];
