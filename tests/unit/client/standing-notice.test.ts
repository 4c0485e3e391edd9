/**
 * What a person without a place reads, and how one is asked for.
 */
import { dispatch, keyDown, pageWindow } from "../../support/page.ts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { StandingNotice } from "../../../client/standing-notice.ts";
import { WORDS } from "../../../client/words.ts";
import type { Standing } from "../../../shared/net/messages.ts";

let nowMs: number;
let asked: number;
let notice: StandingNotice;
beforeEach(() => {
  nowMs = 100_000;
  asked = 0;
  notice = new StandingNotice(
    () => asked++,
    pageWindow,
    () => nowMs,
  );
  document.body.append(notice.element);
});
afterEach(() => {
  notice.dispose();
  notice.element.remove();
});

const text = (): string => notice.element.textContent ?? "";
const play = (): HTMLButtonElement => notice.element.querySelector("button")!;
const press = (key: string, target: EventTarget = document.body, fields = {}): boolean =>
  keyDown(key, target, { key, repeat: false, ctrlKey: false, metaKey: false, altKey: false, ...fields });
const WATCHING: Standing = { kind: "watching", reason: "idle" };

describe("the notice of a standing", () => {
  it("is hidden for a person who plays, and asks for nothing", () => {
    expect(notice.element.hidden).toBe(true);
    notice.show(WATCHING, nowMs);
    notice.show({ kind: "seated" }, nowMs);
    expect(notice.element.hidden).toBe(true);
    press("p");
    notice.follow(true, nowMs);
    expect(asked).toBe(0);
  });

  it("counts down the seconds for which an idle person's place is kept, and never below zero", () => {
    notice.show({ kind: "idle", freeInSeconds: 50 }, nowMs);
    expect(notice.element.hidden).toBe(false);
    expect(text()).toContain("50 s");
    notice.follow(false, nowMs + 20_000);
    expect(text()).toContain("30 s");
    notice.follow(false, nowMs + 80_000);
    expect(text()).toContain("for 0 s");
  });

  it.each([
    [0, "You get the next one."],
    [1, "1 person is before you."],
    [2, "2 people are before you."],
  ])("tells a waiting person that %d are before", (before, words) => {
    notice.show({ kind: "waiting", before }, nowMs);
    expect(text()).toContain(words);
    expect(play().hidden).toBe(true);
    press("p");
    notice.follow(true, nowMs);
    expect(asked).toBe(0);
  });

  it.each(["chosen", "idle"] as const)("tells a watching person how to play: %s", (reason) => {
    notice.show({ kind: "watching", reason }, nowMs);
    expect(text()).toContain((reason === "idle" ? WORDS.standing.idleGone : WORDS.standing.chosen)[1]);
    expect(play().hidden).toBe(false);
    play().click();
    expect(asked).toBe(1);
  });
});

describe("a place is asked for", () => {
  beforeEach(() => notice.show(WATCHING, nowMs));

  it("by any key, once a second at most", () => {
    press("p");
    press("q");
    expect(asked).toBe(1);
    nowMs += 1000;
    press("F2");
    expect(asked).toBe(2);
  });

  it("by skating with any device", () => {
    notice.follow(false, nowMs);
    expect(asked).toBe(0);
    notice.follow(true, nowMs);
    expect(asked).toBe(1);
  });

  it.each(["Tab", "Escape", "Control", "Shift", "Alt", "Meta"])("not by %s", (key) => {
    press(key);
    expect(asked).toBe(0);
  });

  it("not by a shortcut of the browser, a held key, or a key on a button", () => {
    press("r", document.body, { ctrlKey: true });
    press("p", document.body, { repeat: true });
    press("Enter", play());
    expect(asked).toBe(0);
  });

  it("not after the match was left", () => {
    notice.dispose();
    press("p");
    dispatch(pageWindow, "keydown", { key: "p" });
    expect(asked).toBe(0);
  });
});
