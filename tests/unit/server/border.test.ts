import { describe, expect, it } from "@jest/globals";
import { createBorder } from "../../../server/border.ts";
import { createLog } from "../../../server/log.ts";

describe("the error boundary around callbacks", () => {
  it("catches, logs and counts exceptions and rejections", async () => {
    const lines: string[] = [];
    const border = createBorder(createLog("error", { write: (line) => void lines.push(line) }));
    const heard: number[] = [];
    border.wrap("hearing", (value: number) => heard.push(value))(7);
    border.wrap("a timer", () => {
      throw new Error("first");
    })();
    border.wrap("a promise", () => Promise.reject(new Error("second")))();
    await Promise.resolve();
    expect(heard).toEqual([7]);
    expect(border.failures).toBe(2);
    expect(lines.join("")).toContain("a timer failed");
    expect(lines.join("")).toContain("second");
  });
});
