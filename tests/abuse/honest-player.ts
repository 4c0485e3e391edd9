/**
 * A player that behaves: joins a match, sends sixty inputs a second and measures the gaps between patches. It runs in
 * its own thread, so that the work of an attack in this process does not delay what is measured.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** What the player has seen since it joined. */
export interface HonestReport {
  readonly patches: number;
  /** The longest time without a patch, up to now [ms]. */
  readonly longestGapMs: number;
  /** Whether it still has its place in the match. */
  readonly isSeated: boolean;
  /** How often it asked in vain for its place. */
  readonly refusals: number;
  /** Why the room was left, if it was. */
  readonly closed: string | null;
}

/** A longer gap between patches would be shown to the player as a lost connection [ms]. */
export const LONGEST_GAP_MS = 3000;

/** How a player behaves. */
export interface PlayerOptions {
  /**
   * After so long without a patch it gives up the connection, as the page does, and asks for its place again [ms]. Without
   * it the player stays on its connection and never comes back.
   */
  readonly patienceMs?: number;
}

/** The patience of the page [ms]. */
export const PAGE_PATIENCE_MS = 6000;

/** A player in a match. */
export interface HonestPlayer {
  report(): Promise<HonestReport>;
  leave(): Promise<void>;
}

/** Messages of the thread. */
export type HonestMessage = { readonly kind: "joined" } | ({ readonly kind: "report" } & HonestReport);

/** Joins the server at `url`. */
export async function joinHonestly(url: string, options: PlayerOptions = {}): Promise<HonestPlayer> {
  const workerData = { url, ...options };
  const worker = new Worker(new URL("./honest-player-thread.ts", import.meta.url), { workerData });
  const failed = once(worker, "error").then(([error]: unknown[]) => {
    throw new Error("the honest player failed", { cause: error });
  });
  // A failure rejects the pending `answer`; without one it must not count as an unhandled rejection.
  failed.catch(() => undefined);
  const answer = async (): Promise<HonestMessage> => {
    const [message]: HonestMessage[] = await Promise.race([once(worker, "message"), failed]);
    return message!;
  };
  await answer();
  return {
    async report() {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
      worker.postMessage("report");
      const message = await answer();
      if (message.kind !== "report") throw new Error(`unexpected message ${message.kind}`);
      return message;
    },
    async leave() {
      await worker.terminate();
    },
  };
}
