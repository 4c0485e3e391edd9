import { describe, expect, it } from "@jest/globals";
import { GONE_TICKS, HIDDEN_TICKS, IDLE_TICKS, noteControl, STUCK_TICKS } from "../../../server/match/attendance.ts";
import * as people from "../../../server/match/roll-call.ts";
import { createSeats, seatOf } from "../../../server/match/seats.ts";
import { idleControl, type Control } from "../../../shared/control.ts";
import { matchConfig } from "../../../shared/sim/sim.ts";

const NEUTRAL = idleControl();
const skating = (moveX: number): Control => ({ ...idleControl(), moveX });

function match(): people.RollCall {
  return people.createRollCall(createSeats(matchConfig({ skatersPerTeam: 1 }).roster));
}

function join(rollCall: people.RollCall, sessionId: string): void {
  people.reserve(rollCall, sessionId, sessionId.toUpperCase());
  people.arrive(rollCall, sessionId);
}

/** Plays `ticks` ticks in which the page of `sessionId` sends `control` each time. */
function play(rollCall: people.RollCall, sessionId: string, ticks: number, control: Readonly<Control> = NEUTRAL): void {
  for (let i = 0; i < ticks; i++) {
    const seat = seatOf(rollCall.seats, sessionId);
    if (seat === undefined) return;
    noteControl(people.driverOf(rollCall, sessionId).attendance, control);
    people.attend(rollCall, seat, true);
  }
}

function passSeconds(rollCall: people.RollCall, seconds: number): boolean {
  let shouldEnd = false;
  for (let i = 0; i < seconds; i++) shouldEnd = people.passSecond(rollCall);
  return shouldEnd;
}

describe("a person who does nothing", () => {
  it("is told after ten seconds and gives up the place after a minute, whatever the page sends", () => {
    const rollCall = match();
    join(rollCall, "a");
    play(rollCall, "a", IDLE_TICKS - 1);
    expect(people.standingOf(rollCall, "a")).toEqual({ kind: "seated" });
    play(rollCall, "a", 1);
    expect(people.standingOf(rollCall, "a")).toEqual({ kind: "idle", freeInSeconds: 50 });
    expect(seatOf(rollCall.seats, "a")?.presence).toBe("away");
    play(rollCall, "a", GONE_TICKS - IDLE_TICKS);
    expect(people.standingOf(rollCall, "a")).toEqual({ kind: "watching", reason: "idle" });
    expect(seatOf(rollCall.seats, "a")).toBeUndefined();
  });

  it("plays on at the first key", () => {
    const rollCall = match();
    join(rollCall, "a");
    play(rollCall, "a", GONE_TICKS - 1);
    play(rollCall, "a", 1, skating(1));
    expect(people.standingOf(rollCall, "a")).toEqual({ kind: "seated" });
    expect(seatOf(rollCall.seats, "a")?.presence).toBe("here");
  });

  it("does not hold the place with a stuck key, but does by playing", () => {
    const stuck = match();
    join(stuck, "a");
    play(stuck, "a", STUCK_TICKS + GONE_TICKS, skating(1));
    expect(people.standingOf(stuck, "a")?.kind).toBe("watching");

    const busy = match();
    join(busy, "a");
    for (let i = 0; i < 40; i++) play(busy, "a", IDLE_TICKS / 2, skating(i % 2));
    expect(people.standingOf(busy, "a")).toEqual({ kind: "seated" });
  });

  it("is idle although the aim changes, and face-offs count no time", () => {
    const rollCall = match();
    join(rollCall, "a");
    for (let i = 0; i < IDLE_TICKS; i++) play(rollCall, "a", 1, { ...NEUTRAL, aim: i / 100 });
    expect(people.standingOf(rollCall, "a")?.kind).toBe("idle");

    const paused = match();
    join(paused, "a");
    for (let i = 0; i < GONE_TICKS; i++) people.attend(paused, seatOf(paused.seats, "a")!, false);
    expect(seatOf(paused.seats, "a")).toBeDefined();
  });

  it("gets a place back by asking, under the same name, and the next one in the queue while all are taken", () => {
    const rollCall = match();
    for (const id of ["a", "b", "c", "d"]) join(rollCall, id);
    play(rollCall, "a", GONE_TICKS);
    people.sit(rollCall, "a", "Skater");
    expect(people.standingOf(rollCall, "a")).toEqual({ kind: "seated" });
    expect(seatOf(rollCall.seats, "a")?.name).toBe("A");

    play(rollCall, "b", GONE_TICKS);
    join(rollCall, "e");
    people.sit(rollCall, "b", "Skater");
    people.sit(rollCall, "b", "Skater");
    expect(people.standingOf(rollCall, "b")).toEqual({ kind: "waiting", before: 0 });
    people.leave(rollCall, "e");
    expect(people.standingOf(rollCall, "b")).toEqual({ kind: "seated" });
  });
});

