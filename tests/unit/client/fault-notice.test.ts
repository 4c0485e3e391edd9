import { dispatch, pageWindow } from "../../support/page.ts";
import { expect, it } from "@jest/globals";
import { watchForFaults } from "../../../client/fault-notice.ts";
import { WORDS } from "../../../client/words.ts";

const notices = () => document.querySelectorAll("[data-testid=fault]");

it("an uncaught error is shown once, with a button to continue", () => {
  watchForFaults();
  dispatch(pageWindow, "error", { error: null, message: "ResizeObserver loop completed" });
  expect(notices()).toHaveLength(0);
  for (let i = 0; i < 3; i++) dispatch(pageWindow, "error", { error: new Error("broken") });
  expect(notices()).toHaveLength(1);
  const notice = notices()[0]!;
  expect(notice.getAttribute("role")).toBe("alert");
  expect(notice.textContent).toContain(WORDS.fault.title);
  const buttons = [...notice.querySelectorAll("button")];
  expect(buttons.map((button) => button.textContent)).toEqual([WORDS.link.reload, WORDS.fault.goOn]);
  dispatch(buttons[1]!, "click");
  expect(notices()).toHaveLength(0);
});
