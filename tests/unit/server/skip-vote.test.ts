import { describe, expect, it } from "@jest/globals";
import { createSkipVote, type SkipVote } from "../../../server/match/skip-vote.ts";
import type { Stick } from "../../../shared/control.ts";

/** One tick of a goal's pause with these sticks of Ann, Ben, ...; returns whether the pause is over. */
function tick(vote: SkipVote, ...sticks: Stick[]): boolean {
  sticks.forEach((stick, i) => vote.note(`person ${i}`, stick));
  return vote.isUnanimous("goal");
}

describe("a pause", () => {
  it("is over when everybody who plays has pressed pass or shoot, at the same time or not", () => {
    const vote = createSkipVote();
    expect(tick(vote, "hold", "hold")).toBe(false);
    expect(tick(vote, "hold", "hold")).toBe(false);
    expect(tick(vote, "shoot", "hold")).toBe(false);
    expect(tick(vote, "hold", "pass")).toBe(true);
  });

  it("is not over because of a button that was held when it began", () => {
    const vote = createSkipVote();
    for (let i = 0; i < 5; i++) expect(tick(vote, "shoot")).toBe(false);
    expect(tick(vote, "hold")).toBe(false);
    expect(tick(vote, "shoot")).toBe(true);
  });

  it("forgets who pressed when the next one begins", () => {
    const vote = createSkipVote();
    tick(vote, "hold");
    tick(vote, "hold");
    expect(tick(vote, "shoot")).toBe(true);
    vote.note("person 0", "hold");
    expect(vote.isUnanimous("faceoff")).toBe(false);
    expect(tick(vote, "shoot")).toBe(false);
    expect(tick(vote, "shoot")).toBe(false);
  });

  it("does not wait for people who have left or are away, and is not over while nobody plays", () => {
    const vote = createSkipVote();
    tick(vote, "hold", "hold");
    tick(vote, "hold", "hold");
    expect(tick(vote, "shoot", "hold")).toBe(false);
    expect(tick(vote, "hold")).toBe(true);
    expect(tick(vote)).toBe(false);
  });
});
