/** The table of network backends. */
import { describe, expect, it } from "@jest/globals";
import { availableBackends, BACKEND_NAMES, createNetwork } from "../../bots/network/backends.ts";
import { make, optimizer, SMALL } from "./network-bench.ts";
import { livelyParameters } from "./network-reference.ts";

describe("the registry of network backends", () => {
  it("gives the first available backend for auto", async () => {
    const [fastest] = await availableBackends();
    expect((await make("auto", SMALL)).backend).toBe(fastest);
  });

  it("refuses an unknown name by naming the known ones", async () => {
    const options = { spec: SMALL, optimizer, maxRows: 1, parameters: livelyParameters(SMALL, 1) };
    const backend: string = "abacus";
    // @ts-expect-error names are checked by the compiler too
    await expect(createNetwork({ backend, ...options })).rejects.toThrow(/abacus.*auto.*plain/);
  });

  it("says why a backend is not available", async () => {
    const available = await availableBackends();
    const missing = BACKEND_NAMES.filter((backend) => !available.includes(backend));
    for (const backend of missing) await expect(make(backend, SMALL)).rejects.toThrow(/is not available: .+/);
  });

  it("has the kernels compiled", async () => {
    expect(await availableBackends()).toContain("simd-plain");
  });
});
