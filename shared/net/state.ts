/**
 * `RoomState`: the Colyseus state of a room with a rink, for matches and practice rinks.
 *
 * Written by the server from the simulation, drawn by the client. The instances are created once and mutated: moved or
 * replaced schema instances break the client's references. What a client can derive is not sent, because state, at 30
 * patches a second, is nearly all the traffic.
 */
import { schema, t, type SchemaType } from "@colyseus/schema";
import { HALF_LENGTH, HALF_WIDTH } from "../rink.ts";

/** Increased when a field changes its meaning; a client with another version asks the person to reload. */
export const PROTOCOL_VERSION = 6;

/** Above any skater's [m/s]. */
const SKATER_TOP_SPEED = 16;

/** Tasks whose values are sent of a bot. */
export const THOUGHTS = 4;

/** A bot's value of one task. */
export const ThoughtState = schema(
  {
    /** Name of the task; empty: no thought. */
    task: t.string().default(""),
    /** What the bot expects to earn in it, in [0, 1], times 100. */
    value: t.uint8().default(0),
  },
  "ThoughtState",
);
export type ThoughtState = SchemaType<typeof ThoughtState>;

/** One skater [m, m/s, rad]. */
export const SkaterState = schema(
  {
    x: t.quantized({ min: -HALF_LENGTH, max: HALF_LENGTH }),
    y: t.quantized({ min: -HALF_WIDTH, max: HALF_WIDTH }),
    /**
     * Updated for people only, whose client predicts from it: without it, corrections were 5-10 px. In steps of
     * 0.13 m/s, which are 6 mm after a tenth of a second. Not updated for bots.
     */
    vx: t.quantized({ min: -SKATER_TOP_SPEED, max: SKATER_TOP_SPEED, bits: 8 }).default(0),
    vy: t.quantized({ min: -SKATER_TOP_SPEED, max: SKATER_TOP_SPEED, bits: 8 }).default(0),
    /** In steps of 1.4 degrees, which is 2 cm at the blade. */
    heading: t.angle({ bits: 8 }),
    /** 0 home, 1 away. */
    team: t.uint8().default(0),
    /** "skater" or "goalie". */
    role: t.string().default("skater"),
    /** The number on the shirt. */
    number: t.uint8().default(0),
    name: t.string().default(""),
    /** Session of the person who plays this skater; empty for a bot. */
    sessionId: t.string().default(""),
    /** False while the person is away and a bot plays. */
    isConnected: t.boolean().default(true),
    /** What a bot is doing, e.g. "shoot", "pass", "chase"; empty for people. */
    task: t.string().default(""),
    /** THOUGHTS entries, the used ones first. */
    thoughts: t.array(ThoughtState),
  },
  "SkaterState",
);
export type SkaterState = SchemaType<typeof SkaterState>;

/** The puck [m]. */
export const PuckState = schema(
  {
    x: t.quantized({ min: -HALF_LENGTH, max: HALF_LENGTH }),
    y: t.quantized({ min: -HALF_WIDTH, max: HALF_WIDTH }),
    /** Index of the skater who controls the puck, -1 for nobody. */
    carrier: t.int8().default(-1),
  },
  "PuckState",
);
export type PuckState = SchemaType<typeof PuckState>;

/** One rink. */
export const RoomState = schema(
  {
    protocol: t.uint8().default(PROTOCOL_VERSION),
    /** "match" or "practice". */
    kind: t.string().default("match"),
    /** See `Phase` in sim/referee.ts. */
    phase: t.string().default("faceoff"),
    /** 1-based; one more than the regular periods is overtime. */
    period: t.number().default(1),
    /** Regular periods of this match. */
    periods: t.number().default(3),
    // Counters have no fixed size: small ones take one byte, and none can overflow.
    /** Whole seconds left in the period, rounded up; in overtime seconds played. */
    clock: t.number().default(0),
    scoreHome: t.number().default(0),
    scoreAway: t.number().default(0),
    /** Increases by one whenever skaters are placed: interpolation must not cross it. */
    epoch: t.number().default(0),
    puck: t.ref(PuckState),
    skaters: t.array(SkaterState),
    /** Match only: how well the bots play, see levels.ts, and whether a learner learns from what everybody does. */
    level: t.string().default(""),
    isRecorded: t.boolean().default(false),
    /** Practice only: which learner plays (see telemetry.ts), and the part of the ice it is about, see `Ice`. */
    runId: t.string().default(""),
    ice: t.string().default("whole"),
    /** The task of the drill on the ice, and how it ended ("" while it runs). */
    drillTask: t.string().default(""),
    drillOutcome: t.string().default(""),
    /** Whether it earned the reward of its task, and the other task whose reward it would have earned ("": none). */
    drillSuccess: t.boolean().default(false),
    drillAlso: t.string().default(""),
    /** Whether the task asks for a place, and where that is [m]. */
    hasGoal: t.boolean().default(false),
    goalX: t.number().default(0),
    goalY: t.number().default(0),
    drillsPlayed: t.number().default(0),
    /** Practice only: the number of decisions after which the weights were saved. */
    decisions: t.number().default(0),
  },
  "RoomState",
);
export type RoomState = SchemaType<typeof RoomState>;

/** One tick of a person's `Control` on the wire: 8 bytes. */
export const ControlInput = schema(
  {
    moveX: t.quantized({ min: -1, max: 1 }),
    moveY: t.quantized({ min: -1, max: 1 }),
    aim: t.angle(),
    /** Index in `STICKS`. */
    stick: t.uint8().default(0),
  },
  "ControlInput",
);
export type ControlInput = SchemaType<typeof ControlInput>;
