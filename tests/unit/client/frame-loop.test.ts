import { setGlobal } from "../../support/page.ts";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { everyFrame } from "../../../client/frame-loop.ts";

/** Screen frames that the test triggers by hand. */
class FakeScreen {
  readonly reported: unknown[] = [];
  #next: ((nowMs: number) => void) | null = null;
  #nowMs = 0;

  constructor() {
    setGlobal("requestAnimationFrame", (draw: (nowMs: number) => void) => {
      this.#next = draw;
      return 1;
    });
    setGlobal("cancelAnimationFrame", () => (this.#next = null));
    setGlobal("reportError", (error: unknown) => this.reported.push(error));
  }

  /** Shows up to `frames` frames; returns how many the page asked for. */
  show(frames: number): number {
    for (let shown = 0; shown < frames; shown++) {
      const draw = this.#next;
      if (draw === null) return shown;
      this.#next = null;
      this.#nowMs += 16;
      draw(this.#nowMs);
    }
    return frames;
  }
}

let screen: FakeScreen;
beforeEach(() => {
  screen = new FakeScreen();
});

describe("the frame loop", () => {
  it("reports an exception once and keeps drawing", () => {
    const fault = new Error("no gamepads here");
    let drawn = 0;
    everyFrame(() => {
      drawn++;
      if (drawn % 2 === 0) throw fault;
    });
    expect(screen.show(50)).toBe(50);
    expect(drawn).toBe(50);
    expect(screen.reported).toEqual([fault]);
  });

  it("ends when no frame succeeds any more", () => {
    everyFrame(() => {
      throw new Error("always");
    });
    expect(screen.show(5000)).toBe(600);
    expect(screen.reported).toHaveLength(1);
  });

  it("ends when it is told to, also from within a frame", () => {
    let drawn = 0;
    const stop = everyFrame(() => {
      drawn++;
      if (drawn === 3) stop();
    });
    expect(screen.show(10)).toBe(3);
  });
});
