/**
 * Entry point of the page: shows the screen for the URL.
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

/** The screen for a path; screens with large dependencies are loaded on demand. */
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

/** Replaces the screen with the one for the current URL. */
async function show(): Promise<void> {
  const root = document.getElementById("app");
  if (root === null) throw new Error("the page has no #app");
  const mine = ++shows;
  const route = ROUTES[currentPath()] ?? UNKNOWN;
  const screen = await loadScreen(route);
  // Another screen may have been requested while this one was loading.
  if (mine !== shows) return;
  unmount?.();
  document.title = route.title;
  root.replaceChildren();
  scrollTo(0, 0);
  unmount = mount(screen, root);
}

/** Mounts `screen` in `root`; if that throws, mounts the failure screen. */
function mount(screen: Screen, root: HTMLElement): Unmount {
  try {
    return screen(root);
  } catch (error) {
    reportError(error);
    root.replaceChildren();
    return failedScreen(root);
  }
}

/** The screen of `route`; the failure screen if it cannot be loaded (the server was updated or is down). */
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
