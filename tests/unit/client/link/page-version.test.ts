import { setGlobal } from "../../../support/page.ts";
import { afterEach, expect, it } from "@jest/globals";
import { parseHTML } from "linkedom";
import { isPageCurrent } from "../../../../client/link/page-version.ts";

const realFetch = globalThis.fetch;
afterEach(() => setGlobal("fetch", realFetch));

const signal = new AbortController().signal;
const page = (script: string, sheet: string): string =>
  `<!doctype html><html><head><link rel="icon" href="/icon.svg"><script type="module" crossorigin src="/assets/${script}"></script>
   <link rel="stylesheet" crossorigin href="/assets/${sheet}"></head><body></body></html>`;

async function isCurrent(answer: () => Promise<Response>): Promise<boolean> {
  const { document } = parseHTML(page("main-1.js", "main-1.css"));
  // What the page has loaded since it began.
  document.head.insertAdjacentHTML("beforeend", '<link rel="modulepreload" href="/assets/training-1.js">');
  setGlobal("fetch", answer);
  return isPageCurrent(document, "http://server/play", signal);
}

const serving =
  (html: string, status = 200) =>
  (): Promise<Response> =>
    Promise.resolve(new Response(html, { status }));

it("recognises its own page", async () => {
  expect(await isCurrent(serving(page("main-1.js", "main-1.css")))).toBe(true);
});

it.each([
  ["script", "main-2.js", "main-1.css"],
  ["style sheet", "main-1.js", "main-2.css"],
])("notices another %s", async (_, script, sheet) => {
  expect(await isCurrent(serving(page(script, sheet)))).toBe(false);
});

it("treats an answer that is no page, or no answer, as no update", async () => {
  expect(await isCurrent(serving(page("main-2.js", "main-2.css"), 503))).toBe(true);
  expect(await isCurrent(() => Promise.reject(new TypeError("Failed to fetch")))).toBe(true);
});
