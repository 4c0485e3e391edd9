/** Schemas of setting values. Each message states what is allowed and completes the sentence "X must be ...". */
import { z } from "zod";
import { parseTrust, type Trust } from "./entrance/address.ts";
import { parseOrigin } from "./entrance/origin.ts";

/** A whole number in decimal digits. */
export function whole(low: number, high: number): z.ZodType<number> {
  const allowed = `a whole number from ${low} to ${high}`;
  return z
    .string()
    .regex(/^\s*\d{1,15}\s*$/, allowed)
    .transform(Number)
    .refine((value) => value >= low && value <= high, allowed);
}

/** Any text up to a generous length. */
export function text(): z.ZodType<string> {
  return z.string().trim().max(4096, "shorter than 4096 characters");
}

/** One of a list of names. */
export function oneOf<const T extends string>(names: readonly T[]): z.ZodType<T> {
  return z.enum(names, `one of ${names.join(", ")}`);
}

/** Tasks that are known and their weights, e.g. shoot=1,pass=1. */
export function taskWeights(known: readonly string[]): z.ZodType<Readonly<Record<string, number>>> {
  const allowed = `tasks and weights of 0 or more, not all 0, such as shoot=1,pass=1; known tasks: ${known.join(", ")}`;
  return z.string().transform((value, context) => {
    const weights = value.split(",").map((part): [string, number] => {
      const [name = "", weight = "", ...rest] = part.split("=").map((word) => word.trim());
      return rest.length === 0 && known.includes(name) && weight !== "" ? [name, Number(weight)] : [name, Number.NaN];
    });
    const isRight = weights.every(([, weight]) => weight >= 0 && weight < Infinity);
    if (isRight && weights.some(([, weight]) => weight > 0)) return Object.fromEntries(weights);
    context.addIssue(allowed);
    return z.NEVER;
  });
}

/** "on" or "off". */
export function onOff(): z.ZodType<boolean> {
  return z.enum(["on", "off"], "on or off").transform((value) => value === "on");
}

/** A URL path; the result has a slash at both ends. */
export function basePath(): z.ZodType<string> {
  return z
    .string()
    .trim()
    .regex(/^\/?([\w.~-]{1,64}\/)*([\w.~-]{1,64})?$/, "a path such as /hockey/ of letters, digits and . ~ _ -")
    .refine((path) => !/(^|\/)\.{1,2}(\/|$)/.test(path), "a path such as /hockey/ without . or .. as a part")
    .transform((path) => `/${path}/`.replaceAll(/\/+/g, "/"));
}

/** Proxies that are trusted to forward a sender's address. */
export function trust(): z.ZodType<Trust> {
  const allowed =
    "none, the number of proxies, or addresses and networks such as 10.0.0.0/8 separated by commas (also loopback and uniquelocal)";
  return z.string().transform((value, context) => {
    try {
      return parseTrust(value.trim());
    } catch {
      context.addIssue(allowed);
      return z.NEVER;
    }
  });
}

/** Origins of web pages, separated by commas. */
export function origins(): z.ZodType<readonly string[]> {
  return z.string().transform((value, context) => {
    const parts = value.split(",").map((part) => part.trim());
    const found = parts.filter((part) => part !== "").map(parseOrigin);
    if (found.includes(null))
      context.addIssue("origins such as https://game.example:8443, separated by commas, without a path");
    return found.filter((origin) => origin !== null);
  });
}
