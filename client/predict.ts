/**
 * Turns the room's state, which arrives late and thirty times a second, into smooth figures for every screen frame.
 *
 * Reads the decoded state and the player's controls; produces a `RinkFrame`. The player's skater is predicted with the
 * simulation's skating code and reconciled by the SDK; the others and the puck are interpolated. A puck on the player's
 * stick is drawn at the predicted blade, so that it does not lag behind.
 */
import { Predict, type InputHandle, type Reconciler } from "@colyseus/sdk";
import { idleControl, STICKS, type Control } from "../shared/control.ts";
import type { ControlInput, SkaterState } from "../shared/net/state.ts";
import { SKATING, type Role } from "../shared/rules.ts";
import { bladeX, bladeY } from "../shared/sim/blade.ts";
import { collideWithRink } from "../shared/sim/boards.ts";
import { skateAlone } from "../shared/sim/motion.ts";
import type { RinkRoom } from "./connection.ts";
import { followVelocity } from "./drawn-velocity.ts";
import { PuckBlend } from "./puck-blend.ts";
import { standApart, type Standing } from "./stand-apart.ts";
import { emptyFrame, emptySkater, type RinkFrame, type SkaterFigure } from "./render/frame.ts";

/** How far behind the newest state the other skaters are drawn [ms]: two patches. */
const DELAY_MS = 70;
/** Time in which a correction of the player's skater fades [ms]. */
const CORRECTION_MS = 90;
/** A longer distance between two states is a placement, not motion [m]. */
const JUMP_M = 3.5;
/** The same for the player's skater; more than 2 pi, so that a heading that wraps around is not a jump. */
const OWN_JUMP = 7;
/** What the prediction changes and the server corrects. */
const OWN_FIELDS = ["x", "y", "vx", "vy", "heading"] as const;

/** The motion on one rink. */
export class Motion {
  readonly frame: RinkFrame = emptyFrame();
  readonly #room: RinkRoom;
  readonly #predict: Predict;
  readonly #blend = new PuckBlend();
  readonly #wish: Control = idleControl();
  readonly #command: Control = idleControl();
  #detach: (() => void)[] = [];
  #attached = "";
  #own: Reconciler<SkaterState> | null = null;
  #ownState: SkaterState | null = null;
  #input: InputHandle<ControlInput> | null = null;
  #lastMs = -1;

  constructor(room: RinkRoom) {
    this.#room = room;
    this.#predict = Predict.get(room, { mode: "lerp", delay: DELAY_MS });
  }

  /**
   * Advances to the screen frame at `nowMs`, sending `control` once for each tick that is due.
   *
   * @param isFresh whether the server's messages arrive; if not, nothing is sent and the skater is drawn standing
   * still, because a prediction would not be true
   */
  advance(nowMs: number, control: Readonly<Control>, isFresh: boolean): RinkFrame {
    this.#follow();
    // At most five: ticks missed while the page was paused are not made up for.
    const ticks = this.#predict.tick(nowMs);
    const input = this.#input;
    if (input !== null && this.#own !== null && isFresh) {
      for (let i = 0; i < ticks; i++) {
        input.data.moveX = control.moveX;
        input.data.moveY = control.moveY;
        input.data.aim = control.aim;
        input.data.stick = STICKS.indexOf(control.stick);
        input.send();
      }
    }
    this.frame.aim = control.aim;
    this.#fill(nowMs);
    return this.frame;
  }

  /** Ends all subscriptions. */
  dispose(): void {
    this.#own?.dispose();
    this.#predict.dispose();
  }

