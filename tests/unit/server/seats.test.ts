import { describe, expect, it } from "@jest/globals";
import * as fc from "fast-check";
import {
  createSeats,
  hasFreePlace,
  isDrivenByBot,
  leaveSeat,
  seatOf,
  setPresence,
  takeSeat,
  type Seats,
} from "../../../server/match/seats.ts";
import { matchConfig } from "../../../shared/sim/sim.ts";

/** Home skaters 0-2, home goalie 3, away skaters 4-6, away goalie 7. */
const threeASide = (): Seats => createSeats(matchConfig({ skatersPerTeam: 3 }).roster);

describe("seats", () => {
  it("are all driven by bots at first", () => {
    expect(threeASide().places.every(isDrivenByBot)).toBe(true);
  });

  it("go to the team with fewer people, and to goalies last", () => {
    const seats = threeASide();
    const order = Array.from({ length: 8 }, (_, i) => takeSeat(seats, `s${i}`, `P${i}`)!.skater);
    expect(order).toEqual([0, 4, 1, 5, 2, 6, 3, 7]);
    expect(hasFreePlace(seats)).toBe(false);
  });

  it("even out the teams after somebody has left", () => {
    const seats = threeASide();
    for (const id of ["a", "b", "c", "d"]) takeSeat(seats, id, id);
    leaveSeat(seats, "b");
    leaveSeat(seats, "d");
    expect(takeSeat(seats, "e", "e")!.team).toBe(1);
    expect(takeSeat(seats, "f", "f")!.team).toBe(1);
  });

  it("are kept for a dropped person while a bot drives", () => {
    const seats = threeASide();
    const seat = takeSeat(seats, "a", "Ann")!;
    setPresence(seats, "a", "dropped");
    expect(isDrivenByBot(seat)).toBe(true);
    expect(seatOf(seats, "a")).toBe(seat);
    expect(takeSeat(seats, "b", "Ben")!.skater).not.toBe(seat.skater);
    setPresence(seats, "a", "here");
    expect(isDrivenByBot(seat)).toBe(false);
  });

  it("go to the person who has waited longest when one is freed", () => {
    const seats = createSeats(matchConfig({ skatersPerTeam: 1 }).roster);
    for (const id of ["a", "b", "c", "d"]) takeSeat(seats, id, id);
    expect(takeSeat(seats, "e", "Eve")).toBeNull();
    expect(takeSeat(seats, "f", "Fay")).toBeNull();
    expect(leaveSeat(seats, "c")).toMatchObject({ sessionId: "e", name: "Eve" });
    expect(leaveSeat(seats, "f")).toBeNull();
    expect(leaveSeat(seats, "a")).toBeNull();
    expect(hasFreePlace(seats)).toBe(true);
  });

  it("ignore people who have none", () => {
    const seats = threeASide();
    const before = seats.version;
    setPresence(seats, "nobody", "dropped");
    expect(leaveSeat(seats, "nobody")).toBeNull();
    expect(leaveSeat(seats, "")).toBeNull();
    expect(seats.version).toBe(before);
  });

  it("hold each person at most once, and nobody waits while a place is free", () => {
    const action = fc.record({
      kind: fc.constantFrom("join", "drop", "return", "leave"),
      who: fc.integer({ min: 0, max: 12 }),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const seats = threeASide();
        const present = new Set<string>();
        for (const { kind, who } of actions) {
          const id = `s${who}`;
          if (kind === "join" && !present.has(id)) takeSeat(seats, id, id);
          if (kind === "join") present.add(id);
          if (kind === "drop") setPresence(seats, id, "dropped");
          if (kind === "return") setPresence(seats, id, "here");
          if (kind === "leave") leaveSeat(seats, id);
          if (kind === "leave") present.delete(id);
          const seated = seats.places.map((seat) => seat.sessionId).filter((sessionId) => sessionId !== "");
          const everybody = [...seated, ...seats.waiting.map(({ sessionId }) => sessionId)];
          expect(everybody.toSorted()).toEqual([...present].toSorted());
          if (seats.waiting.length > 0) expect(hasFreePlace(seats)).toBe(false);
        }
      }),
      { seed: 1 },
    );
  });
});
