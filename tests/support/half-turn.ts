/**
 * Matches turned by half a turn, with the teams exchanged: home becomes away and every position (x, y) becomes (-x, -y).
 * If the game is fair, the turned match is played like the match, bit for bit.
 */
import { snapAngle } from "../../shared/angle.ts";
import type { Control } from "../../shared/control.ts";
import type { GameEvent } from "../../shared/events.ts";
import { FACEOFF_SPOTS } from "../../shared/rink.ts";
import { createRng, type Rng } from "../../shared/rng.ts";
import { createSim, type Sim, type SimConfig } from "../../shared/sim/sim.ts";
import { capture, type SimSnapshot } from "../../shared/snapshot.ts";

/** The opponent of `id`: the skater of the other team with the same place in it. -1, nobody, stays -1. */
function turnedId(id: number, skaters: number): number {
  return id < 0 ? -1 : (id + skaters / 2) % skaters;
}

/** A match of `config` whose draws are those of `seed`, seen from the other end: u becomes 1 - u. */
export function createTurnedSim(config: SimConfig, seed: number | string): Sim {
  const rng = createRng(seed);
  const greatest = 1 - 2 ** -32;
  const turned: Rng = { ...rng, next: () => greatest - rng.next() };
  return { ...createSim(config, seed), rng: turned };
}

/** Writes the turned `from` into `to`, exchanging the teams. */
export function turnControls(from: readonly Control[], to: readonly Control[]): void {
  from.forEach(({ moveX, moveY, aim, stick }, id) => {
    const turnedAim = snapAngle(snapAngle(aim) + Math.PI);
    Object.assign(to[turnedId(id, from.length)]!, { moveX: -moveX, moveY: -moveY, aim: turnedAim, stick });
  });
}

/** A state, or one tick's events, as text that is equal for equal play. */
export function describePlay(sim: Sim, events: readonly GameEvent[]): string {
  return JSON.stringify([capture(sim), events].map(normalise));
}

/** The same of the turned play. */
export function describeTurned(sim: Sim, events: readonly GameEvent[]): string {
  const count = sim.skaters.length;
  return JSON.stringify([turnSnapshot(capture(sim), count), turnEvents(events, count)].map(normalise));
}

function turnSnapshot(snapshot: SimSnapshot, count: number): SimSnapshot {
  const { puck, referee, score } = snapshot;
  return {
    ...snapshot,
    skaters: snapshot.skaters.map((_skater, id) => {
      const skater = snapshot.skaters[turnedId(id, count)]!;
      return { ...skater, ...turnPlace(skater), heading: turn(skater.heading), windupAim: turn(skater.windupAim) };
    }),
    puck: {
      ...puck,
      ...turnPlace(puck),
      stillX: -puck.stillX,
      stillY: -puck.stillY,
      carrier: turnedId(puck.carrier, count),
      lastTouch: turnedId(puck.lastTouch, count),
      scorer: turnedId(puck.scorer, count),
      assistant: turnedId(puck.assistant, count),
      releasedBy: turnedId(puck.releasedBy, count),
    },
    referee: { ...referee, spot: turnSpot(referee.spot) },
    score: [score[1], score[0]],
  };
}

function turnEvents(events: readonly GameEvent[], count: number): unknown[] {
  const ids = new Set(["by", "on", "from", "to", "assist"]);
  return events.map((event) =>
    Object.fromEntries(
      Object.entries(event).map(([name, value]: [string, unknown]) => {
        if (typeof value !== "number") return [name, value];
        if (ids.has(name)) return [name, turnedId(value, count)];
        if (name === "team" || name === "winner") return [name, 1 - value];
        if (name === "aim") return [name, turn(value)];
        return [name, name === "spot" ? turnSpot(value) : value];
      }),
    ),
  );
}

function turnPlace({ x, y, vx, vy }: { x: number; y: number; vx: number; vy: number }): object {
  return { x: -x, y: -y, vx: -vx, vy: -vy };
}

function turn(angle: number): number {
  return snapAngle(angle + Math.PI);
}

function turnSpot(spot: number): number {
  const { x, y } = FACEOFF_SPOTS[spot]!;
  return FACEOFF_SPOTS.findIndex((other) => other.x === -x + 0 && other.y === -y + 0);
}

/** JSON does not tell -0 from 0; aims of releases that are not being wound up mean nothing. */
function normalise(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, item: unknown) =>
      typeof item === "object" && item !== null && "windupStick" in item && item.windupStick === "hold"
        ? { ...item, windupAim: 0 }
        : item,
    ),
  );
}
