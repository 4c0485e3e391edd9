/**
 * The card of the result, the card of the controls, the bar above the rink and the big words over it.
 */
import { dispatch } from "../../support/page.ts";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Banner } from "../../../client/banner.ts";
import { HelpCard } from "../../../client/help-card.ts";
import { clockText, Hud } from "../../../client/hud.ts";
import { ResultCard } from "../../../client/result-card.ts";
import { remember } from "../../../client/storage.ts";
import { WORDS } from "../../../client/words.ts";
import { RoomState, SkaterState } from "../../../shared/net/state.ts";

/** A room's state in which skater 0 is Ada of the home team and skater 1 a bot of the other. */
function stateIn(phase: string): RoomState {
  const state = new RoomState();
  state.phase = phase;
  state.puck.carrier = -1;
  for (const team of [0, 1]) {
    const skater = new SkaterState();
    skater.team = team;
    skater.number = 7 + team;
    skater.name = team === 0 ? "Ada" : "";
    state.skaters.push(skater);
  }
  return state;
}

describe("the result card", () => {
  let focused: string[];
  beforeEach(() => {
    jest.useFakeTimers();
    focused = [];
    HTMLElement.prototype.focus = function () {
      focused.push(this.textContent ?? "");
    };
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it("takes the focus only a second after it appears, so that it takes no key that was meant as a shot", () => {
    const card = new ResultCard(() => {});
    card.follow(stateIn("over"), 0);
    jest.advanceTimersByTime(900);
    expect(focused).toEqual([]);
    jest.advanceTimersByTime(200);
    expect(focused).toEqual([WORDS.play.playAgain]);
  });

  it("ignores a key that is held down from before", () => {
    const card = new ResultCard(() => {});
    card.follow(stateIn("over"), 0);
    const again = card.element.querySelector("button")!;
    expect(dispatch(again, "keydown", { code: "Enter", repeat: true }).defaultPrevented).toBe(true);
    expect(dispatch(again, "keydown", { code: "Enter", repeat: false }).defaultPrevented).toBe(false);
  });

  it.each([
    ["the next match begins", (card: ResultCard) => card.follow(stateIn("faceoff"), 0)],
    ["the person has answered", (card: ResultCard) => dispatch(card.element.querySelector("button")!, "click")],
    ["the match is left", (card: ResultCard) => card.dispose()],
  ])("does not take the focus any more when %s", (_what, happen) => {
    const card = new ResultCard(() => {});
    card.follow(stateIn("over"), 0);
    happen(card);
    jest.advanceTimersByTime(5000);
    expect(focused).toEqual([]);
  });

  it.each([
    [0, "won"],
    [1, "lost"],
    [-1, "finished"],
  ] as const)("says how it ended for skater %i", (you, outcome) => {
    const state = stateIn("over");
    state.scoreHome = 2;
    const card = new ResultCard(() => {});
    card.follow(state, you);
    expect(card.element.querySelector("h2")?.textContent).toBe(WORDS.play[outcome]);
  });
});

describe("the help card", () => {
  const keysOf = (card: HelpCard): (string | null)[] =>
    [...card.element.querySelectorAll("dt")].map((term) => term.textContent);

  it.each([
    ["mouse", WORDS.play.help],
    ["pen", WORDS.play.helpPen],
    ["touch", WORDS.play.helpTouch],
    ["gamepad", WORDS.play.helpGamepad],
  ] as const)("has the words of the %s while that is used", (device, rows) => {
    remember("visits", "controls-seen", "");
    const card = new HelpCard();
    card.device = device;
    expect(keysOf(card)).toEqual(rows.map(([keys]) => keys));
  });

  it("is shown at the first match only, and whenever asked for", () => {
    remember("visits", "controls-seen", "");
    const card = new HelpCard();
    dispatch(card.element.querySelector("button")!, "click");
    expect(keysOf(card)).toEqual([]);
    const next = new HelpCard();
    next.device = "touch";
    expect(keysOf(next)).toEqual([]);
    dispatch(next.button, "click");
    expect(keysOf(next)).toEqual(WORDS.play.helpTouch.map(([keys]) => keys));
  });
});

describe("the bar above the rink", () => {
  const carrierIn = (phase: string, carrier = -1): string | null => {
    const state = stateIn(phase);
    state.puck.carrier = carrier;
    const hud = new Hud();
    hud.show(state, 0, 12.4);
    return hud.element.querySelector("[data-testid=carrier]")?.textContent ?? null;
  };

  it.each([
    ["playing", WORDS.play.loose],
    ["faceoff", WORDS.play.faceoff],
    ["goal", ""],
    ["whistle", ""],
    ["intermission", ""],
    ["over", ""],
  ])("without a carrier in the phase %s says %j", (phase, words) => {
    expect(carrierIn(phase)).toBe(words);
  });

  it("says who has the puck", () => {
    expect(carrierIn("playing", 0)).toBe(WORDS.play.youCarry);
    expect(carrierIn("playing", 1)).toBe(WORDS.play.carries(WORDS.play.nameless(1, 8)));
  });

  it("shows minutes and seconds", () => {
    expect([clockText(0), clockText(65), clockText(600)]).toEqual(["0:00", "1:05", "10:00"]);
  });
});

describe("the banner", () => {
  const text = (banner: Banner): string => banner.element.textContent ?? "";

  it("names the scorer, and goes when play goes on", () => {
    const banner = new Banner();
    banner.note({ kind: "goalScored", tick: 1, team: 0, by: 0, assist: 1 }, stateIn("goal"), -1, 0);
    banner.follow(stateIn("goal"), -1, 0);
    expect(text(banner)).toBe(
      WORDS.play.goal + WORDS.play.goalBy("Ada") + WORDS.play.assist(WORDS.play.nameless(1, 8)),
    );
    banner.follow(stateIn("playing"), -1, 100);
    expect(text(banner)).toBe("");
  });

  it("celebrates a goal for its team only, and tells players how to go on", () => {
    const shownTo = (you: number): { kind: string | undefined; text: string } => {
      const banner = new Banner();
      banner.note({ kind: "goalScored", tick: 1, team: 0, by: 0, assist: -1 }, stateIn("goal"), you, 0);
      banner.follow(stateIn("goal"), you, 0);
      return { kind: banner.element.dataset["kind"], text: text(banner) };
    };
    expect(shownTo(0)).toEqual({ kind: "goal", text: WORDS.play.goal + WORDS.play.goalByYou + WORDS.play.skip });
    const conceded = WORDS.play.conceded + WORDS.play.goalBy("Ada") + WORDS.play.skip;
    expect(shownTo(1)).toEqual({ kind: "conceded", text: conceded });
    expect(shownTo(-1)).toEqual({ kind: "goal", text: WORDS.play.goal + WORDS.play.goalBy("Ada") });
  });

  it("shows a save for a moment", () => {
    const banner = new Banner();
    banner.note({ kind: "save", tick: 1, by: 1, from: 0 }, stateIn("playing"), 0, 0);
    banner.follow(stateIn("playing"), 0, 500);
    expect(text(banner)).toBe(WORDS.play.save);
    banner.follow(stateIn("playing"), 0, 2000);
    expect(text(banner)).toBe("");
  });

  it.each([
    ["faceoff", WORDS.play.faceoff],
    ["whistle", WORDS.play.stoppage],
    ["over", ""],
  ])("in the phase %s says %j", (phase, words) => {
    const banner = new Banner();
    banner.follow(stateIn(phase), 0, 0);
    expect(text(banner).startsWith(words)).toBe(true);
    if (words === "") expect(text(banner)).toBe("");
  });
});
