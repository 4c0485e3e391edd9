import { Decoder, Encoder } from "@colyseus/schema";
import { expect, it } from "@jest/globals";
import { createRoomState, publishMotion } from "../../../server/match/publish.ts";
import { RoomState } from "../../../shared/net/state.ts";
import { createSim, matchConfig } from "../../../shared/sim/sim.ts";

it.each([0, 1, 127, 128, 255, 256, 65_535, 65_536, 5_000_000_000])("a counter of %d arrives unchanged", (count) => {
  const sim = createSim(matchConfig({ skatersPerTeam: 1 }), 1);
  const state = createRoomState("match", sim, [1, 2, 1, 2]);
  sim.referee.score[0] = count;
  sim.referee.score[1] = count;
  sim.referee.period = sim.referee.periods + 1;
  sim.referee.clockTicks = count * 60;
  publishMotion(state, sim, count - sim.epoch);
  state.drillsPlayed = count;
  state.decisions = count;

  const received = new RoomState();
  new Decoder(received).decode(new Encoder(state).encodeAll());
  const { scoreHome, scoreAway, clock, epoch, drillsPlayed, decisions } = received;
  expect({ scoreHome, scoreAway, clock, epoch, drillsPlayed, decisions }).toEqual({
    scoreHome: count,
    scoreAway: count,
    clock: count,
    epoch: count,
    drillsPlayed: count,
    decisions: count,
  });
});
