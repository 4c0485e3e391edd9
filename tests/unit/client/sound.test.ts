import { dispatch, pageWindow, setGlobal } from "../../support/page.ts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { Sound } from "../../../client/sound.ts";
import { recall, remember } from "../../../client/storage.ts";
import { WORDS } from "../../../client/words.ts";
import type { GameEvent } from "../../../shared/events.ts";
import { installFakeAudio, type FakeAudio } from "../../support/fake-audio.ts";

const GAIN: GameEvent = { kind: "gain", tick: 1, by: 0, from: -1, how: "pickup" };
const GOAL: GameEvent = { kind: "goalScored", tick: 1, team: 0, by: 0, assist: -1 };

let audio: FakeAudio;
let sound: Sound | null = null;

beforeEach(() => {
  audio = installFakeAudio();
  remember("visits", "sound", "");
});
afterEach(() => sound?.dispose());

/** Sounds as they were left at the last visit. */
function visit(isOn: boolean): Sound {
  remember("visits", "sound", isOn ? "on" : "");
  sound = new Sound(pageWindow);
  return sound;
}

/** Lets promises settle. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("sounds", () => {
  it("that are switched off touch no audio device", () => {
    visit(false).play(GOAL, 0);
    dispatch(pageWindow, "keydown", { code: "KeyW" });
    expect(audio.opened).toBe(0);
  });

  it("before the first gesture are dropped, not played at it", async () => {
    const match = visit(true);
    for (let i = 0; i < 20; i++) match.play(GOAL, 0);
    dispatch(pageWindow, "click");
    await settle();
    expect(audio.state).toBe("running");
    expect(audio.started).toHaveLength(0);
    match.play(GAIN, 0);
    expect(audio.started).toHaveLength(1);
  });

  it.each(["suspended", "interrupted"] as const)(
    "are dropped while the device is %s, until a gesture",
    async (state) => {
      const match = visit(true);
      dispatch(pageWindow, "keydown", { code: "KeyW" });
      await settle();
      match.play(GOAL, 0);
      const sounding = audio.started.length;
      audio.change(state);
      expect(audio.started.every(({ stops }) => stops.includes(undefined))).toBe(true);
      match.play(GOAL, 0);
      expect(audio.started).toHaveLength(sounding);
      dispatch(pageWindow, "pointerup");
      await settle();
      match.play(GAIN, 0);
      expect(audio.started).toHaveLength(sounding + 1);
    },
  );

  it("are never more than eight at once", async () => {
    const match = visit(true);
    dispatch(pageWindow, "click");
    await settle();
    for (let i = 0; i < 30; i++) match.play(GAIN, 0);
    expect(audio.started).toHaveLength(8);
    audio.finish();
    match.play(GAIN, 0);
    expect(audio.started).toHaveLength(9);
  });

  it("end when the page is hidden", async () => {
    const match = visit(true);
    dispatch(pageWindow, "click");
    await settle();
    match.play(GOAL, 0);
    match.silence();
    expect(audio.started.every(({ stops }) => stops.includes(undefined))).toBe(true);
  });

  it("are told from each other: every event that makes one, and none for the rest", async () => {
    const match = visit(true);
    dispatch(pageWindow, "click");
    await settle();
    const made = (event: GameEvent): number => {
      const before = audio.started.length;
      match.play(event, 0);
      audio.finish();
      return audio.started.length - before;
    };
    expect(made({ kind: "release", tick: 1, by: 0, stick: "shoot", aim: 0 })).toBe(1);
    expect(made({ kind: "boardHit", tick: 1, at: 9 })).toBe(1);
    expect(made({ kind: "postHit", tick: 1, at: 9 })).toBe(1);
    expect(made({ kind: "save", tick: 1, by: 0, from: 1 })).toBe(1);
    expect(made({ kind: "check", tick: 1, by: 0, on: 1, at: 5 })).toBe(1);
    expect(made({ kind: "whistle", tick: 1, reason: "stuck" })).toBe(1);
    expect(made({ kind: "whistle", tick: 1, reason: "goal" })).toBe(0);
    expect(made(GOAL)).toBe(3);
    // A goal against the person's team is one low tone, no chord.
    expect(made({ ...GOAL, team: 1 })).toBe(1);
    expect(made({ kind: "gameOver", tick: 1, winner: 0 })).toBe(1);
    expect(made({ kind: "faceoff", tick: 1, spot: 0 })).toBe(0);
  });
});

describe("the switch of the sounds", () => {
  it("plays a tone, says what it does next, and is remembered", async () => {
    const match = visit(false);
    expect(match.button.getAttribute("aria-label")).toBe(WORDS.play.soundOn);
    dispatch(match.button, "click");
    await settle();
    expect(audio.started).toHaveLength(1);
    expect(match.button.getAttribute("aria-pressed")).toBe("true");
    expect(match.button.getAttribute("aria-label")).toBe(WORDS.play.soundOff);
    expect(recall("visits", "sound")).toBe("on");
    dispatch(match.button, "click");
    match.play(GOAL, 0);
    expect(audio.started).toHaveLength(1);
    expect(recall("visits", "sound")).toBe("");
  });

  it("says so when the browser refuses", async () => {
    audio.isAllowed = false;
    const match = visit(false);
    dispatch(match.button, "click");
    await settle();
    expect(match.button.getAttribute("aria-label")).toBe(WORDS.play.soundRefused);
    expect(match.button.getAttribute("aria-pressed")).toBe("false");
    match.play(GOAL, 0);
    expect(audio.started).toHaveLength(0);
  });

  it("is not shown where there is no sound at all", () => {
    setGlobal("AudioContext", undefined);
    const match = visit(true);
    expect(match.button.hasAttribute("hidden")).toBe(true);
    match.play(GOAL, 0);
    dispatch(pageWindow, "click");
  });
});
