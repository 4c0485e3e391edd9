/** A server, a browser and a clock for `RoomLink`, all driven by the test. */
import type { LinkEnvironment, RinkRoom } from "../../client/link/environment.ts";
import type { Reservation } from "../../client/link/matchmaking.ts";
import { PROTOCOL_VERSION, type RoomState } from "../../shared/net/state.ts";

/** A room whose other side is the test. */
export interface FakeRoom {
  readonly room: RinkRoom;
  /** The first state arrives. */
  open(protocol?: number): void;
  /** Any message arrives. */
  receive(): void;
  /** The connection ends with `code`. */
  end(code: number): void;
  readonly left: () => boolean;
  readonly pings: () => number;
  /** Answers the latest ping. */
  pong(ms: number): void;
}

/** What a link asked for, and how the test answers. */
export interface FakeRequest {
  readonly method: string;
  readonly room: string;
  readonly options: object;
  /** Ends the request. */
  readonly signal: AbortSignal;
  /** With a place of the server process `processId`. */
  answer(processId?: string): void;
  refuse(error: Error): void;
}

/** The world around a link. */
export interface FakeWorld {
  readonly environment: LinkEnvironment;
  readonly requests: FakeRequest[];
  readonly rooms: FakeRoom[];
  /** Lets time pass, timers included, and what they started. */
  pass(ms: number): Promise<void>;
  /** Lets time pass in which no timer of the page runs. */
  freeze(ms: number): void;
  /** Lets what is under way go on without time. */
  settle(): Promise<void>;
  /** Whether the browser says that it has a network; to have one is announced. */
  setOnline(isOnline: boolean): void;
  /** Whether the server has a newer page. */
  setPageCurrent(isCurrent: boolean): void;
  /** The next connection for a reservation is not made. */
  failNextConnection(error: Error): void;
  hide(): void;
  show(): void;
  leavePage(): void;
}

/** A world in which nothing happens by itself. */
export function createFakeWorld(): FakeWorld {
  let now = 0;
  let isHidden = false;
  let isOnline = true;
  let isCurrent = true;
  let timers: { at: number; action: () => void }[] = [];
  const returns = new Set<() => void>();
  const page = { pagehide: new Set<() => void>(), visibilitychange: new Set<() => void>() };
  const requests: FakeRequest[] = [];
  const rooms: FakeRoom[] = [];
  const failures: Error[] = [];

  const settle = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  const environment: LinkEnvironment = {
    page: {
      isHidden: () => isHidden,
      listen(name, action) {
        page[name].add(action);
        return () => page[name].delete(action);
      },
    },
    now: () => now,
    after(delayMs, action) {
      const timer = { at: now + delayMs, action };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    random: () => 1,
    isOnline: () => isOnline,
    onReturn(action) {
      returns.add(action);
      return () => returns.delete(action);
    },
    isPageCurrent: () => Promise.resolve(isCurrent),
    ask: (method, room, options, signal) =>
      new Promise((resolve, reject) => {
        const reservation = (processId: string): Reservation =>
          Object({ name: "match", roomId: "r", sessionId: "s", processId });
        const answer = (processId = "p"): void => resolve(reservation(processId));
        requests.push({ method, room, options, signal, answer, refuse: reject });
      }),
    enter() {
      const failure = failures.shift();
      if (failure !== undefined) return Promise.reject(failure);
      const fake = createFakeRoom(`r:token-${rooms.length}`);
      rooms.push(fake);
      return Promise.resolve(fake.room);
    },
  };
  const fire = (actions: ReadonlySet<() => void>): void => {
    for (const action of actions) action();
  };
  return {
    environment,
    requests,
    rooms,
    settle,
    freeze(ms) {
      now += ms;
    },
    async pass(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.action();
        await settle();
      }
      now = end;
    },
    setOnline(next) {
      isOnline = next;
      if (isOnline) fire(returns);
    },
    setPageCurrent(next) {
      isCurrent = next;
    },
    failNextConnection: (error) => void failures.push(error),
    hide() {
      isHidden = true;
      fire(page.visibilitychange);
    },
    show() {
      isHidden = false;
      fire(page.visibilitychange);
      fire(returns);
    },
    leavePage: () => fire(page.pagehide),
  };
}

function createFakeRoom(reconnectionToken: string): FakeRoom {
  let onLeave = (_code: number, _reason: string): void => undefined;
  let onState = (_state: RoomState): void => undefined;
  let isLeft = false;
  let pings = 0;
  let onPong = (_ms: number): void => undefined;
  const events = { onmessage: (_event: unknown): void => undefined };
  const connection = {
    isOpen: true,
    events,
    close() {
      connection.isOpen = false;
      onLeave(1000, "");
    },
  };
  const fake = {
    reconnectionToken,
    connection,
    reconnection: { enabled: true },
    onMessage: () => undefined,
    onError: () => undefined,
    onLeave: (action: typeof onLeave) => (onLeave = action),
    onStateChange: { once: (action: typeof onState) => (onState = action) },
    ping(action: typeof onPong) {
      pings++;
      onPong = action;
    },
    leave: () => {
      isLeft = true;
      connection.isOpen = false;
      return Promise.resolve(4000);
    },
  };
  const room: RinkRoom = Object(fake);
  return {
    room,
    open: (protocol = PROTOCOL_VERSION) => onState(Object({ protocol })),
    receive: () => events.onmessage({}),
    pong(ms) {
      events.onmessage({});
      onPong(ms);
    },
    end(code) {
      connection.isOpen = false;
      onLeave(code, "");
    },
    left: () => isLeft,
    pings: () => pings,
  };
}
