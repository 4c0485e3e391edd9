import { describe, expect, it } from "@jest/globals";
import { GONE_TICKS, HIDDEN_TICKS, IDLE_TICKS, noteControl, STUCK_TICKS } from "../../../server/match/attendance.ts";
import { IDLE_WATCH_SECONDS, MAX_ONLOOKERS, WATCHED_SECONDS } from "../../../server/match/onlookers.ts";
import * as people from "../../../server/match/roll-call.ts";
import { createSeats, seatOf } from "../../../server/match/seats.ts";
import { RECONNECTION_SECONDS } from "../../../shared/net/messages.ts";
import { idleControl, type Control } from "../../../shared/control.ts";
import { matchConfig } from "../../../shared/sim/sim.ts";

const NEUTRAL = idleControl();
const skating = (moveX: number): Control => ({ ...idleControl(), moveX });

function match(): people.RollCall {
  return people.createRollCall(createSeats(matchConfig({ skatersPerTeam: 1 }).roster));
}

function join(rollCall: people.RollCall, sessionId: string): void {
  people.reserve(rollCall, sessionId, sessionId.toUpperCase());
  people.arrive(rollCall, sessionId, sessionId.toUpperCase());
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
  for (let i = 0; i < seconds; i++) ({ shouldEnd } = people.passSecond(rollCall));
  return shouldEnd;
}

