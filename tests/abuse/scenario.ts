/** The interface of abuse scenarios. */
import type { Rng } from "../../shared/rng.ts";
import type { HonestPlayer } from "./honest-player.ts";
import type { ServerProcess } from "../support/server-process.ts";

/** What a scenario may use; everything that it starts is ended for it. */
export interface Arena {
  /** The source of everything random in the scenario. */
  readonly rng: Rng;
  /** Starts a server with `flags` on a free port; ended after the scenario. */
  readonly startServer: (...flags: string[]) => Promise<ServerProcess>;
  /** Joins a player that behaves; after the scenario it is checked that the player was served throughout. */
  readonly joinHonestly: (url: string) => Promise<HonestPlayer>;
  /** Calls `end` after the scenario, whether it passed or failed; in the reverse order of the calls. */
  readonly afterwards: (end: () => unknown) => void;
}

/** One attack or accident. */
export interface Scenario {
  readonly name: string;
  /** What must hold, in one line. */
  readonly claim: string;
  /**
   * @returns the figure to print
   * @throws Error if the claim does not hold; SkippedError if this machine cannot run it
   */
  run(arena: Arena): Promise<string>;
}

/** This machine cannot run the scenario; the message says why. */
export class SkippedError extends Error {
  override name = "SkippedError";
}

/** @throws Error with `message` unless `condition` holds */
export function check(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
