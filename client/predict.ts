/**
 * Turns the room's state, thirty times a second and late, into smooth figures for every screen frame.
 *
 * Reads the decoded state and the own controls; produces a `RinkFrame`. The own skater is predicted with the world's
 * own skating code and reconciled by the SDK, the others and the puck are interpolated. A puck on the own stick is
 * drawn at the predicted blade, so that it does not lag behind.
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

/** How far behind the newest state the others are drawn [ms]: two patches. */
const DELAY_MS = 70;
/** Time in which a correction of the own skater fades [ms]. */
const CORRECTION_MS = 90;
/** A change between two states longer than this is a new placing [m]. */
const JUMP_M = 3.5;
/** The same for the own skater, beyond 2 pi so that a heading that wraps around is no jump. */
const OWN_JUMP = 7;
/** The value that says "no value" in `valueShoot` and `valuePass`. */
const NO_VALUE = 255;

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
   * @param isFresh whether the server's messages arrive; on a dead line nothing is sent and the skater stands still,
   * because what it would do is not what happens
   */
  advance(nowMs: number, control: Readonly<Control>, isFresh: boolean): RinkFrame {
    this.#follow();
    // At most five: after a pause of the page the ticks that were missed are not made up for.
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

  /** Starts anew when skaters were placed anew, came or went, or when the own place changed. */
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
        // A bot skates for a person who is away: only the server knows where to.
        if (!ownState.isConnected) return;
        // Outside play the world ignores controls and lets everybody glide.
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

  /** The own figure is ahead of the others by a moment: it must not be drawn inside them. */
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
    // The reconciler blends fields as plain numbers, which an angle across +-pi does not survive.
    figure.heading = isOwn && this.#own !== null ? this.#own.state.heading : this.#predict.value(skater, "heading");
    figure.team = skater.team === 1 ? 1 : 0;
    figure.role = roleOf(skater);
    figure.number = skater.number;
    figure.name = skater.name;
    figure.isPerson = skater.sessionId !== "";
    figure.isAway = skater.sessionId !== "" && !skater.isConnected;
    figure.valueShoot = skater.valueShoot === NO_VALUE ? -1 : skater.valueShoot / 100;
    figure.valuePass = skater.valuePass === NO_VALUE ? -1 : skater.valuePass / 100;
  }
}

function roleOf(skater: SkaterState): Role {
  return skater.role === "goalie" ? "goalie" : "skater";
}
