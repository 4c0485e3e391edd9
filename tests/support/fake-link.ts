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
}

/** What a link asked for, and how the test answers. */
export interface FakeRequest {
  readonly method: string;
  readonly room: string;
  readonly options: object;
  answer(): void;
  refuse(error: Error): void;
}

/** The world around a link. */
export interface FakeWorld {
  readonly environment: LinkEnvironment;
  readonly requests: FakeRequest[];
  readonly rooms: FakeRoom[];
  /** Lets time pass, timers included, and what they started. */
  pass(ms: number): Promise<void>;
  /** Lets what is under way go on without time. */
  settle(): Promise<void>;
  goOnline(): void;
  hide(): void;
  show(): void;
  leavePage(): void;
}

/** A world in which nothing happens by itself. */
export function createFakeWorld(): FakeWorld {
  let now = 0;
  let isHidden = false;
  let timers: { at: number; action: () => void }[] = [];
  const online = new Set<() => void>();
  const page = { pagehide: new Set<() => void>(), visibilitychange: new Set<() => void>() };
  const requests: FakeRequest[] = [];
  const rooms: FakeRoom[] = [];

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
    onOnline(action) {
      online.add(action);
      return () => online.delete(action);
    },
    ask: (method, room, options) =>
      new Promise((resolve, reject) => {
        const reservation: Reservation = Object({ name: "match", roomId: "r", sessionId: "s", processId: "p" });
        requests.push({ method, room, options, answer: () => resolve(reservation), refuse: reject });
      }),
    enter() {
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
    goOnline: () => fire(online),
    hide() {
      isHidden = true;
      fire(page.visibilitychange);
    },
    show() {
      isHidden = false;
      fire(page.visibilitychange);
    },
    leavePage: () => fire(page.pagehide),
  };
}

function createFakeRoom(reconnectionToken: string): FakeRoom {
  let onLeave = (_code: number, _reason: string): void => undefined;
  let onState = (_state: RoomState): void => undefined;
  let isLeft = false;
  let pings = 0;
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
    ping: () => pings++,
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
    end(code) {
      connection.isOpen = false;
      onLeave(code, "");
    },
    left: () => isLeft,
    pings: () => pings,
  };
}
