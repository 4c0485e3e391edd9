/**
 * What a person reads about the connection, and what the buttons do.
 */
import "../../support/page.ts";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { CloseReason, LinkState, RetryReason } from "../../../client/connection.ts";
import { LinkNotice } from "../../../client/link-notice.ts";
import { WORDS } from "../../../client/words.ts";

let nowMs: number;
let pressed: string[];
let notice: LinkNotice;
beforeEach(() => {
  jest.useFakeTimers();
  Object.assign(globalThis.window, { setTimeout, setInterval });
  HTMLElement.prototype.focus = () => undefined;
  nowMs = 0;
  pressed = [];
  notice = new LinkNotice(
    {
      retry: () => pressed.push("retry"),
      rejoin: () => pressed.push("rejoin"),
      back: () => pressed.push("back"),
    },
    () => nowMs,
  );
});
afterEach(() => {
  notice.dispose();
  jest.useRealTimers();
});

const text = (): string => notice.element.textContent ?? "";
const buttons = (): HTMLButtonElement[] => [...notice.element.querySelectorAll("button")];
const show = (state: LinkState): void => notice.show(state);

function pass(ms: number): void {
  nowMs += ms;
  jest.advanceTimersByTime(ms);
}

describe("the notice of a connection", () => {
  it("is empty while it is open", () => {
    show({ kind: "retrying", reason: "lost", retryAtMs: 1000 });
    show({ kind: "open", renewal: null });
    expect(text()).toBe("");
    pass(10_000);
    expect(text()).toBe("");
  });

  it.each(["restarted", "placeGone"] as const)("shows for a while that the place is a new one: %s", (renewal) => {
    show({ kind: "open", renewal });
    expect(text()).toBe(WORDS.link.renewed[renewal].join(""));
    pass(7000);
    expect(text()).toBe("");
  });

  it("is not removed by the timer of an earlier notice", () => {
    show({ kind: "open", renewal: "restarted" });
    pass(5000);
    show({ kind: "silent" });
    pass(5000);
    expect(text()).toContain(WORDS.link.silent);
  });

  it.each<RetryReason>(["lost", "offline", "restarting", "unreachable", "full", "busy"])(
    "gives the reason while it tries again, and counts down: %s",
    (reason) => {
      show({ kind: "retrying", reason, retryAtMs: 37_000 });
      for (const words of WORDS.link.retrying[reason]) expect(text()).toContain(words);
      expect(notice.element.dataset["reason"]).toBe(reason);
      expect(text()).toContain("37 s");
      pass(10_000);
      expect(text()).toContain("27 s");
      pass(26_500);
      expect(text()).toContain(WORDS.link.trying);
    },
  );

  it("lets a person retry at once, but not while the server demands a wait", () => {
    show({ kind: "retrying", reason: "full", retryAtMs: 5000 });
    for (const button of buttons()) button.click();
    expect(pressed).toEqual(["retry", "back"]);
    pass(4500);
    expect(buttons()[0]!.disabled).toBe(true);
    show({ kind: "retrying", reason: "busy", retryAtMs: 37_000 });
    expect(buttons().map(({ textContent }) => textContent)).toEqual([WORDS.link.back]);
  });

  it.each<CloseReason>(["version", "misbehaved", "idle", "ended", "unknownRun", "refused"])(
    "gives the reason when only the person can go on: %s",
    (reason) => {
      show({ kind: "closed", reason, detail: "the server's words" });
      for (const words of WORDS.link[reason]) expect(text()).toContain(words);
      expect(text()).toContain("the server's words");
      const [help, back] = buttons();
      expect(help!.textContent).toBe(reason === "version" ? WORDS.link.reload : WORDS.link.retry);
      back!.click();
      expect(pressed).toEqual(["back"]);
    },
  );

  it("has a button to join again after a closed connection, or to reload an old page", () => {
    show({ kind: "closed", reason: "ended", detail: "" });
    buttons()[0]!.click();
    expect(pressed).toEqual(["rejoin"]);
    let reloads = 0;
    Object.assign(location, { reload: () => reloads++ });
    show({ kind: "closed", reason: "version", detail: "" });
    buttons()[0]!.click();
    expect(reloads).toBe(1);
  });
});
