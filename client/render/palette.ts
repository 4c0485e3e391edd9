/**
 * The colours of the rink and the teams.
 *
 * Blue and orange can be told apart with all common colour vision deficiencies; patterns on the shirts differ too.
 * Source: Okabe and Ito 2008 (the blue #0072B2 and the orange #E69F00 of their palette).
 */
import type { Team } from "../../shared/rules.ts";

/** The colours of one team's shirts. */
export interface TeamColours {
  readonly shirt: string;
  readonly shade: string;
  readonly trim: string;
  readonly number: string;
  readonly glow: string;
}

/** By team: 0 home (blue, a white ring), 1 away (orange, dark bars). */
export const TEAM_COLOURS: Readonly<Record<Team, TeamColours>> = {
  0: { shirt: "#0072B2", shade: "#014a78", trim: "#f4fbff", number: "#ffffff", glow: "rgba(0,114,178,0.5)" },
  1: { shirt: "#E69F00", shade: "#a86700", trim: "#2a1a00", number: "#1c1200", glow: "rgba(230,159,0,0.55)" },
};

/** Ice, markings, boards and goals. */
export const ICE = {
  centre: "#fbfeff",
  edge: "#d5e7f2",
  scratch: "rgba(120,165,195,0.16)",
  red: "#c8354a",
  blue: "#2563b8",
  crease: "rgba(110,178,226,0.42)",
  boards: "#f3f7fa",
  boardsEdge: "#8ea4b8",
  kickPlate: "#f2c230",
  net: "rgba(70,90,110,0.55)",
  netFill: "rgba(240,246,250,0.85)",
  post: "#d3182f",
  postShine: "#ff8795",
  mark: "rgba(20,70,120,0.10)",
} as const;

/** The mark of the player's skater, the puck, and names. */
export const MARKS = {
  you: "#0b1626",
  youHalo: "#ffd84d",
  puck: "#10161d",
  puckEdge: "#39434f",
  trail: "rgba(16,22,29,0.5)",
  label: "#16283c",
  labelHalo: "rgba(245,251,255,0.85)",
  place: "#8a2be2",
} as const;
