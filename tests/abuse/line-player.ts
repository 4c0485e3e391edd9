/** A player whose line can be made bad. */
import { startLineProxy, type LineMode, type LineProxy } from "../support/line-proxy.ts";
import { joinHonestly, type HonestPlayer, type PlayerOptions } from "./honest-player.ts";
import type { Arena } from "./scenario.ts";

/** The player, and the line between it and the server. */
export interface LinePlayer {
  readonly player: HonestPlayer;
  readonly line: LineProxy;
}

/** Joins the server at `url` over a line in `mode`; both end with the scenario, which checks the player itself. */
export async function joinOverLine(
  { afterwards }: Arena,
  url: string,
  options: PlayerOptions = {},
  mode: LineMode = "pass",
): Promise<LinePlayer> {
  const line = await startLineProxy(url);
  afterwards(() => line.close());
  line.setMode(mode);
  const player = await joinHonestly(line.url, options);
  afterwards(() => player.leave());
  return { player, line };
}
