import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { addressOf, hostOf, parseTrust } from "../../../server/entrance/address.ts";
import { withoutBase } from "../../../server/entrance/base-path.ts";
import { isAllowedOrigin } from "../../../server/entrance/origin.ts";
import { createBuckets, createPlaces } from "../../../server/entrance/places.ts";

/** A request that came from `remote` with these headers. */
function requestFrom(remote: string, headers: Record<string, string> = {}): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: remote });
  const request = new IncomingMessage(socket);
  Object.assign(request.headers, headers);
  return request;
}

function forwarded(remote: string, chain: string, trust: string): string {
  return addressOf(requestFrom(remote, { "x-forwarded-for": chain }), parseTrust(trust));
}

describe("the sender of a request", () => {
  it.each([
    ["9.9.9.9", "1.1.1.1", "loopback", "9.9.9.9"],
    ["127.0.0.1", "1.1.1.1", "loopback", "1.1.1.1"],
    ["::ffff:127.0.0.1", "1.1.1.1", "loopback", "1.1.1.1"],
    ["127.0.0.1", "6.6.6.6, 1.1.1.1", "loopback", "1.1.1.1"],
    ["127.0.0.1", "1.1.1.1", "none", "127.0.0.1"],
    ["10.1.2.3", "6.6.6.6, 1.1.1.1", "10.0.0.0/8", "1.1.1.1"],
    ["10.1.2.3", "6.6.6.6, 1.1.1.1, 10.9.9.9", "10.0.0.0/8", "1.1.1.1"],
    ["9.9.9.9", "6.6.6.6, 1.1.1.1", "1", "1.1.1.1"],
    ["9.9.9.9", "6.6.6.6, 1.1.1.1, 8.8.8.8", "2", "1.1.1.1"],
    ["9.9.9.9", "6.6.6.6, 1.1.1.1", "0", "9.9.9.9"],
  ])("at %s, forwarded as %s, with proxies %s is %s", (remote, chain, trust, address) => {
    expect(forwarded(remote, chain, trust)).toBe(address);
  });

  it("is the same for all addresses of an IPv6 network; IPv4 addresses stay distinct", () => {
    const key = (remote: string): string => addressOf(requestFrom(remote), parseTrust("none"));
    expect(key("2001:db8:1:2::1")).toBe(key("2001:db8:1:2:ffff::9"));
    expect(key("2001:db8:1:2::1")).not.toBe(key("2001:db8:1:3::1"));
    expect(key("::ffff:1.2.3.4")).toBe(key("1.2.3.4"));
    expect(key("::ffff:1.2.3.5")).not.toBe(key("1.2.3.4"));
  });

  it("can only be forwarded its host by a trusted proxy", () => {
    const headers = { host: "inner:2567", "x-forwarded-host": "game.example, other.example" };
    expect(hostOf(requestFrom("127.0.0.1", headers), parseTrust("loopback"))).toBe("game.example");
    expect(hostOf(requestFrom("9.9.9.9", headers), parseTrust("loopback"))).toBe("inner:2567");
  });
});

describe("the origin of a page", () => {
  it.each([
    [undefined, "game.example", true],
    ["https://game.example", "game.example", true],
    ["https://game.example", "game.example:443", true],
    ["http://localhost:2567", "localhost:2567", true],
    ["http://[::1]:2567", "[::1]:2567", true],
    ["https://friend.example", "game.example", true],
    ["https://evil.example", "game.example", false],
    ["https://game.example.evil.example", "game.example", false],
    ["http://localhost:9999", "localhost:2567", false],
    ["null", "game.example", false],
    ["", "game.example", false],
    ["https://game.example", "", false],
  ])("%j may speak to %s: %s", (origin, host, isAllowed) => {
    expect(isAllowedOrigin(origin, host, ["https://friend.example"])).toBe(isAllowed);
  });
});

describe("the base path", () => {
  it.each([
    ["/", "/play?a", "/play?a"],
    ["/hockey/", "/hockey/play?a", "/play?a"],
    ["/hockey/", "/hockey/", "/"],
    ["/hockey/", "/hockey", "/"],
    ["/hockey/", "/hockey?a", "/?a"],
    ["/hockey/", "/play", "/play"],
    ["/hockey/", "/hockeyplay", "/hockeyplay"],
    ["/a/b/", "/a/b/socket.io/?EIO=4", "/socket.io/?EIO=4"],
  ])("%s turns %s into %s", (base, url, inner) => {
    expect(withoutBase(url, base)).toBe(inner);
  });
});

describe("places", () => {
  it("are limited per address and in total, and can be taken again once freed", () => {
    const places = createPlaces(3, 2);
    const first = places.take("a");
    places.take("a");
    expect(places.take("a")).toBe("address");
    places.take("b");
    expect(places.take("c")).toBe("all");
    if (typeof first === "string") throw new Error(first);
    first();
    first();
    expect(places.taken).toBe(2);
    expect(typeof places.take("c")).toBe("function");
    expect(places.take("b")).toBe("all");
  });
});

describe("handshakes", () => {
  it("may come in a burst, then at a limited rate, counted per address", () => {
    const clock = { ms: 0 };
    const take = createBuckets(3, 1, () => clock.ms);
    expect([1, 2, 3, 4].map(() => take("a"))).toEqual([true, true, true, false]);
    expect(take("b")).toBe(true);
    clock.ms = 1000;
    expect([take("a"), take("a")]).toEqual([true, false]);
    clock.ms = 100_000;
    expect([1, 2, 3, 4].map(() => take("a"))).toEqual([true, true, true, false]);
  });

  it("are not stored for an unlimited number of addresses", () => {
    const clock = { ms: 0 };
    const take = createBuckets(2, 1, () => clock.ms);
    for (let i = 0; i < 30_000; i++) expect(take(`address ${i}`)).toBe(true);
    expect(take("address 29999")).toBe(true);
    expect(take("address 29999")).toBe(false);
  });
});
