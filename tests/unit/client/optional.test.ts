import { setGlobal } from "../../support/page.ts";
import { afterEach, describe, expect, it } from "@jest/globals";
import {
  drawingContext,
  gamepads,
  hasAudio,
  matchesMedia,
  onMediaChange,
  openAudio,
} from "../../../client/optional.ts";
import { recall, remember } from "../../../client/storage.ts";

function forbidden(): never {
  throw new DOMException("not allowed here", "SecurityError");
}

class FakeAudio {
  readonly state = "suspended";
}
class ForbiddenAudio {
  readonly device = forbidden();
}

const names = ["navigator", "AudioContext", "webkitAudioContext", "matchMedia"];
afterEach(() => names.forEach((name) => setGlobal(name, undefined)));

describe("without an interface of the browser", () => {
  it.each([
    ["is missing, as in Firefox on plain http", {}],
    ["throws, as under a policy", { getGamepads: forbidden }],
  ])("there are no gamepads when getGamepads %s", (_how, navigator) => {
    setGlobal("navigator", navigator);
    expect(gamepads()).toEqual([]);
  });

  it("there is no sound when audio is missing or throws", () => {
    expect([hasAudio(), openAudio()]).toEqual([false, null]);
    setGlobal("AudioContext", ForbiddenAudio);
    expect([hasAudio(), openAudio()]).toEqual([true, null]);
  });

  it("the older name of the audio interface is used", () => {
    setGlobal("webkitAudioContext", FakeAudio);
    expect(openAudio()).toBeInstanceOf(FakeAudio);
  });

  it("a canvas that cannot be drawn on gives null", () => {
    const canvas = document.createElement("canvas");
    Object.defineProperty(canvas, "getContext", { value: forbidden });
    expect(drawingContext(canvas)).toBeNull();
  });

  it("no media query holds", () => {
    expect(matchesMedia("(pointer: coarse)")).toBe(false);
    onMediaChange("(pointer: coarse)", () => {})();
    setGlobal("matchMedia", forbidden);
    expect(matchesMedia("(pointer: coarse)")).toBe(false);
  });
});

describe("a blocked storage", () => {
  it.each([
    ["throws when it is touched", { get: forbidden }],
    ["is null", { get: () => null }],
    ["is full", { value: { getItem: () => null, setItem: forbidden, removeItem: forbidden } }],
  ])("that %s remembers nothing, and nothing breaks", (_how, property) => {
    const before = Object.getOwnPropertyDescriptor(globalThis, "localStorage");
    Object.defineProperty(globalThis, "localStorage", { ...property, configurable: true });
    remember("visits", "name", "Ada");
    remember("visits", "name", "");
    expect(recall("visits", "name")).toBe("");
    if (before !== undefined) Object.defineProperty(globalThis, "localStorage", before);
  });

  it("is not needed for the other one", () => {
    remember("tab", "place", "token");
    expect(recall("tab", "place")).toBe("token");
    expect(recall("visits", "place")).toBe("");
    remember("tab", "place", "");
    expect(recall("tab", "place")).toBe("");
  });
});
