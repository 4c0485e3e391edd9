/**
 * The screens for a path that does not exist and for a screen that could not be loaded.
 */
import { el } from "../dom.ts";
import { routeLink, type Unmount } from "../router.ts";
import { WORDS } from "../words.ts";

/** Shows that there is no page at this URL. */
export function unknownScreen(root: HTMLElement): Unmount {
  const back = routeLink(el("a", { href: "/", class: "button primary", text: WORDS.link.back }));
  root.append(
    el(
      "div",
      { class: "notice-page" },
      el("h1", { text: WORDS.unknown.title }),
      el("p", { text: WORDS.unknown.detail }),
      back,
    ),
  );
  return () => {};
}

/** Shows that a screen could not be loaded. */
export function failedScreen(root: HTMLElement): Unmount {
  const reload = el("button", { type: "button", class: "button primary", text: WORDS.link.reload });
  reload.addEventListener("click", () => location.reload());
  root.append(
    el(
      "div",
      { class: "notice-page" },
      el("h1", { text: WORDS.unknown.failedTitle }),
      el("p", { text: WORDS.unknown.failedDetail }),
      reload,
    ),
  );
  return () => {};
}
