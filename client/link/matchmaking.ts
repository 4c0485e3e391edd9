/**
 * Asks the server for a place, and says in the page's terms why there is none.
 *
 * The SDK's own request hides the HTTP headers, and with them how long a client that asked too often has to wait.
 */
import { CloseCode, ServerError, type ColyseusSDK } from "@colyseus/sdk";

/** Where a place is kept for a while. */
export type Reservation = Parameters<ColyseusSDK["consumeSeatReservation"]>[0];

/** Why there is no place. `inUse`: the old connection of this place is alive. `gone`: the place or room is no more. */
export type RefusalReason = "full" | "busy" | "unknownRun" | "inUse" | "gone" | "badRequest" | "unreachable";

/** The server said no, or did not answer. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly reason: RefusalReason;
  /** Seconds after which the server takes requests again; 0 if it named none. */
  readonly retrySeconds: number;

  constructor(reason: RefusalReason, message: string, retrySeconds = 0) {
    super(message);
    this.reason = reason;
    this.retrySeconds = retrySeconds;
  }
}

/** While the server may not know yet that the old connection is dead, a refusal to give its place back is not final [ms]. */
const IN_USE_MS = 5000;
/** A longer pause is not believed [s]. */
const LONGEST_PAUSE = 300;
/** Codes of the server's own refusals on a new connection; above are those with which a connection ends. */
const LAST_REFUSAL = 999;

/** By HTTP status. A proxy answers with the others while the server behind it is down or starting. */
const REASONS: Readonly<Record<number, RefusalReason>> = {
  400: "badRequest",
  404: "gone",
  409: "inUse",
  410: "unknownRun",
  429: "busy",
  503: "full",
};

/**
 * Asks by `method` of Colyseus' matchmaking for `room`, a name or an id, until `signal` ends it.
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
      // Requests that hang on a dead line would use up the few connections that a browser opens to one server.
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
  // A proxy's own page of an error is no answer of the server.
  const isOurs = typeof answer === "object" && answer !== null && "error" in answer;
  const reason = isOurs ? (REASONS[response.status] ?? "unreachable") : "unreachable";
  // The header may also hold a date, or nonsense.
  const seconds = Number(response.headers.get("retry-after")) || 0;
  return new Refusal(reason, isOurs ? String(answer.error) : "", Math.min(LONGEST_PAUSE, Math.max(0, seconds)));
}

function isReservation(answer: unknown): answer is Reservation {
  return typeof answer === "object" && answer !== null && "sessionId" in answer && "roomId" in answer;
}

/**
 * Whether a place is lost for good, and not only out of reach, after asking for it failed with `error`.
 *
 * @param lostForMs since when its connection is gone
 */
export function isPlaceGone(error: unknown, lostForMs: number): boolean {
  if (error instanceof Refusal) {
    if (error.reason === "inUse") return lostForMs > IN_USE_MS;
    return error.reason !== "unreachable" && error.reason !== "busy";
  }
  if (!(error instanceof ServerError)) return false;
  return error.code <= LAST_REFUSAL || error.code === CloseCode.FAILED_TO_RECONNECT;
}