  /** Starts again when skaters were placed, added or removed, or when the player got another skater. */
  #follow(): void {
    const state = this.#room.state;
    const you = state.skaters.findIndex((skater) => skater.sessionId === this.#room.sessionId);
    const attached = `${state.epoch}/${state.skaters.length}/${you}`;
    if (attached === this.#attached) return;
    this.#attached = attached;
    for (const detach of this.#detach) detach();
    this.#detach = [];
    this.frame.you = you;
    const ownState = state.skaters[you] ?? null;
    if (ownState !== this.#ownState) this.#takePlace(ownState);
    this.#own?.reset();
    for (const skater of state.skaters) {
      if (skater === ownState) continue;
      this.#detach.push(
        this.#predict.attach(skater, { mode: "lerp", fields: ["x", "y"], snap: JUMP_M * 4 }),
        this.#predict.attach(skater, { mode: "lerp", fields: ["heading"], angle: true }),
      );
    }
    this.#detach.push(this.#predict.attach(state.puck, { mode: "lerp", fields: ["x", "y"], snap: JUMP_M }));
    this.#blend.reset();
  }

  #takePlace(ownState: SkaterState | null): void {
    this.#own?.dispose();
    this.#own = null;
    this.#ownState = ownState;
    if (ownState === null) return;
    this.#input = this.#room.input<ControlInput>();
    const profile = SKATING[roleOf(ownState)];
    this.#own = this.#predict.reconciler(ownState, {
      input: this.#input,
      fields: OWN_FIELDS,
      smoothMs: CORRECTION_MS,
      snap: OWN_JUMP,
      step: (_context, body, command) => {
        // A bot drives the skater of a person who is away, so it cannot be predicted.
        if (!ownState.isConnected) return;
        // While play is stopped the simulation ignores controls and lets skaters glide.
        const isPlaying = this.#room.state.phase === "playing";
        this.#wish.moveX = command.moveX;
        this.#wish.moveY = command.moveY;
        this.#wish.aim = command.aim;
        skateAlone(body, this.#wish, profile, isPlaying, this.#command);
      },
    });
  }

  #fill(nowMs: number): void {
    const { skaters, puck } = this.frame;
    const state = this.#room.state;
    const seconds = this.#lastMs < 0 ? 0 : (nowMs - this.#lastMs) / 1000;
    this.#lastMs = nowMs;
    skaters.length = Math.min(skaters.length, state.skaters.length);
    state.skaters.forEach((skater, index) => {
      const figure = (skaters[index] ??= emptySkater());
      this.#fillSkater(figure, skater, seconds);
    });
    this.#keepApart();
    puck.carrier = state.puck.carrier;
    const you = skaters[this.frame.you];
    const isMine = you !== undefined && puck.carrier === this.frame.you;
    const x = isMine ? bladeX(you) : this.#predict.value(state.puck, "x");
    const y = isMine ? bladeY(you) : this.#predict.value(state.puck, "y");
    const { x: lastX, y: lastY } = puck;
    this.#blend.place(puck, x, y, isMine, nowMs);
    followVelocity(puck, lastX, lastY, seconds);
  }

  /** Moves the player's figure out of the others: it is drawn at a later time than they are, so they may overlap. */
  #keepApart(): void {
    const { skaters, you } = this.frame;
    const own = this.#ownState;
    const figure = skaters[you];
    if (own === null || figure === undefined) return;
    const standings = this.#room.state.skaters.map((server, index): Standing => ({
      drawn: skaters[index]!,
      server,
      radius: SKATING[roleOf(server)].radius,
    }));
    const [standing] = standings.splice(you, 1);
    if (standing === undefined) return;
    standApart(standing, standings);
    const { x, y } = figure;
    const body = { x, y, vx: 0, vy: 0 };
    collideWithRink(body, standing.radius, 0);
    figure.x = body.x;
    figure.y = body.y;
  }

  #fillSkater(figure: SkaterFigure, skater: SkaterState, seconds: number): void {
    const isOwn = skater === this.#ownState && this.#own !== null;
    const { x: lastX, y: lastY } = figure;
    figure.x = this.#predict.value(skater, "x");
    figure.y = this.#predict.value(skater, "y");
    if (isOwn) {
      figure.vx = this.#predict.value(skater, "vx");
      figure.vy = this.#predict.value(skater, "vy");
    } else followVelocity(figure, lastX, lastY, seconds);
    // The reconciler blends fields as plain numbers, which is wrong for an angle that crosses +-pi.
    figure.heading = isOwn && this.#own !== null ? this.#own.state.heading : this.#predict.value(skater, "heading");
    figure.team = skater.team === 1 ? 1 : 0;
    figure.role = roleOf(skater);
    figure.number = skater.number;
    figure.name = skater.name;
    figure.isPerson = skater.sessionId !== "";
    figure.isAway = skater.sessionId !== "" && !skater.isConnected;
    figure.thoughts.length = 0;
    for (const { task, value } of skater.thoughts) if (task !== "") figure.thoughts.push({ task, value: value / 100 });
  }
}

function roleOf(skater: SkaterState): Role {
  return skater.role === "goalie" ? "goalie" : "skater";
}
