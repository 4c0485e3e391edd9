/**
 * Shows a notice once after an uncaught error, instead of leaving the screen black or frozen.
 *
 * Reads uncaught errors, which the browser has logged already; offers to reload or to continue. Rejected promises are
 * only logged: they come from the network, and link-notice.ts reports its loss.
 */
import { el } from "./dom.ts";
import { WORDS } from "./words.ts";

/** Shows the notice at the next uncaught error of the page. */
export function watchForFaults(): void {
  let isShown = false;
  addEventListener("error", (event) => {
    // Only errors thrown by the page's code: failed loads of pictures and loops of resize observers carry none.
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
