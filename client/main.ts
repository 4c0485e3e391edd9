/**
 * Entry of the page: shows the screen that the address asks for.
 *
 * Reads `location`, mounts one screen at a time into `#app`.
 */
import "./styles/base.css";
import "./styles/lobby.css";
import "./styles/play.css";
import "./styles/training.css";
import "./styles/notices.css";
import "./styles/forced-colors.css";
import { watchForFaults } from "./fault-notice.ts";
import { currentPath, onAddress, type Screen, type Unmount } from "./router.ts";
import { lobbyScreen } from "./screens/lobby.ts";
import { playScreen } from "./screens/play.ts";
import { failedScreen, unknownScreen } from "./screens/unknown.ts";
import { WORDS } from "./words.ts";

/** What an address shows; screens with heavy parts are loaded when they are wanted. */
interface Route {
  readonly title: string;
  readonly load: () => Screen | Promise<Screen>;
}

const ROUTES: Readonly<Record<string, Route>> = {
  "/": { title: WORDS.titles.lobby, load: () => lobbyScreen },
  "/play": { title: WORDS.titles.play, load: () => playScreen },
  "/training": {
    title: WORDS.titles.training,
    load: async () => (await import("./screens/training.ts")).trainingScreen,
  },
};
const UNKNOWN: Route = { title: WORDS.titles.unknown, load: () => unknownScreen };

let unmount: Unmount | null = null;
let shows = 0;

/** Replaces the screen with the one for the current address. */
async function show(): Promise<void> {
  const root = document.getElementById("app");
  if (root === null) throw new Error("the page has no #app");
  const mine = ++shows;
  const route = ROUTES[currentPath()] ?? UNKNOWN;
  const screen = await loadScreen(route);
  // A faster click may have asked for another screen while this one was loading.
  if (mine !== shows) return;
  unmount?.();
  document.title = route.title;
  root.replaceChildren();
  scrollTo(0, 0);
  unmount = mount(screen, root);
}

/** Puts `screen` into `root`; one that cannot be built says so. */
function mount(screen: Screen, root: HTMLElement): Unmount {
  try {
    return screen(root);
  } catch (error) {
    reportError(error);
    root.replaceChildren();
    return failedScreen(root);
  }
}

/** The screen of `route`; one that cannot be fetched (the server was updated or is down) says so. */
async function loadScreen(route: Route): Promise<Screen> {
  try {
    return await route.load();
  } catch (error) {
    console.error(error);
    return failedScreen;
  }
}

watchForFaults();
onAddress(() => void show());
void show();
