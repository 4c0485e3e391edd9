import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { matchMaker, type Room } from "@colyseus/core";
import { setTimeout as delay } from "node:timers/promises";
import { ColyseusSDK } from "@colyseus/sdk";
import { fasterClock } from "../support/faster-clock.ts";
import { STICKS } from "../../shared/control.ts";
import type { GameEvent } from "../../shared/events.ts";
import { INTERMISSION_TICKS } from "../../shared/rules.ts";
import { RoomState } from "../../shared/net/state.ts";
import { closing, holdControl, ownSkater, startBench, until, type TestBench, type TestRoom } from "./harness.ts";

let bench: TestBench;
beforeEach(async () => {
  bench = await startBench({ training: false });
});
afterEach(() => bench.close());

describe("a match", () => {
  it("gives a person a skater and fills the other places with bots", async () => {
    const ann = await bench.play("Ann");
    await until("Ann's skater", () => ownSkater(ann)?.name === "Ann");
    expect(ann.state.skaters.length).toBe(8);
    expect(ownSkater(ann)?.role).toBe("skater");
    expect(ann.state.skaters.filter((skater) => skater.sessionId === "").length).toBe(7);
  });

  it("puts people of one match on different teams", async () => {
    const ann = await bench.play("Ann");
    const ben = await bench.play("Ben");
    expect(ben.roomId).toBe(ann.roomId);
    await until("both skaters", () => ownSkater(ann) !== undefined && ownSkater(ben) !== undefined);
    expect(ownSkater(ben)?.team).not.toBe(ownSkater(ann)?.team);
  });

  it("moves a skater as its person controls it", async () => {
    const ann = await bench.play("Ann");
    await until("play", () => ann.state.phase === "playing" && ownSkater(ann) !== undefined);
    const before = ownSkater(ann)!.y;
    const stop = holdControl(ann, { moveY: -1 });
    await until("the skater to go up", () => ownSkater(ann)!.y < before - 2);
    stop();
  });

  it("lets bots play: they move and show their task", async () => {
    const ann = await bench.play("Ann");
    await until("play", () => ann.state.phase === "playing");
    await until("a bot that goes for the puck", () => ann.state.skaters.some((skater) => skater.task === "steal"));
    const from = ann.state.skaters.map(({ x, y }) => ({ x, y }));
    await until("a bot that has moved", () =>
      ann.state.skaters.some((skater, i) => Math.hypot(skater.x - from[i]!.x, skater.y - from[i]!.y) > 3),
    );
  });

  it("gives the skater to a bot when its person leaves", async () => {
    const ann = await bench.play("Ann");
    const ben = await bench.play("Ben");
    await until("Ben's skater", () => ownSkater(ben) !== undefined);
    const at = ben.state.skaters.findIndex((skater) => skater.sessionId === ben.sessionId);
    await ben.leave(true);
    await until("a bot in Ben's place", () => {
      const skater = ann.state.skaters[at]!;
      return skater.sessionId === "" && skater.name === "" && skater.task !== "";
    });
  });

  it("keeps the place of a disconnected person while a bot plays, and gives it back", async () => {
    const ann = await bench.play("Ann");
    const ben = await bench.play("Ben");
    await until("Ben's skater", () => ownSkater(ben) !== undefined);
    const token = ben.reconnectionToken;
    const at = ben.state.skaters.findIndex((skater) => skater.sessionId === ben.sessionId);
    ben.connection.close(3000);
    await until("Ben to be away", () => !ann.state.skaters[at]!.isConnected);
    await until("a bot to play for Ben", () => ann.state.skaters[at]!.task !== "");
    expect(ann.state.skaters[at]!.name).toBe("Ben");

    const again = await new ColyseusSDK(bench.server.url).reconnect<RoomState>(token, RoomState);
    again.reconnection.enabled = false;
    again.onMessage("*", () => undefined);
    expect(again.sessionId).toBe(ben.sessionId);
    await until("Ben to be back", () => ann.state.skaters[at]!.isConnected);
    expect(ann.state.skaters[at]!.sessionId).toBe(again.sessionId);
    await again.leave(true);
  });

  it("gives the place back to a person who comes over another network before the server knows that the old connection is dead", async () => {
    const ann = await bench.play("Ann");
    await until("Ann's skater", () => ownSkater(ann) !== undefined);
    const stopInputs = holdControl(ann, { moveX: 1 });
    const comeBack = (): Promise<TestRoom> =>
      new ColyseusSDK(bench.server.url).reconnect<RoomState>(ann.reconnectionToken, RoomState);
    // Another tab cannot take a place whose connection is alive.
    await expect(comeBack()).rejects.toThrow("reconnection token invalid or expired");
    stopInputs();
    const again = await eventually(comeBack);
    again.reconnection.enabled = false;
    again.onMessage("*", () => undefined);
    await until("Ann's skater again", () => ownSkater(again)?.name === "Ann");
    await until("the old connection to end", () => !ann.connection.isOpen);
    await until("Ann to be back", () => ownSkater(again)?.isConnected === true);
    await again.leave(true);
  });

  it("closes a rink whose ticks keep failing, and only that one", async () => {
    const people = [];
    for (let i = 0; i < 9; i++) people.push(await bench.play(`P${i}`));
    const other = people[8]!;
    const end = closing(people[0]!);
    const broken: Room = matchMaker.getLocalRoomById(people[0]!.roomId);
    Reflect.set(broken.state, "puck", undefined);
    expect((await end).code).toBe(1011);
    expect(bench.server.counters.failedTicks).toBeGreaterThanOrEqual(3);
    await until("play elsewhere", () => other.state.phase === "playing" && ownSkater(other) !== undefined);
    expect(bench.server.counters.matches).toBe(1);
  });

  it("shows an onlooker the match without using up a place", async () => {
    const ann = await bench.play("Ann");
    const spectator = await bench.watch();
    expect(spectator.roomId).toBe(ann.roomId);
    await until("Ann's skater", () => spectator.state.skaters.some((skater) => skater.name === "Ann"));
    expect(ownSkater(spectator)).toBeUndefined();
  });

  it("opens another rink when every place of the first is taken, and closes rinks that are empty", async () => {
    const people = [];
    for (let i = 0; i < 9; i++) people.push(await bench.play(`P${i}`));
    expect(new Set(people.slice(0, 8).map((room) => room.roomId)).size).toBe(1);
    expect(people[8]!.roomId).not.toBe(people[0]!.roomId);
    for (const room of people) await room.leave(true);
    await until("the rinks to close", () => bench.server.counters.matches === 0);
  });
});

