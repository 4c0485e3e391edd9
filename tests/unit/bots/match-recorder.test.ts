import { describe, expect, it } from "@jest/globals";
import { createEpisode, factsOf } from "../../../bots/replay/episode.ts";
import { readRecorded } from "../../../bots/replay/recorded-episode.ts";
import { MOST_DECISIONS } from "../../../bots/scenarios/registry.ts";
import { any, RELEASE_SELF } from "../../../bots/tasks/facts.ts";
import { TASK_NAMES, taskId, TASKS } from "../../../bots/tasks/registry.ts";
import { PASS, SHOOT } from "../../../bots/viewpoint/actions.ts";
import { OBS_SIZE } from "../../../bots/viewpoint/entries.ts";
import { situationOf } from "../../../bots/viewpoint/situation.ts";
import { recordedPlay } from "../../support/recorded-play.ts";

describe("a recorded match", () => {
  const { taken, releases } = recordedPlay(TASK_NAMES);
  const episode = createEpisode(MOST_DECISIONS);

  it("is made of episodes that begin in a situation of their task and end where it is over, or are truncated", () => {
    expect(taken.length).toBeGreaterThan(100);
    for (const recorded of taken) {
      readRecorded(recorded, episode);
      const task = TASKS[episode.collectedFor]!;
      expect(task.situations).toContain(situationOf(episode.observations));
      const ends = Array.from({ length: episode.length }, (_, t) =>
        task.terminated(factsOf(episode, t), episode.goal, 0),
      );
      // What a carrier was after is known at the end: on the way, another task may have been over.
      if (task.situations[0] !== "carrier") expect(ends.slice(0, -1)).not.toContain(true);
      expect(ends.at(-1)).toBe(!episode.isTruncated);
      expect(recorded.observations).toHaveLength((episode.length + 1) * OBS_SIZE);
    }
  });

  it("has the releases that were made, each as the action of its transition and in an episode for what it was", () => {
    const found = { pass: 0, shoot: 0 };
    for (const recorded of taken) {
      recorded.events.forEach((events, t) => {
        if (!any(events, RELEASE_SELF)) return;
        const kind = recorded.kinds[t]!;
        expect([PASS, SHOOT]).toContain(kind);
        const stick = kind === PASS ? "pass" : "shoot";
        found[stick]++;
        expect(recorded.collectedFor).toBe(taskId(stick));
      });
    }
    expect(releases.pass).toBeGreaterThan(20);
    // A release within the first decision of a stretch comes before anything is recorded.
    for (const stick of ["pass", "shoot"] as const) {
      expect(found[stick]).toBeLessThanOrEqual(releases[stick]);
      expect(found[stick]).toBeGreaterThan(0.6 * releases[stick]);
    }
  });

  it("says who acted", () => {
    const people = taken.filter(({ origin }) => origin === "person");
    expect(people.length).toBeGreaterThan(10);
    expect(people.length).toBeLessThan(taken.length / 3);
  });

  it("leaves out what is of no use for the tasks that are learnt", () => {
    const { taken: some } = recordedPlay(["shoot", "pass"], 60);
    expect(some.length).toBeGreaterThan(10);
    for (const { collectedFor } of some) expect([taskId("shoot"), taskId("pass")]).toContain(collectedFor);
  });
});
