import { dispatch } from "../../support/page.ts";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { MatchVisibility } from "../../../client/match-visibility.ts";

/** A page that the test hides and shows. */
class FakeDocument extends EventTarget {
  hidden = false;

  setHidden(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let page: FakeDocument;
let visibility: MatchVisibility;
let told: boolean[];
let nowMs: number;

beforeEach(() => {
  page = new FakeDocument();
  told = [];
  nowMs = 0;
  visibility = new MatchVisibility((isHidden) => told.push(isHidden), page);
});
afterEach(() => visibility.dispose());

/** Screen frames for so long. */
function draw(forMs: number): void {
  for (const endMs = nowMs + forMs; nowMs < endMs; nowMs += 16) visibility.noteFrame(nowMs);
}

describe("a match is watched", () => {
  it("once frames are drawn", () => {
    expect(visibility.isWatched(nowMs)).toBe(false);
    draw(1000);
    expect(visibility.isWatched(nowMs)).toBe(true);
  });

  it("not while the page is hidden, nor in the first moments after it is shown", () => {
    draw(1000);
    page.setHidden(true);
    expect(visibility.isWatched(nowMs)).toBe(false);
    nowMs += 60_000;
    page.setHidden(false);
    // What queued up while hidden arrives now.
    expect(visibility.isWatched(nowMs)).toBe(false);
    draw(200);
    expect(visibility.isWatched(nowMs)).toBe(false);
    draw(400);
    expect(visibility.isWatched(nowMs)).toBe(true);
    expect(told).toEqual([true, false]);
  });

  it("not after the machine slept, although the page was never hidden", () => {
    draw(1000);
    nowMs += 60_000;
    expect(visibility.isWatched(nowMs)).toBe(false);
    visibility.noteFrame(nowMs);
    expect(visibility.isWatched(nowMs)).toBe(false);
    draw(500);
    expect(visibility.isWatched(nowMs)).toBe(true);
  });

  it("and reports nothing after it is over", () => {
    visibility.dispose();
    page.setHidden(true);
    expect(told).toEqual([]);
  });
});

it("works on the document of a page", () => {
  const onPage = new MatchVisibility((isHidden) => told.push(isHidden));
  dispatch(document, "visibilitychange");
  expect(told).toHaveLength(1);
  onPage.dispose();
});
