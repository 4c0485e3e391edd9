import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { startBench, type TestBench } from "./harness.ts";

let bench: TestBench | undefined;
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

describe("pages", () => {
  const clientDir = mkdtempSync(join(tmpdir(), "hockey-client-"));
  afterAll(() => rmSync(clientDir, { recursive: true }));

  it("answer with health, the client's page on every screen, and a plain 404 for what is not there", async () => {
    const page = `<meta name="base" content="/" /><script src="./assets/a.js"></script>`;
    writeFileSync(join(clientDir, "index.html"), page);
    bench = await startBench({ training: false, base: "/hockey/" }, { clientDir });
    expect(await (await bench.get("/healthz")).json()).toMatchObject({ status: "ok", matches: 0, training: "off" });
    expect((await bench.get("/api/nothing")).status).toBe(404);
    for (const path of ["/", "/play", "/training", "/hockey/", "/hockey", "/hockey/play/"]) {
      expect([path, (await bench.get(path)).status]).toEqual([path, 200]);
    }
    for (const path of ["/nowhere", "/hockey/nowhere", "/report", "/hockeyplay"]) {
      expect([path, (await bench.get(path)).status]).toEqual([path, 404]);
    }
    const lobby = await bench.get("/");
    expect(await lobby.text()).toBe(
      `<meta name="base" content="/hockey/" /><script src="/hockey/assets/a.js"></script>`,
    );
    expect(lobby.headers.get("content-security-policy")).toContain("default-src 'self'");
    expect(lobby.headers.get("content-type")).toContain("text/html");
  });

  it("say so when the client is not built", async () => {
    bench = await startBench({ training: false }, { clientDir: join(clientDir, "missing") });
    const answer = await bench.get("/");
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain("npm start");
  });
});
