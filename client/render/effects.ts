/**
 * Short-lived effects: snow from sharp stops, sparks off the boards, rings at saves and goals.
 *
 * Reads game events and motion, keeps a small pool of particles, paints in metres. Decoration only: the game does not
 * depend on it.
 */
import type { GameEvent } from "../../shared/events.ts";
import { GOAL_LINE_X } from "../../shared/rink.ts";
import { createRng, type Rng } from "../../shared/rng.ts";
import { prefersReducedMotion } from "../dom.ts";
import type { RinkFrame } from "./frame.ts";
import { TEAM_COLOURS } from "./palette.ts";

/** One speck of snow or one spark [m, m/s, s]. */
interface Particle {
  x: number;
  y: number;
  vx: number;
  vy: number;
  ageSeconds: number;
  readonly lifeSeconds: number;
  readonly radius: number;
  readonly colour: string;
}

/** One growing ring [m, s]. */
interface Ring {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
  readonly colour: string;
  ageSeconds: number;
}

const MOST_PARTICLES = 260;
const RING_SECONDS = 0.55;
/** A change of velocity sharper than this throws snow [m/s per second]. */
const SNOW_ACCELERATION = 26;

/** The effects of one rink. */
export class Effects {
  readonly #particles: Particle[] = [];
  readonly #rings: Ring[] = [];
  readonly #rng: Rng = createRng("effects");
  readonly #lastVelocities: number[] = [];
  readonly #isCalm = prefersReducedMotion();

  /** Starts the effect of one event, at the positions in `frame`. */
  show(event: GameEvent, frame: RinkFrame): void {
    if (this.#isCalm) return;
    const puck = frame.puck;
    switch (event.kind) {
      case "boardHit":
      case "postHit":
        if (event.at > 6) this.#burst(puck.x, puck.y, event.kind === "postHit" ? "#d3182f" : "#9fb6c8", 7, 5);
        return;
      case "save":
        this.#rings.push({ x: puck.x, y: puck.y, reach: 2.6, colour: "40,110,190", ageSeconds: 0 });
        return;
      case "check": {
        const skater = frame.skaters[event.on];
        if (skater !== undefined) this.#burst(skater.x, skater.y, "#b9cfdf", 12, 5);
        return;
      }
      case "release": {
        if (event.stick === "shoot") this.#burst(puck.x, puck.y, "#c5d8e6", 6, 4);
        return;
      }
      case "goalScored":
        if (isConceded(event.team, frame)) this.#mourn(event.team);
        else this.#celebrate(event.team);
        return;
      case "faceoff":
      case "gain":
      case "loss":
      case "whistle":
      case "periodStarted":
      case "gameOver":
        return;
    }
  }

  /** Removes all effects; called after a time in which the page was not drawn. */
  clear(): void {
    this.#particles.length = 0;
    this.#rings.length = 0;
    this.#lastVelocities.length = 0;
  }

  /** Moves everything on by `seconds` and throws snow where a skater stops or turns sharply. */
  advance(frame: RinkFrame, seconds: number): void {
    for (let i = this.#particles.length - 1; i >= 0; i--) {
      const particle = this.#particles[i]!;
      particle.ageSeconds += seconds;
      const keep = Math.exp(-3.5 * seconds);
      particle.vx *= keep;
      particle.vy *= keep;
      particle.x += particle.vx * seconds;
      particle.y += particle.vy * seconds;
      if (particle.ageSeconds >= particle.lifeSeconds) this.#particles.splice(i, 1);
    }
    for (let i = this.#rings.length - 1; i >= 0; i--) {
      const ring = this.#rings[i]!;
      ring.ageSeconds += seconds;
      if (ring.ageSeconds >= RING_SECONDS) this.#rings.splice(i, 1);
    }
    if (!this.#isCalm) this.#throwSnow(frame, seconds);
  }

  /** Paints all particles and rings. */
  paint(context: CanvasRenderingContext2D): void {
    for (const ring of this.#rings) {
      const share = ring.ageSeconds / RING_SECONDS;
      context.beginPath();
      context.arc(ring.x, ring.y, ring.reach * (0.25 + 0.75 * share), 0, 2 * Math.PI);
      context.lineWidth = 0.5 * (1 - share);
      context.strokeStyle = `rgba(${ring.colour},${0.8 * (1 - share)})`;
      context.stroke();
    }
    for (const particle of this.#particles) {
      context.globalAlpha = 1 - particle.ageSeconds / particle.lifeSeconds;
      context.fillStyle = particle.colour;
      context.fillRect(
        particle.x - particle.radius,
        particle.y - particle.radius,
        2 * particle.radius,
        2 * particle.radius,
      );
    }
    context.globalAlpha = 1;
  }

  #celebrate(team: 0 | 1): void {
    const x = team === 0 ? GOAL_LINE_X : -GOAL_LINE_X;
    const colours = [TEAM_COLOURS[team].shirt, TEAM_COLOURS[team].shade, "#ffd84d", "#e05263"];
    for (const reach of [4, 7, 10]) {
      this.#rings.push({ x, y: 0, reach, colour: team === 0 ? "0,114,178" : "230,159,0", ageSeconds: 0 });
    }
    for (let i = 0; i < 90; i++) this.#burst(x, this.#rng.range(-4, 4), colours[i % 4]!, 1, 16, 1.6);
  }

  /** One quiet ring where the puck went in. */
  #mourn(team: 0 | 1): void {
    const x = team === 0 ? GOAL_LINE_X : -GOAL_LINE_X;
    this.#rings.push({ x, y: 0, reach: 4, colour: "90,105,125", ageSeconds: 0 });
  }

  #burst(x: number, y: number, colour: string, count: number, speed: number, lifeSeconds = 0.45): void {
    for (let i = 0; i < count && this.#particles.length < MOST_PARTICLES; i++) {
      const angle = this.#rng.range(0, 2 * Math.PI);
      const pace = speed * this.#rng.range(0.25, 1);
      this.#particles.push({
        x,
        y,
        vx: Math.cos(angle) * pace,
        vy: Math.sin(angle) * pace,
        ageSeconds: 0,
        lifeSeconds: lifeSeconds * this.#rng.range(0.6, 1.2),
        radius: this.#rng.range(0.06, 0.15),
        colour,
      });
    }
  }

  #throwSnow(frame: RinkFrame, seconds: number): void {
    frame.skaters.forEach((skater, index) => {
      const lastVx = this.#lastVelocities[2 * index] ?? skater.vx;
      const lastVy = this.#lastVelocities[2 * index + 1] ?? skater.vy;
      const change = Math.hypot(skater.vx - lastVx, skater.vy - lastVy) / Math.max(seconds, 0.008);
      const speed = Math.hypot(skater.vx, skater.vy);
      const isBraking = skater.vx * (skater.vx - lastVx) + skater.vy * (skater.vy - lastVy) < 0;
      if (isBraking && speed > 3 && change > SNOW_ACCELERATION) {
        this.#burst(skater.x - 0.3, skater.y, "#b4cfe0", 2, 2.5, 0.5);
      }
      this.#lastVelocities[2 * index] = skater.vx;
      this.#lastVelocities[2 * index + 1] = skater.vy;
    });
  }
}

/** Whether `team` scored against the person who plays. */
function isConceded(team: 0 | 1, frame: RinkFrame): boolean {
  const you = frame.skaters[frame.you];
  return you !== undefined && you.team !== team;
}