describe("a person who does nothing", () => {
  it("is warned after ten seconds and loses the place after a minute, whatever the page sends", () => {
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

  it("keeps the place by playing, but not by a stuck key", () => {
    const stuck = match();
    join(stuck, "a");
    play(stuck, "a", STUCK_TICKS + GONE_TICKS, skating(1));
    expect(people.standingOf(stuck, "a")?.kind).toBe("watching");

    const trembling = match();
    join(trembling, "a");
    for (let i = 0; i < STUCK_TICKS + GONE_TICKS; i++) play(trembling, "a", 1, skating(0.5 + (i % 3) / 100));
    expect(people.standingOf(trembling, "a")?.kind).toBe("watching");

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
  it("is given to nobody else, and is freed when its person does not come", () => {
    const rollCall = match();
    for (const id of ["a", "b", "c", "d", "e"]) people.reserve(rollCall, id, id);
    expect(people.standingOf(rollCall, "e")).toEqual({ kind: "waiting", before: 0 });
    for (const id of ["a", "b", "c", "e"]) people.arrive(rollCall, id, id);
    passSeconds(rollCall, people.RESERVED_SECONDS + 1);
    expect(seatOf(rollCall.seats, "d")).toBeUndefined();
    expect(people.standingOf(rollCall, "e")).toEqual({ kind: "seated" });
    expect(seatOf(rollCall.seats, "e")?.presence).toBe("here");
  });

  it("is replaced by another for a person who comes late", () => {
    const rollCall = match();
    people.reserve(rollCall, "a", "Ann");
    passSeconds(rollCall, people.RESERVED_SECONDS + 1);
    expect(seatOf(rollCall.seats, "a")).toBeUndefined();
    people.arrive(rollCall, "a", "Ann");
    expect(people.standingOf(rollCall, "a")).toEqual({ kind: "seated" });
  });

  it("goes to the next in the queue as a reservation while that person is not connected", () => {
    const rollCall = match();
    for (const id of ["a", "b", "c", "d"]) join(rollCall, id);
    people.reserve(rollCall, "e", "e");
    people.leave(rollCall, "a");
    expect(seatOf(rollCall.seats, "e")?.presence).toBe("reserved");
    passSeconds(rollCall, people.RESERVED_SECONDS + 1);
    expect(seatOf(rollCall.seats, "e")).toBeUndefined();
  });
});

describe("a person whose connection is lost", () => {
  it("keeps the place for some seconds, and coming back alone is no activity", () => {
    const rollCall = match();
    join(rollCall, "a");
    play(rollCall, "a", IDLE_TICKS);
    people.drop(rollCall, "a");
    passSeconds(rollCall, RECONNECTION_SECONDS - 1);
    expect(people.passSecond(rollCall).lost).toEqual([]);
    people.comeBack(rollCall, "a");
    expect(people.passSecond(rollCall).lost).toEqual([]);
    expect(people.standingOf(rollCall, "a")?.kind).toBe("idle");
    people.drop(rollCall, "a");
    passSeconds(rollCall, RECONNECTION_SECONDS);
    expect(people.passSecond(rollCall).lost).toEqual(["a"]);
  });

  it("keeps the place in the queue", () => {
    const rollCall = match();
    for (const id of ["a", "b", "c", "d", "e"]) join(rollCall, id);
    people.drop(rollCall, "e");
    people.leave(rollCall, "a");
    expect(seatOf(rollCall.seats, "e")?.presence).toBe("reserved");
    people.comeBack(rollCall, "e");
    expect(seatOf(rollCall.seats, "e")?.presence).toBe("here");
  });

  it("plays on at the first key even if the page did not report that it is shown again", () => {
    const rollCall = match();
    join(rollCall, "a");
    people.setVisible(rollCall, "a", false);
    play(rollCall, "a", 1, skating(1));
    expect(people.standingOf(rollCall, "a")?.kind).toBe("idle");
    play(rollCall, "a", IDLE_TICKS);
    people.drop(rollCall, "a");
    people.comeBack(rollCall, "a");
    play(rollCall, "a", 1, skating(-1));
    expect(people.standingOf(rollCall, "a")).toEqual({ kind: "seated" });
  });
});

describe("onlookers", () => {
  const watch = (rollCall: people.RollCall, count: number): boolean[] =>
    Array.from({ length: count }, (_, i) => people.reserveView(rollCall, `w${i}`, ""));

  it("never take the places of people who want to play", () => {
    const rollCall = match();
    expect(watch(rollCall, MAX_ONLOOKERS + 1).filter((isAdmitted) => isAdmitted).length).toBe(MAX_ONLOOKERS);
    expect(people.hasRoomToWatch(rollCall)).toBe(false);
    for (const id of ["a", "b", "c", "d"]) expect(people.reserve(rollCall, id, id)).toBe(true);
    expect(people.reserve(rollCall, "e", "e")).toBe(false);
  });

  it("who do nothing are removed for people who want to wait or watch, in the order in which they came", () => {
    const rollCall = match();
    for (let i = 0; i < MAX_ONLOOKERS; i++) {
      join(rollCall, `idle${i}`);
      play(rollCall, `idle${i}`, GONE_TICKS);
    }
    for (const id of ["a", "b", "c", "d", "e"]) expect(people.reserve(rollCall, id, id)).toBe(true);
    expect(people.reserveView(rollCall, "w", "")).toBe(true);
    expect(people.passSecond(rollCall).dismissed).toEqual(["idle0", "idle1"]);
  });

  it("who do nothing are removed after a while; those who chose to watch are not", () => {
    const rollCall = match();
    watch(rollCall, 1);
    people.watch(rollCall, "w0", "");
    join(rollCall, "a");
    play(rollCall, "a", GONE_TICKS);
    const dismissed: string[] = [];
    for (let i = 0; i < IDLE_WATCH_SECONDS; i++) dismissed.push(...people.passSecond(rollCall).dismissed);
    expect(dismissed).toEqual(["a"]);
  });

  it("get a place under the name they came with", () => {
    const rollCall = match();
    people.watch(rollCall, "w", "Wim");
    people.sit(rollCall, "w", "Skater");
    expect(seatOf(rollCall.seats, "w")?.name).toBe("Wim");
    people.sit(rollCall, "nobody", "Skater");
    expect(seatOf(rollCall.seats, "nobody")).toBeUndefined();
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
    people.watch(rollCall, "w", "");
    expect(passSeconds(rollCall, WATCHED_SECONDS - 1)).toBe(false);
    expect(passSeconds(rollCall, people.EMPTY_SECONDS)).toBe(true);
  });
});
