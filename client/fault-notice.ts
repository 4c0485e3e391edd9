/**
 * Says once that something on the page went wrong, instead of leaving a black or frozen screen without a word.
 *
 * Reads errors that nobody caught, which the browser has logged already; offers to reload or to go on. Rejected promises
 * are only logged: they come from the network, whose loss has words of its own in link-notice.ts.
 */
import { el } from "./dom.ts";
import { WORDS } from "./words.ts";

/** Watches the whole page from now on. */
export function watchForFaults(): void {
  let isShown = false;
  addEventListener("error", (event) => {
    // Only errors thrown by the page's code: a picture that does not load and a resize that takes two turns have none.
    if (isShown || !(event.error instanceof Error)) return;
    isShown = true;
    document.body.append(faultNotice());
  });
}

function faultNotice(): HTMLElement {
  const reload = el("button", { type: "button", class: "button small", text: WORDS.link.reload });
  reload.addEventListener("click", () => location.reload());
  const close = el("button", { type: "button", class: "button small", text: WORDS.fault.goOn });
  const notice = el(
    "div",
    { class: "fault-notice", role: "alert", "data-testid": "fault" },
    el("div", {}, el("strong", { text: WORDS.fault.title }), el("small", { text: WORDS.fault.detail })),
    reload,
    close,
  );
  close.addEventListener("click", () => notice.remove());
  return notice;
}
