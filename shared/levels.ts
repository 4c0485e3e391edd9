/** How well the bots of a match play: moments of one training run, in order (see bots/pretrained/). */
export const LEVELS = ["rookie", "junior", "senior", "pro"] as const;
export type Level = (typeof LEVELS)[number];

/** What people meet who have not chosen. A person who plays like the script won 16 of 25 matches there (45 to 80%). */
export const DEFAULT_LEVEL: Level = "senior";
