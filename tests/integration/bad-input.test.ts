import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { ColyseusSDK, MatchMakeError } from "@colyseus/sdk";
import { pino } from "pino";
import { encodeCheckpoint, loadCheckpoint, SHIPPED_CHECKPOINT, shippedCheckpoint } from "../../bots/index.ts";
import { LEVELS } from "../../shared/levels.ts";
import { loadBots } from "../../server/match/load-bots.ts";
import type { Logger } from "../../server/log.ts";
import { CLOSE_CODES } from "../../shared/net/messages.ts";
import { closing, holdControl, ownSkater, startBench, until, type TestBench, type TestRoom } from "./harness.ts";

let bench: TestBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

describe("a client that misbehaves is closed with a reason and disturbs nobody", () => {
  let match: TestBench;
  let good: TestRoom;
  beforeAll(async () => {
    match = await startBench({ training: false });
    good = await match.play("Good");
    await until("the good one's skater", () => ownSkater(good) !== undefined);
  });
  afterAll(() => match.close());

  /** Lets a bad client join the good one and `act`; returns how it was closed. */
  async function misbehave(act: (room: TestRoom) => void): Promise<{ code: number; reason: string }> {
    const { misbehaved } = match.server.counters;
    const bad = await match.play("Bad");
    await until("the bad one's skater", () => ownSkater(bad) !== undefined);
    const at = good.state.skaters.findIndex((skater) => skater.sessionId === bad.sessionId);
    const end = closing(bad);
    act(bad);
    const how = await end;

    expect(match.server.counters.misbehaved).toBe(misbehaved + 1);
    await until("a bot in the bad one's place", () => good.state.skaters[at]!.sessionId === "");
    await until("play", () => good.state.phase === "playing");
    const before = ownSkater(good)!.y;
    const stop = holdControl(good, { moveY: before > 0 ? -1 : 1 });
    await until("the good one to play on", () => Math.abs(ownSkater(good)!.y - before) > 1);
    stop();
    return how;
  }

  it("for flooding", async () => {
    const { code, reason } = await misbehave((room) => {
      const timer = setInterval(() => {
        for (let i = 0; i < 100; i++) room.connection.send(new Uint8Array([18]));
        if (!room.connection.isOpen) clearInterval(timer);
      }, 10);
    });
    expect(code).toBe(CLOSE_CODES.misbehaved);
    expect(reason).toBe("too many messages");
  });

  it("for messages of an unknown kind", async () => {
    const { code, reason } = await misbehave((room) => room.connection.send(new Uint8Array([99, 1, 2, 3])));
    expect(code).toBe(CLOSE_CODES.misbehaved);
    expect(reason).toBe("unknown kind of message");
  });

  it("for a forged input that would keep the decoder busy for minutes", async () => {
    const forged = new Uint8Array([20 | 32, 0xce, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]);
    const { code } = await misbehave((room) => room.connection.send(forged));
    expect(code).toBe(CLOSE_CODES.misbehaved);
  });

  it("for messages that are too long", async () => {
    const { reason } = await misbehave((room) => room.connection.send(new Uint8Array(2000).fill(19)));
    expect(reason).toBe("message too long");
  });

  it("for messages of a type that no room knows", async () => {
    const { code, reason } = await misbehave((room) => room.send("cheat", { score: "99" }));
    expect(code).toBe(CLOSE_CODES.misbehaved);
    expect(reason).toBe("unknown kind of message");
  });

  it("for an input that cannot be decoded, about which nothing is written to the console", async () => {
    const { code, reason } = await misbehave((room) => room.connection.send(new Uint8Array([19, 0x85, 1, 2, 3])));
    expect(code).toBe(CLOSE_CODES.misbehaved);
    expect(reason).toBe("input cannot be decoded");
  });

  it.each([
    ["a value of no type", [0xc1]],
    ["an array of a forged length", [0xdd, 0xff, 0xff, 0xff, 0xff]],
    ["an extension", [0xc7, 1, 0x72, 1]],
  ])("for a message that cannot be decoded: %s", async (_, value) => {
    const { code, reason } = await misbehave((room) => {
      room.connection.send(Uint8Array.from([13, 0xa3, 0x73, 0x69, 0x74, ...value]));
    });
    expect(code).toBe(CLOSE_CODES.misbehaved);
    expect(reason).toBe("message cannot be decoded");
  });

  it("and is counted once, whatever it sends before it is disconnected", async () => {
    const { reason } = await misbehave((room) => {
      for (let i = 0; i < 5; i++) room.send("cheat", { score: "99" });
      room.send("sit", {});
    });
    expect(reason).toBe("unknown kind of message");
  });

  it("and may not come back", async () => {
    const bad = await match.play("Bad");
    const end = closing(bad);
    bad.connection.send(new Uint8Array([99]));
    await end;
    const back = new ColyseusSDK(match.server.url).reconnect(bad.reconnectionToken);
    await expect(back).rejects.toBeInstanceOf(MatchMakeError);
    await until("the place to be freed", () => good.state.skaters.filter((skater) => skater.name !== "").length === 1);
  });
});