it("ends a break early when everybody who plays presses a button", async () => {
  await bench.close();
  bench = await startBench({ training: false, periods: 3, periodSeconds: 1 });
  const ann = await bench.play("Ann");
  const ticks: Partial<Record<GameEvent["kind"], number>> = {};
  ann.onMessage<readonly GameEvent[]>("events", (events) => {
    for (const event of events) if (ann.state.period === 1) ticks[event.kind] = event.tick;
  });
  let stop = holdControl(ann, {});
  await until("the first break", () => ann.state.phase === "intermission");
  // Pressed and let go, as people do: a button that was held before the break does not count.
  while (ann.state.period === 1) {
    for (const stick of ["hold", "shoot"] as const) {
      stop();
      stop = holdControl(ann, { stick: STICKS.indexOf(stick) });
      await delay(100);
    }
  }
  await until("the second period", () => ticks.periodStarted !== undefined);
  stop();
  expect(ticks.faceoff! - ticks.whistle!).toBeLessThan(INTERMISSION_TICKS);
});

it("marks a person who sends nothing as away, and lets a bot play", async () => {
  await bench.close();
  bench = await startBench({ training: false }, { clock: fasterClock(10) });
  const ann = await bench.play("Ann");
  await until("Ann to be away", () => ownSkater(ann)?.isConnected === false);
  const stop = holdControl(ann, { moveX: 1 });
  await until("Ann to be back", () => ownSkater(ann)?.isConnected === true);
  stop();
});

/** Tries `action` until it succeeds; fails with its last error after twenty seconds. */
async function eventually<T>(action: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await action();
    } catch (error) {
      if (tries === 100) throw error;
      await delay(200);
    }
  }
}
