/**
 * The entries of an observation by name: where each stands and what it measures. Nothing else knows an offset.
 *
 * Measures decide the unit, and what mirroring and rotating the rink do to an entry.
 */

/** Bumped when the meaning of an entry changes; checkpoints of another version are refused. */
export const OBSERVATION_VERSION = 4;

/** Players that are seen beside the goalies: the nearest ones. Fewer are padded with zeros and marked as missing. */
export const SEEN_MATES = 2;
export const SEEN_OPPONENTS = 3;

/** A vector: x stands at `at`, y after it. */
export interface VectorEntry {
  readonly name: string;
  readonly at: number;
  readonly measure: "place" | "velocity" | "direction";
}

/** A claim that is true (1) or not (0). */
export interface FlagEntry {
  readonly name: string;
  readonly at: number;
}

/** Another player: the place is relative to the skater, the velocity is not. All zeros if there is none. */
export interface PlayerEntry {
  readonly isThere: FlagEntry;
  readonly place: VectorEntry;
  readonly velocity: VectorEntry;
}

const vectors: VectorEntry[] = [];
const flags: FlagEntry[] = [];
let size = 0;

function vector(name: string, measure: VectorEntry["measure"]): VectorEntry {
  const entry = { name, at: size, measure };
  size += 2;
  vectors.push(entry);
  return entry;
}

function flag(name: string): FlagEntry {
  const entry = { name, at: size++ };
  flags.push(entry);
  return entry;
}

function player(name: string): PlayerEntry {
  return {
    isThere: flag(`${name} is there`),
    place: vector(`${name} place`, "place"),
    velocity: vector(`${name} velocity`, "velocity"),
  };
}

/** The skater: the only place that is not relative, but from centre ice. */
export const SELF_PLACE = vector("self place", "place");
export const SELF_VELOCITY = vector("self velocity", "velocity");
export const SELF_HEADING = vector("self heading", "direction");
export const IS_GOALIE = flag("self is a goalie");

export const PUCK_PLACE = vector("puck place", "place");
export const PUCK_VELOCITY = vector("puck velocity", "velocity");

/** Who has the puck, or has released it last; none of them for a loose puck that nobody has sent anywhere. */
export const SELF_CONTROLS = flag("self controls");
export const MATE_CONTROLS = flag("a team-mate controls");
export const OPPONENT_CONTROLS = flag("an opponent controls");
export const OUR_RELEASE = flag("released by the own team");
export const THEIR_RELEASE = flag("released by the opponents");

/** Nearest first. */
export const MATES: readonly PlayerEntry[] = Array.from({ length: SEEN_MATES }, (_, i) => player(`mate ${i + 1}`));
export const OPPONENTS: readonly PlayerEntry[] = Array.from({ length: SEEN_OPPONENTS }, (_, i) =>
  player(`opponent ${i + 1}`),
);
export const OWN_GOALIE = player("own goalie");
export const THEIR_GOALIE = player("their goalie");

/** Length of an observation. */
export const OBS_SIZE = size;
export const VECTOR_ENTRIES: readonly VectorEntry[] = vectors;
export const FLAG_ENTRIES: readonly FlagEntry[] = flags;