describe("a viewer of a practice rink that misbehaves", () => {
  it("is closed with a reason", async () => {
    bench = await startBench({ training: true });
    const viewer = await bench.practice(0);
    const end = closing(viewer);
    viewer.send("sit", {});
    expect(await end).toEqual({ code: CLOSE_CODES.misbehaved, reason: "unknown kind of message" });
    expect(bench.server.counters.misbehaved).toBe(1);
  });
});

describe("joining is refused with a sentence", () => {
  it("for a name that cannot be shown", async () => {
    bench = await startBench({ training: false });
    for (const name of ["", "   ", "\u200b\u202e", "seventeen letters"]) {
      const refused = bench.play(name);
      await expect(refused).rejects.toThrow("name must have 1 to 16 printable characters");
      await expect(refused).rejects.toBeInstanceOf(MatchMakeError);
    }
  });

  it("for a practice rink that does not exist", async () => {
    bench = await startBench({ training: true });
    await expect(bench.practice(99)).rejects.toThrow("rink must be from 0 to 3, not 99");
    await expect(bench.practice(0, "nobody")).rejects.toThrow('There is no run "nobody" here.');
  });
});

describe("the process", () => {
  it.concurrent.each([
    [{ PORT: "abc" }, [], 'PORT must be a whole number from 0 to 65535, not "abc"'],
    [{}, ["--skaters", "9"], '--skaters must be a whole number from 1 to 5, not "9"'],
    [{ BACKEND: "abacus" }, [], "BACKEND must be one of auto, "],
    [{}, ["--colour", "red"], "unknown option '--colour'"],
  ])("ends with code 2 and a sentence for %j %j", async (env, flags, sentence) => {
    const { code, stderr } = await run(env, flags);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });

  it("ends with code 1 and a sentence when the port is taken", async () => {
    const other = createServer();
    await once(other.listen(0, "127.0.0.1"), "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { code, stderr } = await run({ PORT: String(port), HOST: "127.0.0.1", LOG_LEVEL: "silent" }, []);
    other.close();
    expect(stderr).toContain(`Port ${port} is in use by another program.`);
    expect(code).toBe(1);
  });
});

describe("a checkpoint that cannot be used", () => {
  const shipped = readFileSync(SHIPPED_CHECKPOINT);
  const damaged = Buffer.from(shipped);
  damaged[Math.floor(damaged.length / 2)]! ^= 0xff;

  it.each([
    ["truncated", shipped.subarray(0, shipped.length - 100)],
    ["damaged", damaged],
    ["foreign", Buffer.from("PK\u0003\u0004 some other program's file")],
    ["empty", Buffer.alloc(0)],
    ["missing", null],
  ])("because it is %s is named in a warning, and the bots play with the shipped ones", async (kind, bytes) => {
    const folder = mkdtempSync(join(tmpdir(), "hockey-checkpoint-"));
    const file = join(folder, `${kind}.hhc`);
    if (bytes !== null) writeFileSync(file, bytes);
    const { warnings, log } = recordingLog();
    const checkpointOf = loadBots(file, log);
    rmSync(folder, { recursive: true });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^checkpoint refused, the shipped ones are used: /);
    expect(warnings[0]).toContain(file);
    for (const level of LEVELS) {
      const shippedOne = loadCheckpoint(shippedCheckpoint(level));
      expect(encodeCheckpoint(checkpointOf(level)!)).toEqual(encodeCheckpoint(shippedOne));
    }
  });
});

/** A log that collects its warnings. */
function recordingLog(): { warnings: string[]; log: Logger } {
  const warnings: string[] = [];
  const stream = { write: (line: string) => void warnings.push(String(Object(JSON.parse(line)).msg)) };
  return { warnings, log: pino({ level: "warn" }, stream) };
}

async function run(env: Record<string, string>, flags: readonly string[]): Promise<{ code: number; stderr: string }> {
  const main = fileURLToPath(new URL("../../server/main.ts", import.meta.url));
  const child = spawn(process.execPath, [main, ...flags], { env: { ...process.env, NODE_OPTIONS: "", ...env } });
  let stderr = "";
  child.stderr.on("data", (data: Buffer) => {
    stderr += data.toString();
  });
  const [code] = await once(child, "close");
  return { code: Number(code), stderr };
}