describe("a person whose page is hidden", () => {
  it("is played by a bot at once, and loses the place a minute later than an idle one", () => {
    const rollCall = match();
    join(rollCall, "a");
    people.setVisible(rollCall, "a", false);
    play(rollCall, "a", 1);
    expect(seatOf(rollCall.seats, "a")?.presence).toBe("away");
    play(rollCall, "a", HIDDEN_TICKS + GONE_TICKS - 2);
    expect(seatOf(rollCall.seats, "a")).toBeDefined();
    play(rollCall, "a", 1);
    expect(seatOf(rollCall.seats, "a")).toBeUndefined();
  });

  it("plays on as soon as it is shown", () => {
    const rollCall = match();
    join(rollCall, "a");
    people.setVisible(rollCall, "a", false);
    play(rollCall, "a", HIDDEN_TICKS + IDLE_TICKS);
    people.setVisible(rollCall, "a", true);
    play(rollCall, "a", 1);
    expect(people.standingOf(rollCall, "a")).toEqual({ kind: "seated" });
  });
});

describe("a reserved place", () => {
  it("is nobody else's, and is freed when nobody comes", () => {
    const rollCall = match();
    for (const id of ["a", "b", "c", "d", "e"]) people.reserve(rollCall, id, id);
    expect(people.standingOf(rollCall, "e")).toEqual({ kind: "waiting", before: 0 });
    for (const id of ["a", "b", "c", "e"]) people.arrive(rollCall, id);
    passSeconds(rollCall, people.RESERVED_SECONDS + 1);
    expect(seatOf(rollCall.seats, "d")).toBeUndefined();
    expect(people.standingOf(rollCall, "e")).toEqual({ kind: "seated" });
    expect(seatOf(rollCall.seats, "e")?.presence).toBe("here");
  });

  it("passes on to the next in the queue as a reservation while that one is not connected", () => {
    const rollCall = match();
    for (const id of ["a", "b", "c", "d"]) join(rollCall, id);
    people.reserve(rollCall, "e", "e");
    people.leave(rollCall, "a");
    expect(seatOf(rollCall.seats, "e")?.presence).toBe("reserved");
    passSeconds(rollCall, people.RESERVED_SECONDS + 1);
    expect(seatOf(rollCall.seats, "e")).toBeUndefined();
  });
});

describe("a match", () => {
  it("ends when nobody plays or watches, after a while", () => {
    const rollCall = match();
    join(rollCall, "a");
    expect(passSeconds(rollCall, people.EMPTY_SECONDS)).toBe(false);
    play(rollCall, "a", GONE_TICKS);
    expect(passSeconds(rollCall, people.EMPTY_SECONDS - 1)).toBe(false);
    expect(passSeconds(rollCall, 1)).toBe(true);
  });

  it("goes on for people who chose to watch", () => {
    const rollCall = match();
    people.watch(rollCall, "w");
    expect(passSeconds(rollCall, people.WATCHED_SECONDS - 1)).toBe(false);
    expect(passSeconds(rollCall, people.EMPTY_SECONDS)).toBe(true);
  });
});
