import { describe, expect, it } from "@jest/globals";
import { ConfigError, HelpRequested, parseServerConfig } from "../../../server/config.ts";

describe("the server's settings", () => {
  it("have defaults", () => {
    const config = parseServerConfig([], {});
    expect(config).toMatchObject({
      port: 2567,
      skaters: 3,
      practiceRinks: 4,
      training: true,
      trainingBudget: 300_000,
      trainingIdleSeconds: 300,
      runsDir: "runs",
    });
  });

  it("come from the environment, and from flags before it", () => {
    const env = { PORT: "3000", SKATERS: "2", TRAINING: "off", MAX_ROOMS: "" };
    const config = parseServerConfig(["--port", "4000", "--period-seconds", "20"], env);
    expect(config).toMatchObject({ port: 4000, skaters: 2, training: false, maxRooms: 50, periodSeconds: 20 });
  });

  it("generate a new trainer token for each start unless one is given", () => {
    const [a, b] = [parseServerConfig([], {}), parseServerConfig([], {})];
    expect(a.trainerToken.length).toBeGreaterThan(20);
    expect(a.trainerToken).not.toBe(b.trainerToken);
    expect(parseServerConfig([], { TRAINER_TOKEN: "mine" }).trainerToken).toBe("mine");
  });

  it.each([
    [["--port", "70000"], {}, '--port must be a whole number from 0 to 65535, not "70000"'],
    [[], { SKATERS: "0" }, 'SKATERS must be a whole number from 1 to 5, not "0"'],
    [[], { SKATERS: "2.5" }, 'SKATERS must be a whole number from 1 to 5, not "2.5"'],
    [[], { TRAINING: "yes" }, 'TRAINING must be on or off, not "yes"'],
    [[], { BACKEND: "gpu" }, "BACKEND must be one of auto, simd, simd-plain, "],
    [[], { LOG_LEVEL: "loud" }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud"'],
    [["--nonsense"], {}, "unknown option '--nonsense'"],
    [["--port"], {}, "option '--port <number>' argument missing"],
    [["extra"], {}, "too many arguments"],
  ])("refuse %j %j in one sentence", (flags, env, sentence) => {
    expect(() => parseServerConfig(flags, env)).toThrow(ConfigError);
    expect(() => parseServerConfig(flags, env)).toThrow(sentence);
  });

  it("take paths, proxies and origins", () => {
    const flags = ["--base", "hockey", "--allow-origin", "https://a.example", "--allow-origin", "http://b.example:81/"];
    const config = parseServerConfig(flags, { TRUST_PROXY: "10.0.0.0/8, 127.0.0.1", MAX_CONNECTIONS: "10" });
    expect(config).toMatchObject({ base: "/hockey/", allowOrigin: ["https://a.example", "http://b.example:81"] });
    expect([config.trustProxy("10.1.1.1", 0), config.trustProxy("11.1.1.1", 0)]).toEqual([true, false]);
    expect(config).toMatchObject({ maxConnections: 10, maxConnectionsPerAddress: 200 });
    expect(parseServerConfig([], {})).toMatchObject({ base: "/", host: "", allowOrigin: [] });
    expect(parseServerConfig([], {}).trustProxy("127.0.0.1", 0)).toBe(true);
    expect(parseServerConfig([], { ALLOW_ORIGIN: "https://a.example,https://b.example" }).allowOrigin).toHaveLength(2);
  });

  it.each([
    [["--base", "/a b/"], '--base must be a path such as /hockey/ of letters, digits and . ~ _ -, not "/a b/"'],
    [["--base", "https://a.example/"], "--base must be a path such as /hockey/"],
    [["--base", "/a/../b"], "--base must be a path such as /hockey/ without . or .. as a part"],
    [["--trust-proxy", "my-proxy"], "--trust-proxy must be none, the number of proxies, or addresses"],
    [["--trust-proxy", "10.0.0.0/99"], "--trust-proxy must be"],
    [["--trust-proxy", ""], "--trust-proxy must be"],
    [["--trust-proxy", "-1"], "--trust-proxy must be"],
    [["--allow-origin", "game.example"], "--allow-origin must be origins such as https://game.example:8443"],
    [["--allow-origin", "https://game.example/play"], "without a path"],
    [["--allow-origin", "*"], "--allow-origin must be origins"],
    [["--max-connections", "0"], '--max-connections must be a whole number from 1 to 1000000, not "0"'],
    [["--max-connections-per-address", "many"], "--max-connections-per-address must be a whole number from 1"],
  ])("refuse %j", (flags, sentence) => {
    expect(() => parseServerConfig(flags, {})).toThrow(ConfigError);
    expect(() => parseServerConfig(flags, {})).toThrow(sentence);
  });

  it("are listed by --help", () => {
    expect(() => parseServerConfig(["--help"], {})).toThrow(HelpRequested);
    expect(() => parseServerConfig(["--help"], {})).toThrow("--training-idle-seconds");
  });
});
