/** Scripted play of a match, recorded for a learner. */
import { createBotTeam } from "../../bots/play/bot-team.ts";
import { createMatchRecorder } from "../../bots/play/match-recorder.ts";
import type { Origin } from "../../bots/replay/episode.ts";
import type { RecordedEpisode } from "../../bots/replay/recorded-episode.ts";
import { idleControl } from "../../shared/control.ts";
import { decidesNow } from "../../shared/sim/decisions.ts";
import { createSim, matchConfig, step } from "../../shared/sim/sim.ts";

/** Records scripted play of `seconds`; the home team's first skater counts as a person. */
export function recordedPlay(tasks: readonly string[], seconds = 120) {
  const sim = createSim(matchConfig(), 5);
  const bots = createBotTeam({ checkpoint: null, skaters: sim.skaters.length });
  const recorder = createMatchRecorder(sim, tasks);
  const controls = sim.skaters.map(idleControl);
  const origins: Origin[] = sim.skaters.map(({ id }) => (id === 0 ? "person" : "match-bot"));
  const releases = { pass: 0, shoot: 0 };
  const taken: RecordedEpisode[] = [];
  for (let tick = 0; tick < seconds * 60; tick++) {
    for (const skater of sim.skaters) {
      if (decidesNow(sim.tick, skater)) bots.decide(sim, skater.id, controls[skater.id]!);
    }
    recorder.begin(sim, controls);
    const events = step(sim, controls);
    recorder.note(sim, events, origins);
    for (const event of events) if (event.kind === "release") releases[event.stick]++;
    taken.push(...recorder.take());
  }
  return { taken, releases };
}
