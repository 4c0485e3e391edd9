/**
 * Records a match as episodes of its skaters, bots and people alike, for a learner: the same transitions that a stage records in
 * training, made from the controls that were used.
 *
 *     every tick: `begin` -> step -> `note` -> `take` the episodes that ended
 *
 * An episode is a stretch with the puck, or one without it. What it was collected for follows from what was done: a carrier who
 * passed was passing; without the puck it is the first of the learner's tasks that can be played in the situation.
 */
import type { Control } from "../../shared/control.ts";
import type { GameEvent } from "../../shared/events.ts";
import { decidesNow } from "../../shared/sim/decisions.ts";
import type { Sim } from "../../shared/sim/world.ts";
import { createEpisode, factsOf, recordTransition, type Episode, type Origin } from "../replay/episode.ts";
import { copyEpisode, type RecordedEpisode } from "../replay/recorded-episode.ts";
import { MOST_DECISIONS } from "../scenarios/registry.ts";
import { canAct, clearSeat, createSeat, lengthen, noteTick, openTransition } from "../scenarios/seat.ts";
import type { Seat, SeatTransition } from "../scenarios/seat.ts";
import { any, RELEASE_SELF } from "../tasks/facts.ts";
import { TASK_NAMES, taskId, TASKS } from "../tasks/registry.ts";
import { actionFromControl, PASS, SHOOT, type Action } from "../viewpoint/actions.ts";
import { OBS_SIZE } from "../viewpoint/entries.ts";
import { observe } from "../viewpoint/observation.ts";
import { situationOf } from "../viewpoint/situation.ts";

/** See the file header. */
export interface MatchRecorder {
  /** Before a tick: decisions that are due begin with these controls. */
  begin(sim: Sim, controls: readonly Control[]): void;
  /**
   * After the tick.
   *
   * @param origins who drives each skater; where that changes, the episode is given up
   */
  note(sim: Sim, events: readonly GameEvent[], origins: readonly Origin[]): void;
  /** The episodes that have ended since this was last called. */
  take(): RecordedEpisode[];
}

/** One stretch that is being recorded. */
interface Track {
  readonly transition: SeatTransition;
  readonly episode: Episode;
  readonly action: Action;
  isRecording: boolean;
}

/** @param tasks names of the tasks that the learner learns; what is of no use for them is not recorded */
export function createMatchRecorder(sim: Sim, tasks: readonly string[]): MatchRecorder {
  const ids = tasks.map(taskId);
  const seats = sim.skaters.map(({ id }) => createSeat({ skater: id, tasks: TASK_NAMES }, ids));
  const tracks = seats.map((seat) => [trackOf(seat.carrying), trackOf(seat.moving)] as const);
  const origins: Origin[] = seats.map(() => "match-bot");
  let ended: RecordedEpisode[] = [];

  const giveUp = (seat: Seat): void => {
    clearSeat(seat);
    for (const track of tracks[seat.skater]!) track.isRecording = false;
  };

  /** Hands the episode over if it can be of use for a task. */
  const end = (track: Track, skater: number, isTruncated: boolean): void => {
    track.isRecording = false;
    const { episode } = track;
    if (episode.length > 0) ended.push(copyEpisode(episode, origins[skater]!, isTruncated));
  };

  const order = (seat: Seat, now: Sim, control: Readonly<Control>): void => {
    const skater = now.skaters[seat.skater]!;
    const track = tracks[skater.id]![now.puck.carrier === skater.id ? 0 : 1];
    const { episode } = track;
    if (!track.isRecording) episode.length = 0;
    observe(now, skater.id, episode.observations, episode.length * OBS_SIZE);
    if (!track.isRecording) {
      const situation = situationOf(episode.observations);
      const task = ids.find((id) => TASKS[id]!.situations.includes(situation));
      if (task === undefined) return;
      episode.collectedFor = task;
      track.isRecording = true;
    }
    actionFromControl(control, skater, track.action);
    openTransition(seat, now);
  };

  /** Takes the transition of `track` if it is over. */
  const takeOver = (seat: Seat, track: Track, now: Sim): void => {
    const { transition, episode, action } = track;
    if (transition.state !== "over") return;
    transition.state = "none";
    if (!track.isRecording) return;
    const isReleased = any(transition.events, RELEASE_SELF);
    if (isReleased) releaseInto(action, episode, ids);
    recordTransition(episode, action, transition.events, transition.duration);
    observe(now, seat.skater, episode.observations, episode.length * OBS_SIZE);
    const isOver = TASKS[episode.collectedFor]!.terminated(factsOf(episode, episode.length - 1), episode.goal, 0);
    const isFull = episode.length === MOST_DECISIONS;
    if (isOver || isFull || now.referee.phase !== "playing") end(track, seat.skater, !isOver);
  };

  /** The release that a skater makes in this tick is what its transition was about, whatever it did before. */
  const noteReleases = (now: Sim, events: readonly GameEvent[]): void => {
    for (const event of events) {
      if (event.kind !== "release") continue;
      const { action } = tracks[event.by]![0];
      const skater = now.skaters[event.by]!;
      const turned = { moveX: 0, moveY: 0, aim: event.aim, stick: event.stick };
      actionFromControl(turned, skater, action);
    }
  };

  return {
    begin(now, controls) {
      if (now.referee.phase !== "playing") return;
      for (const seat of seats) {
        if (!decidesNow(now.tick, now.skaters[seat.skater]!)) continue;
        if (canAct(seat, now)) order(seat, now, controls[seat.skater]!);
        lengthen(seat);
      }
    },
    note(now, events, drivers) {
      noteReleases(now, events);
      for (const seat of seats) {
        const { skater } = seat;
        if (drivers[skater] !== origins[skater]) {
          origins[skater] = drivers[skater]!;
          giveUp(seat);
          continue;
        }
        noteTick(seat, now, events, decidesNow(now.tick, now.skaters[skater]!));
        for (const track of tracks[skater]!) takeOver(seat, track, now);
      }
      if (now.referee.phase !== "playing") for (const seat of seats) giveUp(seat);
    },
    take() {
      const taken = ended;
      ended = [];
      return taken;
    },
  };
}

function trackOf(transition: SeatTransition): Track {
  return { transition, episode: createEpisode(MOST_DECISIONS), action: { kind: 0, angle: 0 }, isRecording: false };
}

/** An episode that ends in a release was collected for what was released, if that is learnt. */
function releaseInto({ kind }: Readonly<Action>, episode: Episode, learnt: readonly number[]): void {
  const name = kind === PASS ? "pass" : kind === SHOOT ? "shoot" : null;
  if (name !== null && learnt.includes(taskId(name))) episode.collectedFor = taskId(name);
}
