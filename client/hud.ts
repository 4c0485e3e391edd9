/**
 * Score, clock, period, ping, who has the puck and how well the bots play, above the rink.
 *
 * Reads the room's state a few times a second; writes only what has changed.
 */
import type { RoomState } from "../shared/net/state.ts";
import { el, setText } from "./dom.ts";
import { WORDS } from "./words.ts";

/** The bar above a match. */
export class Hud {
  readonly element: HTMLElement;
  readonly #home = el("span", { class: "hud-goals", "data-testid": "score-home", text: "0" });
  readonly #away = el("span", { class: "hud-goals", "data-testid": "score-away", text: "0" });
  readonly #clock = el("span", { class: "hud-clock", "data-testid": "clock", text: "0:00" });
  readonly #period = el("span", { class: "hud-period", "data-testid": "period" });
  readonly #carrier = el("span", { class: "hud-carrier", "data-testid": "carrier" });
  readonly #bots = el("span", { class: "hud-bots", "data-testid": "bots" });
  readonly #ping = el("span", { class: "hud-ping", "data-testid": "ping", title: WORDS.play.pingLabel });

  /** @param buttons placed at the right end */
  constructor(...buttons: readonly HTMLElement[]) {
    const [home, away] = WORDS.play.teams;
    this.element = el(
      "header",
      { class: "hud" },
      el("div", { class: "hud-side hud-left" }, this.#carrier),
      el(
        "div",
        { class: "scoreboard", "data-testid": "scoreboard", role: "group", "aria-label": WORDS.play.scoreLabel },
        el("span", { class: "hud-team home" }, el("i", { class: "swatch" }), el("b", { text: home })),
        this.#home,
        el("span", { class: "hud-middle" }, this.#clock, this.#period),
        this.#away,
        el("span", { class: "hud-team away" }, el("b", { text: away }), el("i", { class: "swatch" })),
      ),
      el("div", { class: "hud-side hud-right" }, this.#bots, this.#ping, ...buttons),
    );
  }

  /** Shows `state`; `you` is the index of the player's skater, -1 for none. */
  show(state: RoomState, you: number, pingMs: number | null): void {
    setText(this.#home, String(state.scoreHome));
    setText(this.#away, String(state.scoreAway));
    setText(this.#clock, clockText(state.clock));
    setText(this.#period, WORDS.play.period(state.period, state.periods));
    setText(this.#ping, pingMs === null ? WORDS.play.noPing : WORDS.play.ping(Math.round(pingMs)));
    setText(this.#bots, WORDS.play.bots(state.level, state.isRecorded));
    this.#bots.dataset["recorded"] = String(state.isRecorded);
    const carrier = state.skaters[state.puck.carrier];
    setText(this.#carrier, carrierText(state, you));
    this.#carrier.dataset["team"] = carrier === undefined ? "" : String(carrier.team);
    this.element.dataset["yourTeam"] = you < 0 ? "" : String(state.skaters[you]?.team ?? "");
  }
}

/** Text about who has the puck; "" while play is stopped. */
function carrierText(state: RoomState, you: number): string {
  const { carrier } = state.puck;
  const skater = state.skaters[carrier];
  if (skater !== undefined) {
    if (carrier === you) return WORDS.play.youCarry;
    return WORDS.play.carries(skater.name || WORDS.play.nameless(skater.team, skater.number));
  }
  if (state.phase === "playing") return WORDS.play.loose;
  return state.phase === "faceoff" ? WORDS.play.faceoff : "";
}

/** Seconds as minutes and seconds. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
