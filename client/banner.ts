/**
 * The big words over the rink: goals, face-offs, breaks and the end of the game.
 *
 * Reads phases and events; shows one banner at a time.
 */
import type { GameEvent } from "../shared/events.ts";
import type { RoomState } from "../shared/net/state.ts";
import { el } from "./dom.ts";
import { WORDS } from "./words.ts";

/** How long a passing banner stays [ms]. */
const PASSING_MS = 1100;

/** The banner of one match. */
export class Banner {
  readonly element = el("div", { class: "banner", "aria-live": "polite", "data-testid": "banner" });
  #shown = "";
  #passingUntilMs = 0;
  #goalText = "";
  #goalTeam = "";
  #isConceded = false;

  /** Takes note of an event; `you` is the index of the own skater. */
  note(event: GameEvent, state: RoomState, you: number, nowMs: number): void {
    if (event.kind === "goalScored") {
      this.#isConceded = you >= 0 && state.skaters[you]?.team !== event.team;
      this.#goalTeam = String(event.team);
      this.#goalText = goalText(event.by, event.assist, state, you);
    } else if (event.kind === "save") {
      this.#show("save", "small", "", WORDS.play.save, "");
      this.#passingUntilMs = nowMs + PASSING_MS;
    }
  }

  /** Follows the phase of the game; `you` is the index of the own skater, -1 for an onlooker. */
  follow(state: RoomState, you: number, nowMs: number): void {
    // A person who plays can end a pause.
    const hint = you >= 0 ? WORDS.play.skip : "";
    switch (state.phase) {
      case "goal":
        if (this.#isConceded) this.#show("conceded", "large", "", WORDS.play.conceded, this.#goalText, hint);
        else this.#show("goal", "huge", this.#goalTeam, WORDS.play.goal, this.#goalText, hint);
        return;
      case "faceoff":
        this.#show("faceoff", "count", "", WORDS.play.faceoff, WORDS.play.getReady);
        return;
      case "intermission":
        this.#show("intermission", "large", "", WORDS.play.intermission(state.period), scoreText(state), hint);
        return;
      case "whistle":
        this.#show("whistle", "small", "", WORDS.play.stoppage, "");
        return;
      case "playing":
        if (nowMs > this.#passingUntilMs) this.#hide();
        return;
      default:
        this.#hide();
    }
  }

  #show(kind: string, size: string, team: string, title: string, text: string, hint = ""): void {
    const key = `${kind}/${team}/${text}/${hint}`;
    if (key === this.#shown) return;
    this.#shown = key;
    this.element.dataset["kind"] = kind;
    this.element.replaceChildren(
      el(
        "div",
        { class: `banner-words ${size}`, "data-team": team },
        el("strong", { text: title }),
        text === "" ? null : el("span", { text }),
        hint === "" ? null : el("small", { text: hint }),
      ),
    );
  }

  #hide(): void {
    if (this.#shown === "") return;
    this.#shown = "";
    delete this.element.dataset["kind"];
    this.element.replaceChildren();
  }
}

function goalText(by: number, assist: number, state: RoomState, you: number): string {
  const scorer = state.skaters[by];
  if (scorer === undefined) return "";
  const text =
    by === you
      ? WORDS.play.goalByYou
      : WORDS.play.goalBy(scorer.name || WORDS.play.nameless(scorer.team, scorer.number));
  const helper = state.skaters[assist];
  return helper === undefined
    ? text
    : text + WORDS.play.assist(helper.name || WORDS.play.nameless(helper.team, helper.number));
}

function scoreText(state: RoomState): string {
  return WORDS.play.finalScore(state.scoreHome, state.scoreAway);
}
