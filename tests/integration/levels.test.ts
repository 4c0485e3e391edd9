import { afterEach, describe, expect, it } from "@jest/globals";
import { startBench, type TestBench } from "./harness.ts";

let bench: TestBench;
afterEach(() => bench.close());

describe("the level of a match", () => {
  it("is shared by those who chose it, and the server's for those who did not", async () => {
    bench = await startBench({ training: false, level: "senior" });
    const [ann, bob, cleo, dan] = [
      await bench.play("Ann", "pro"),
      await bench.play("Bob"),
      await bench.play("Cleo", "pro"),
      await bench.play("Dan", "senior"),
    ];
    expect(cleo.roomId).toBe(ann.roomId);
    expect(dan.roomId).toBe(bob.roomId);
    expect(bob.roomId).not.toBe(ann.roomId);
  });

  it("does not keep anybody out: when no more rinks can be opened, people wait at another level", async () => {
    bench = await startBench({ training: false, maxRooms: 1, skaters: 1 });
    const ann = await bench.play("Ann", "pro");
    expect((await bench.play("Bob", "rookie")).roomId).toBe(ann.roomId);
  });

  it("that is unknown is refused with what is allowed", async () => {
    bench = await startBench({ training: false });
    const response = await fetch(`${bench.server.url}/matchmake/joinOrCreate/match`, {
      method: "POST",
      body: JSON.stringify({ mode: "play", name: "Ann", level: "dragon" }),
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("level must be one of rookie, junior, senior, pro");
  });
});
