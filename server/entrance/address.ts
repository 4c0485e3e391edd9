/**
 * Whose request it is: the address of the connection or, behind trusted proxies, the one that they forward.
 *
 * Reads `X-Forwarded-For` from the right: entries left of the first untrusted address may be invented by the sender.
 */
import type { IncomingMessage } from "node:http";
import { ipKeyGenerator } from "express-rate-limit";
import proxyAddr from "proxy-addr";

/** Whether the sender at `address`, `hop` steps before this server, is a proxy of ours. */
export type Trust = (address: string, hop: number) => boolean;

/** IPv6 users hold whole networks of this prefix length: they count as one address. */
const IPV6_PREFIX = 64;

/**
 * Reads the value of `--trust-proxy`: "none", a number of proxies, or addresses and networks divided by commas.
 *
 * @throws TypeError naming an address that is none
 */
export function parseTrust(value: string): Trust {
  if (value === "none") return () => false;
  if (/^\d{1,3}$/.test(value)) {
    const count = Number(value);
    return (_address, hop) => hop < count;
  }
  return proxyAddr.compile(value.split(",").map((part) => part.trim()));
}

/** The address that limits count for, as one name per person: IPv4 plainly, IPv6 as its network. */
export function addressOf(request: IncomingMessage, trust: Trust): string {
  return addressKey(proxyAddr(request, trust));
}

/** One name for an address, however it is written. */
export function addressKey(address: string | undefined): string {
  return ipKeyGenerator(address ?? "", IPV6_PREFIX);
}

/** The host that the sender asked for, as its proxy tells it if that is trusted. */
export function hostOf(request: IncomingMessage, trust: Trust): string {
  const isForwarded = trust(request.socket.remoteAddress ?? "", 0);
  const forwarded = isForwarded ? request.headers["x-forwarded-host"] : undefined;
  const [first] = String(forwarded ?? "").split(",");
  return first?.trim() || (request.headers.host ?? "");
}
