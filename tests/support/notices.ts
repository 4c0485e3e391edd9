/**
 * What the client's own notices and cards look like in markup, in each of their states, for tests that lay them out in a
 * browser: bringing a real match into all of these states would take minutes.
 */
import "./page.ts";
import type { LinkState } from "../../client/connection.ts";
import { LinkNotice } from "../../client/link-notice.ts";
import { ResultCard } from "../../client/result-card.ts";
import { StandingNotice } from "../../client/standing-notice.ts";
import type { Standing } from "../../shared/net/messages.ts";
import { RoomState, SkaterState } from "../../shared/net/state.ts";

/** One notice: where a match page holds it, and what it holds there. */
export interface NoticeMarkup {
  readonly name: string;
  /** The element of the match page. */
  readonly selector: string;
  readonly html: string;
  /** Attributes of that element. */
  readonly data: Readonly<Record<string, string>>;
}

const LINK_STATES: readonly LinkState[] = [
  { kind: "connecting" },
  { kind: "open", renewal: "placeGone" },
  { kind: "silent" },
  { kind: "retrying", reason: "busy", retryAtMs: 1e9 },
  {
    kind: "closed",
    reason: "misbehaved",
    detail: "A detail that the server sent, as long as such details may become.",
  },
];
const STANDINGS: readonly Standing[] = [
  { kind: "idle", freeInSeconds: 50 },
  { kind: "waiting", before: 12 },
  { kind: "watching", reason: "idle" },
];
const nothing = (): void => {};

/** Every notice over a match. */
export function noticesOfMatch(): NoticeMarkup[] {
  return [...LINK_STATES.map(linkNotice), ...STANDINGS.map(standingNotice), result()];
}

function linkNotice(state: LinkState): NoticeMarkup {
  const notice = new LinkNotice({ retry: nothing, rejoin: nothing, back: nothing }, () => 0);
  notice.show(state);
  notice.dispose();
  const { innerHTML } = notice.element;
  return { name: `link ${state.kind}`, selector: ".link-notice", html: innerHTML, data: { state: state.kind } };
}

function standingNotice(standing: Standing): NoticeMarkup {
  const notice = new StandingNotice(nothing, new EventTarget(), () => 0);
  notice.show(standing, 0);
  const { innerHTML } = notice.element;
  const data = { kind: standing.kind };
  return { name: `standing ${standing.kind}`, selector: ".standing-notice", html: innerHTML, data };
}

function result(): NoticeMarkup {
  const state = new RoomState();
  state.phase = "over";
  state.scoreHome = 12;
  state.scoreAway = 10;
  state.skaters.push(new SkaterState());
  const card = new ResultCard(nothing);
  card.follow(state, 0);
  card.dispose();
  return { name: "result", selector: ".result-layer", html: card.element.innerHTML, data: {} };
}
