/** Which bots a benchmark of matches can put on both sides: those that ship, or scripted ones. */
export const BOTS = ["shipped", "scripted"] as const;
export type Bots = (typeof BOTS)[number];
