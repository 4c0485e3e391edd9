/** A link in a fake world, for tests that walk it through its states. */
import { RoomLink, type LinkState } from "../../client/connection.ts";
import { Refusal, type RefusalReason } from "../../client/link/matchmaking.ts";
import { createFakeWorld, type FakeWorld } from "./fake-link.ts";

/** Under which the links remember their place. */
export const PLACE_KEY = "test-place";

/** Gives the tab an empty memory. */
export function forgetTab(): void {
  const tab = new Map<string, string>();
  const storage = {
    getItem: (key: string) => tab.get(key) ?? null,
    setItem: (key: string, text: string) => tab.set(key, text),
    removeItem: (key: string) => tab.delete(key),
  };
  Object.defineProperty(globalThis, "sessionStorage", { value: storage, configurable: true });
}

/** One link in a fake world, and what it has told. */
export interface LinkBench {
  readonly world: FakeWorld;
  readonly link: RoomLink;
  readonly states: LinkState[];
  readonly kinds: () => string[];
  readonly entered: () => number;
}

/** A link that has just begun to join. */
export function startLink(): LinkBench {
  const world = createFakeWorld();
  const states: LinkState[] = [];
  let entered = 0;
  const link = new RoomLink(
    {
      roomName: "match",
      joinOptions: { name: "Ann" },
      placeKey: PLACE_KEY,
      onLink: (state) => states.push(state),
      onJoin: () => undefined,
      onRoom: () => entered++,
    },
    world.environment,
  );
  return { world, link, states, kinds: () => states.map(({ kind }) => kind), entered: () => entered };
}

/** A link that is open. */
export async function openedLink(): Promise<LinkBench> {
  const bench = startLink();
  bench.world.requests[0]!.answer();
  await bench.world.settle();
  bench.world.rooms[0]!.open();
  return bench;
}

/** The latest request, which the server refuses. */
export async function refuse({ world }: LinkBench, reason: RefusalReason, retrySeconds = 0): Promise<void> {
  world.requests.at(-1)!.refuse(new Refusal(reason, `refused: ${reason}`, retrySeconds));
  await world.settle();
}

/** The latest request is answered and the room's first state arrives. */
export async function accept({ world }: LinkBench, processId?: string): Promise<void> {
  world.requests.at(-1)!.answer(processId);
  await world.settle();
  world.rooms.at(-1)!.open();
}
