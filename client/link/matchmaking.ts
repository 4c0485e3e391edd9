/**
 * Requests a place from the server and translates refusals.
 *
 * The SDK's own request hides the HTTP headers, and with them how long a rate-limited client has to wait.
 */
import { CloseCode, ServerError, type ColyseusSDK } from "@colyseus/sdk";

/** A place that the server keeps for a limited time. */
export type Reservation = Parameters<ColyseusSDK["consumeSeatReservation"]>[0];

/** Why there is no place. `inUse`: the place's old connection is alive. `gone`: the place or room no longer exists. */
export type RefusalReason = "full" | "busy" | "unknownRun" | "inUse" | "gone" | "badRequest" | "unreachable";

/** The server refused or did not answer. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly reason: RefusalReason;
  /** Seconds after which the server accepts requests again; 0 if it named none. */
  readonly retrySeconds: number;

  constructor(reason: RefusalReason, message: string, retrySeconds = 0) {
    super(message);
    this.reason = reason;
    this.retrySeconds = retrySeconds;
  }
}

/** The server may take this long to notice that the old connection is dead; until then `inUse` is not final [ms]. */
const IN_USE_MS = 5000;
/** The longest wait that is accepted from the server [s]. */
const LONGEST_PAUSE = 300;
/** Highest code of refusals on a new connection; codes above it are close codes. */
const LAST_REFUSAL = 999;

/** By HTTP status. Proxies use the other codes while the server behind them is down or starting. */
const REASONS: Readonly<Record<number, RefusalReason>> = {
  400: "badRequest",
  404: "gone",
  409: "inUse",
  410: "unknownRun",
  429: "busy",
  503: "full",
};

/**
 * Requests a place in `room`, a name or an id, by `method` of Colyseus' matchmaking; `signal` aborts the request.
 *
 * @throws Refusal
 */
export async function ask(
  serverUrl: string,
  method: string,
  room: string,
  options: object,
  signal: AbortSignal,
): Promise<Reservation> {
  let response: Response;
  try {
    response = await fetch(`${serverUrl}/matchmake/${method}/${room}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(options),
      // Aborted because hanging requests would use up the few connections that a browser opens to one server.
      signal,
    });
  } catch (error) {
    throw new Refusal("unreachable", error instanceof Error ? error.message : String(error));
  }
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && isReservation(answer)) return answer;
  throw refusalOf(response, answer);
}

function refusalOf(response: Response, answer: unknown): Refusal {
  // The error page of a proxy is not an answer of the server.
  const isOurs = typeof answer === "object" && answer !== null && "error" in answer;
  const reason = isOurs ? (REASONS[response.status] ?? "unreachable") : "unreachable";
  // The header may also be a date or invalid.
  const seconds = Number(response.headers.get("retry-after")) || 0;
  return new Refusal(reason, isOurs ? String(answer.error) : "", Math.min(LONGEST_PAUSE, Math.max(0, seconds)));
}

function isReservation(answer: unknown): answer is Reservation {
  return typeof answer === "object" && answer !== null && "sessionId" in answer && "roomId" in answer;
}

/**
 * Whether a place is lost for good, rather than unreachable at the moment, after a request for it failed with `error`.
 *
 * @param lostForMs how long ago its connection was lost [ms]
 */
export function isPlaceGone(error: unknown, lostForMs: number): boolean {
  if (error instanceof Refusal) {
    if (error.reason === "inUse") return lostForMs > IN_USE_MS;
    return error.reason !== "unreachable" && error.reason !== "busy";
  }
  if (!(error instanceof ServerError)) return false;
  return error.code <= LAST_REFUSAL || error.code === CloseCode.FAILED_TO_RECONNECT;
}
