/**
 * The sender of a request: the address of the connection or, behind trusted proxies, the one that they forward.
 *
 * Reads `X-Forwarded-For` from the right: the sender may have forged the entries left of the first untrusted address.
 */
import type { IncomingMessage } from "node:http";
import { ipKeyGenerator } from "express-rate-limit";
import proxyAddr from "proxy-addr";

/** Whether the sender at `address`, `hop` hops before this server, is a trusted proxy. */
export type Trust = (address: string, hop: number) => boolean;

/** An IPv6 user has a whole network of this prefix length, so each network counts as one address. */
const IPV6_PREFIX = 64;

/**
 * Reads the value of `--trust-proxy`: "none", a number of proxies, or addresses and networks separated by commas.
 *
 * @throws TypeError naming an invalid address
 */
export function parseTrust(value: string): Trust {
  if (value === "none") return () => false;
  if (/^\d{1,3}$/.test(value)) {
    const count = Number(value);
    return (_address, hop) => hop < count;
  }
  return proxyAddr.compile(value.split(",").map((part) => part.trim()));
}

/** The address by which senders are limited: an IPv4 address as it is, an IPv6 address as its network. */
export function addressOf(request: IncomingMessage, trust: Trust): string {
  return addressKey(proxyAddr(request, trust));
}

/** One key for an address, however it is written. */
export function addressKey(address: string | undefined): string {
  return ipKeyGenerator(address ?? "", IPV6_PREFIX);
}

/** The host that the sender asked for, as forwarded by its proxy if that is trusted. */
export function hostOf(request: IncomingMessage, trust: Trust): string {
  const isForwarded = trust(request.socket.remoteAddress ?? "", 0);
  const forwarded = isForwarded ? request.headers["x-forwarded-host"] : undefined;
  const [first] = String(forwarded ?? "").split(",");
  return first?.trim() || (request.headers.host ?? "");
}
