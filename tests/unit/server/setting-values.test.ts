import { describe, expect, it } from "@jest/globals";
import { ConfigError, parseServerConfig } from "../../../server/config.ts";

describe("the tasks that the server's learner learns", () => {
  const tasks = (value: string) => parseServerConfig(["--training-tasks", value], {}).trainingTasks;

  it("are passing and shooting unless others are asked for", () => {
    expect(parseServerConfig([], {}).trainingTasks).toEqual({ shoot: 1, pass: 1 });
    expect(tasks("save=2, steal=0.5,pass=0")).toEqual({ save: 2, steal: 0.5, pass: 0 });
  });

  it.each(["", "dance=1", "pass", "pass=", "pass=-1", "pass=x", "pass=1=2", "pass=0", "pass=1,", "pass=Infinity"])(
    "are not %p: the error says what is allowed",
    (value) => {
      expect(() => tasks(value)).toThrow(ConfigError);
      expect(() => tasks(value)).toThrow(/--training-tasks must be tasks and weights .* known tasks: shoot, pass/);
    },
  );
});
