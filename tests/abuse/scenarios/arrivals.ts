/** Forty people who want to play arrive within a short time, some over slow lines. */
import { arrive, type Arrivals } from "../../support/arrivals.ts";
import { check, type Arena, type Scenario } from "../scenario.ts";

const PEOPLE = 40;
const GROUPS: readonly Arrivals[] = [0, 1000, 3000, 10_000].map((withinMs) => ({
  people: PEOPLE,
  withinMs,
  slowestSocketMs: 4000,
}));

export const arrivals: Scenario = {
  name: "arrivals",
  claim: `${PEOPLE} people who arrive together all play while rinks are free`,
  async run(arena) {
    const figures: string[] = [];
    for (const group of GROUPS) figures.push(await benched(arena, group));
    return figures.join(", ");
  },
};

async function benched({ startServer }: Arena, group: Arrivals): Promise<string> {
  const server = await startServer("--training", "off", "--log-level", "warn");
  const arrived = await arrive(server.url, group);
  // Nobody here plays after arriving: the first have become idle by the time the last arrive, and still hold a place.
  const without = arrived.filter(({ standing }) => !["seated", "idle"].includes(standing()?.kind ?? "")).length;
  for (const { room } of arrived) void room.leave(true);
  check(without === 0, `${without} of ${group.people} within ${group.withinMs} ms did not play`);
  return `${group.withinMs / 1000} s: ${without} without a place`;
}
