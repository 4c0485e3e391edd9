/**
 * One practice rink: drawn like a match, with its drill, the outcome and the puck carrier's values.
 *
 * Reads a practice room; joins again when the room has closed.
 */
import { idleControl } from "../../shared/control.ts";
import type { Ice } from "../../shared/rink.ts";
import { ROOMS, type PracticeJoinOptions, type ServerMessages } from "../../shared/net/messages.ts";
import type { RoomState } from "../../shared/net/state.ts";
import { compact } from "../charts.ts";
import { RoomLink, type LinkState, type RinkRoom } from "../connection.ts";
import { el, setText } from "../dom.ts";
import { Motion } from "../predict.ts";
import { Scene } from "../render/scene.ts";
import { STRETCHES } from "../render/view.ts";
import { WORDS } from "../words.ts";
import { taskColour } from "./task-colours.ts";

const RETRY_MS = 3000;
const CAPTION_EVERY_MS = 150;
const NO_CONTROL = idleControl();

/** One rink and its room. */
export class PracticeRink {
  readonly element: HTMLElement;
  readonly #options: PracticeJoinOptions;
  readonly #scene = new Scene({ names: false, thoughts: true }, { role: "img", "aria-label": WORDS.play.canvasLabel });
  readonly #task = el("b", { class: "practice-task" });
  readonly #weights = el("span", { class: "practice-weights" });
  readonly #outcome = el("span", { class: "practice-outcome" });
  readonly #status = el("div", { class: "practice-status", role: "status" });
  #link: RoomLink | null = null;
  #room: RinkRoom | null = null;
  #motion: Motion | null = null;
  #retryTimer = 0;
  #lastCaptionMs = 0;

  constructor(options: PracticeJoinOptions) {
    this.#options = options;
    this.element = el(
      "article",
      { class: "practice panel", "data-testid": "practice-rink", "data-rink": options.rink },
      el("div", { class: "practice-ice" }, this.#scene.element, this.#outcome, this.#status),
      el(
        "div",
        { class: "practice-caption" },
        el("span", { text: WORDS.training.rink(options.rink) }),
        this.#task,
        this.#weights,
      ),
    );
    this.#join();
  }

  /** Draws the rink for this screen frame. */
  draw(nowMs: number): void {
    const room = this.#room;
    const motion = this.#motion;
    if (room === null || motion === null) return;
    const { hasGoal, goalX, goalY, ice } = room.state;
    this.#scene.setStretch(isIce(ice) ? STRETCHES[ice] : STRETCHES.whole);
    motion.frame.goal = hasGoal ? { x: goalX, y: goalY } : null;
    this.#scene.paint(motion.advance(nowMs, NO_CONTROL, this.#link?.isFresh === true), nowMs);
    if (nowMs - this.#lastCaptionMs < CAPTION_EVERY_MS) return;
    this.#lastCaptionMs = nowMs;
    this.#caption(room.state);
  }

  /** Leaves the room. */
  dispose(): void {
    clearTimeout(this.#retryTimer);
    this.#link?.leave();
    this.#motion?.dispose();
  }

  #join(): void {
    this.#link = new RoomLink({
      roomName: ROOMS.practice,
      joinOptions: this.#options,
      placeKey: "",
      onLink: (state) => this.#follow(state),
      onJoin: (room) => this.#listen(room),
      onRoom: (room) => this.#enter(room),
    });
  }

  #listen(room: RinkRoom): void {
    room.onMessage<ServerMessages["events"]>("events", (events) => {
      const frame = this.#motion?.frame;
      if (frame === undefined || this.#room !== room) return;
      for (const event of events) this.#scene.show(event, frame);
    });
  }

  #enter(room: RinkRoom): void {
    this.#motion?.dispose();
    this.#motion = new Motion(room);
    this.#room = room;
  }

  #follow(state: LinkState): void {
    this.element.dataset["state"] = state.kind;
    setText(this.#status, wordsOf(state));
    if (state.kind !== "closed" || state.reason === "version") return;
    this.#retryTimer = window.setTimeout(() => this.#join(), RETRY_MS);
  }

  #caption(state: RoomState): void {
    setText(this.#task, state.drillTask === "" ? WORDS.training.noDrill : WORDS.training.drill(state.drillTask));
    this.#task.style.setProperty("--task", taskColour(state.drillTask));
    setText(this.#weights, WORDS.training.weights(compact(state.decisions)));
    // The outcome is shown during the pause after its drill, so never with the caption of the next drill.
    if (state.drillOutcome === "") delete this.element.dataset["flash"];
    else this.#flash(state);
  }

  /** Shows how a drill ended: success, a success of another task, or neither. */
  #flash({ drillOutcome, drillSuccess, drillAlso }: RoomState): void {
    const words = WORDS.training.outcomes[drillOutcome] ?? drillOutcome;
    const isOther = !drillSuccess && drillAlso !== "";
    this.element.dataset["flash"] = drillSuccess ? "success" : isOther ? "other" : "miss";
    setText(this.#outcome, isOther ? WORDS.training.alsoStored(words, drillAlso) : words);
  }
}

function isIce(name: string): name is Ice {
  return Object.hasOwn(STRETCHES, name);
}

/** What to say over a rink; nothing while it is live. */
function wordsOf(state: LinkState): string {
  if (state.kind === "open") return "";
  if (state.kind === "connecting") return WORDS.training.rinkConnecting;
  if (state.kind === "silent") return WORDS.link.silent;
  if (state.kind === "retrying" && state.reason === "full") return WORDS.training.rinkFull;
  if (state.kind === "closed" && state.reason === "version") return WORDS.link.version.join(". ");
  return state.kind === "closed" && state.reason === "unknownRun" ? WORDS.training.noRun : WORDS.training.rinkLost;
}
