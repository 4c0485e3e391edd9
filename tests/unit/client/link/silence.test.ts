import { describe, expect, it } from "@jest/globals";
import { waitMs } from "../../../../client/link/backoff.ts";
import { DEAD_MS, LOOK_MS, SILENT_MS, SilenceWatch, type Finding } from "../../../../client/link/silence.ts";

/** What the looks find until `endMs` of a line that is heard at `heardMs`. */
function findings(heardMs: readonly number[], endMs: number): Finding[] {
  const watch = new SilenceWatch(0);
  const found: Finding[] = [];
  for (let nowMs = LOOK_MS; nowMs <= endMs; nowMs += LOOK_MS) {
    for (const at of heardMs) if (at > nowMs - LOOK_MS && at <= nowMs) watch.hear(at);
    found.push(watch.look(nowMs));
  }
  return found;
}

describe("a watch over a line", () => {
  it("finds it silent after three seconds and dead after six", () => {
    expect([SILENT_MS, DEAD_MS]).toEqual([3000, 6000]);
    expect(findings([], 7000)).toEqual(["heard", "heard", "silent", "silent", "silent", "dead", "dead"]);
  });

  it("is not silent with one message in less than three seconds", () => {
    expect(new Set(findings([2500, 5000, 7900, 10_000], 12_000))).toEqual(new Set(["heard"]));
  });

  it("waits for one more question and answer if the page could not look", () => {
    const watch = new SilenceWatch(0);
    watch.look(1000);
    const wakes = 3_600_000;
    const found = [0, 1000, 2000, 3000, 4000, 5000].map((afterMs) => watch.look(wakes + afterMs));
    expect(found).toEqual(["heard", "heard", "silent", "silent", "silent", "dead"]);
  });

  it("counts no pause for looks that are a little late", () => {
    const watch = new SilenceWatch(0);
    expect([1600, 3200, 4800, 6400].map((nowMs) => watch.look(nowMs))).toEqual(["heard", "silent", "silent", "dead"]);
  });
});

it("waits between half and all of a time that doubles up to five seconds, never the same for everybody", () => {
  expect([0, 1, 2, 3, 4, 5, 60].map((tries) => waitMs(tries, 0))).toEqual([150, 300, 600, 1200, 2400, 2500, 2500]);
  expect([0, 1, 2, 3, 4, 5, 60].map((tries) => waitMs(tries, 1))).toEqual([300, 600, 1200, 2400, 4800, 5000, 5000]);
});
