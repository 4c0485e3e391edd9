/** Two learning skaters against one defender and a goalie: both pass, shoot and get open, whoever has the puck. */
import { driveByScript } from "../policy/scripted/drive.ts";
import { attack, CARRIER, MATE, startAttack } from "./attack.ts";
import type { Scenario } from "./scenario.ts";

export const twoOnOne: Scenario = {
  name: "two-on-one",
  summary: "Two skaters who both learn attack one defender and a goalie.",
  config: attack.config,
  seats: [
    { skater: CARRIER, tasks: ["shoot", "pass", "open"] },
    { skater: MATE, tasks: ["shoot", "pass", "open"] },
  ],
  ice: "attack",
  decisions: 80,
  start: startAttack,
  drive: driveByScript,
};
