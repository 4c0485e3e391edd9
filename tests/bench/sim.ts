/**
 * `npm run bench -- sim`: throughput of the world on one core. Rates are taken in short interleaved rounds, so that a busy
 * machine slows all of them alike and the ratio holds.
 */
import Matter from "matter-js";
import { createBotTeam } from "../../bots/index.ts";
import { attack } from "../../bots/scenarios/attack.ts";
import { createStage, isDue, orderSeat, playOn, resetStage } from "../../bots/scenarios/stage.ts";
import { controlFromAction, SKATE } from "../../bots/viewpoint/actions.ts";
import { OBS_SIZE } from "../../bots/viewpoint/entries.ts";
import { observe } from "../../bots/viewpoint/observation.ts";
import { idleControl } from "../../shared/control.ts";
import { HALF_LENGTH, HALF_WIDTH } from "../../shared/rink.ts";
import { createRng } from "../../shared/rng.ts";
import { decidesNow } from "../../shared/sim/decisions.ts";
import { createSim, matchConfig, step } from "../../shared/sim/sim.ts";
import { PX_PER_M, TICK_SECONDS } from "../../shared/units.ts";

/** What the benchmark reports. */
export interface SimFigures {
  /** Decision periods of a drill (one policy call, observation and 6 ticks of 4 skaters) per second. */
  readonly drillDecisionsPerSecond: number;
  /** Ticks of a 3 against 3 match with goalies per second under random controls, and with scripted bots deciding. */
  readonly matchTicksPerSecond: number;
  readonly matchTicksWithBotsPerSecond: number;
  /** `Engine.update` alone, on the same nine bodies inside four boards. */
  readonly bareEngineUpdatesPerSecond: number;
  readonly ratioToBareEngine: number;
}

const ROUNDS = 8;

/** Runs for about `seconds` in all. */
export function benchSim(seconds: number): SimFigures {
  const parts = {
    drill: drillRound(),
    match: matchRound(false),
    bots: matchRound(true),
    bare: bareRound(),
  };
  const rates = { drill: 0, match: 0, bots: 0, bare: 0 };
  const names = ["drill", "match", "bots", "bare"] as const;
  for (const name of names) parts[name](0.2);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) rates[name] += parts[name](seconds / ROUNDS / names.length) / ROUNDS;
  }
  return {
    drillDecisionsPerSecond: Math.round(rates.drill),
    matchTicksPerSecond: Math.round(rates.match),
    matchTicksWithBotsPerSecond: Math.round(rates.bots),
    bareEngineUpdatesPerSecond: Math.round(rates.bare),
    ratioToBareEngine: Number((rates.match / rates.bare).toFixed(3)),
  };
}

/** Calls `work`, which returns how many units it did, for `seconds`; returns units per second. */
function rate(work: () => number, seconds: number): number {
  const start = performance.now();
  let units = 0;
  while (performance.now() - start < seconds * 1000) units += work();
  return (units / (performance.now() - start)) * 1000;
}

/** A carrier that skates at random until it loses the puck: every decision period has its policy call. */
function drillRound(): (seconds: number) => number {
  const rng = createRng(1);
  const stage = createStage(attack, rng.child("drill"), [0]);
  const seat = stage.seats[0]!;
  const observation = new Float32Array(OBS_SIZE);
  const action = { kind: SKATE, angle: 0 };
  return (seconds) =>
    rate(() => {
      const before = stage.periods;
      let finished = 0;
      for (let i = 0; i < 50; i++) {
        if (!isDue(stage, seat)) {
          finished += stage.periods;
          resetStage(stage);
        }
        observe(stage.sim, seat.skater, observation);
        action.angle = rng.range(-Math.PI, Math.PI);
        orderSeat(stage, seat, (control) => controlFromAction(action, stage.sim, seat.skater, control));
        playOn(stage);
        seat.carrying.state = "none";
      }
      return finished + stage.periods - before;
    }, seconds);
}

function matchRound(withBots: boolean): (seconds: number) => number {
  const config = matchConfig({ periodSeconds: 3600 });
  let sim = createSim(config, 1);
  const rng = createRng(2);
  const bots = createBotTeam({ checkpoint: null, skaters: sim.skaters.length });
  const controls = sim.skaters.map(idleControl);
  return (seconds) =>
    rate(() => {
      for (let i = 0; i < 60; i++) {
        for (const skater of sim.skaters) {
          if (!decidesNow(sim.tick, skater)) continue;
          const { id } = skater;
          const control = controls[id]!;
          if (withBots) bots.decide(sim, id, control);
          else {
            control.moveX = rng.range(-1, 1);
            control.moveY = rng.range(-1, 1);
            control.stick = rng.next() < 0.1 ? "pass" : "hold";
          }
        }
        step(sim, controls);
        if (sim.referee.phase === "over") sim = createSim(config, 1);
      }
      return 60;
    }, seconds);
}

function bareRound(): (seconds: number) => number {
  const sim = createSim(matchConfig(), 1);
  const engine = Matter.Engine.create({ gravity: { x: 0, y: 0, scale: 0 } });
  const rng = createRng(3);
  const options = { friction: 0, frictionAir: 0, restitution: 1, inertia: Infinity };
  const bodies = [...sim.skaters, sim.puck].map((mover) => {
    const x = rng.range(-HALF_LENGTH + 3, HALF_LENGTH - 3) * PX_PER_M;
    const y = rng.range(-HALF_WIDTH + 3, HALF_WIDTH - 3) * PX_PER_M;
    const body = Matter.Bodies.polygon(x, y, 24, mover.radius * PX_PER_M, options);
    Matter.Body.setVelocity(body, { x: rng.range(-3, 3), y: rng.range(-3, 3) });
    return body;
  });
  const length = HALF_LENGTH * 2 * PX_PER_M;
  const width = HALF_WIDTH * 2 * PX_PER_M;
  const boards = [
    Matter.Bodies.rectangle(0, -width / 2 - 50, length + 200, 100, { isStatic: true }),
    Matter.Bodies.rectangle(0, width / 2 + 50, length + 200, 100, { isStatic: true }),
    Matter.Bodies.rectangle(-length / 2 - 50, 0, 100, width + 200, { isStatic: true }),
    Matter.Bodies.rectangle(length / 2 + 50, 0, 100, width + 200, { isStatic: true }),
  ];
  Matter.Composite.add(engine.world, [...bodies, ...boards]);
  return (seconds) =>
    rate(() => {
      for (let i = 0; i < 60; i++) Matter.Engine.update(engine, TICK_SECONDS * 1000);
      return 60;
    }, seconds);
}
