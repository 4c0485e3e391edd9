import { describe, expect, it } from "@jest/globals";
import type { Clock } from "../../../server/rooms/clock.ts";
import { startTickLoop } from "../../../server/rooms/tick-loop.ts";

/** A clock that the test advances; timers may be late, as after a stop of the process. */
function fakeClock(): Clock & { advance(ms: number): void } {
  let ms = 0;
  let timers: { at: number; action: () => void }[] = [];
  return {
    now: () => ms,
    after(delayMs, action) {
      const timer = { at: ms + delayMs, action };
      timers.push(timer);
      return () => (timers = timers.filter((other) => other !== timer));
    },
    advance(by) {
      ms += by;
      const due = timers.filter(({ at }) => at <= ms);
      timers = timers.filter(({ at }) => at > ms);
      for (const { action } of due) action();
    },
  };
}

function run(): { ticks: () => number; clock: ReturnType<typeof fakeClock>; stop: () => void } {
  let ticks = 0;
  const clock = fakeClock();
  const stop = startTickLoop({ ticks: 0, lateTicks: 0 }, clock, () => ticks++);
  return { ticks: () => ticks, clock, stop };
}

describe("the tick loop", () => {
  it("ticks sixty times a second", () => {
    const { ticks, clock } = run();
    for (let i = 0; i < 10_000; i++) clock.advance(1);
    expect(ticks()).toBeGreaterThanOrEqual(599);
    expect(ticks()).toBeLessThanOrEqual(601);
  });

  it("catches up after a short delay", () => {
    const { ticks, clock } = run();
    clock.advance(1000 / 60);
    clock.advance(60);
    expect(ticks()).toBe(4);
  });

  it.each([200, 8000, 3_600_000])("runs a single tick after the process was stopped for %d ms", (stoppedMs) => {
    const { ticks, clock } = run();
    clock.advance(1000 / 60);
    clock.advance(stoppedMs);
    expect(ticks()).toBe(2);
    for (let i = 0; i < 1000; i++) clock.advance(1);
    expect(ticks()).toBeLessThanOrEqual(63);
  });

  it("ends when it is stopped", () => {
    const { ticks, clock, stop } = run();
    stop();
    clock.advance(1000);
    expect(ticks()).toBe(0);
  });
});
