/** How well the bots of a match play: moments of one training run, in order (see bots/pretrained/). */
export const LEVELS = ["rookie", "junior", "senior", "pro"] as const;
export type Level = (typeof LEVELS)[number];

/** What people meet who have not chosen: against it, a person who plays like the script wins about half of the matches. */
export const DEFAULT_LEVEL: Level = "junior";
