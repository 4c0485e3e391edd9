/**
 * Finds in a real page what a person cannot reach or read, however they scroll.
 *
 * Reads the laid out page; produces one sentence per fault. Its one function runs inside the page and must use nothing
 * from outside itself.
 */

/**
 * What is cut off, covered or too small within the elements of `scopes`: words must fit into the window, controls must
 * also be hit by a click at their centre and measure 24 CSS px or more.
 */
export function layoutFaults(scopes: readonly string[]): string[] {
  const MIN_TARGET_PX = 24;
  const ROUNDING_PX = 1.5;
  const CONTROLS = "a[href], button, input, summary, [tabindex='0']";
  const faults: string[] = [];

  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.classList[0] ?? ""} "${(element.ariaLabel ?? element.textContent ?? "").slice(0, 30)}"`;
  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 0 &&
    element.closest(".visually-hidden, [aria-hidden='true']") === null;
  const hasWords = (element: Element): boolean =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "");

  /** Scrolls as a person could: what hides its overflow does not scroll. */
  const bringIntoView = (element: Element): void => {
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    for (let box = element.parentElement; box !== null; box = box.parentElement) {
      if (/hidden|clip/.test(getComputedStyle(box).overflow)) box.scrollTo({ left: 0, top: 0, behavior: "instant" });
    }
    window.scrollTo({ left: 0, top: window.scrollY, behavior: "instant" });
  };
  /** The part of the window in which `element` can be seen. */
  const visiblePart = (element: Element): { left: number; top: number; right: number; bottom: number } => {
    const part = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    for (let box = element.parentElement; box !== null && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflow === "visible") continue;
      const { left, top, right, bottom } = box.getBoundingClientRect();
      part.left = Math.max(part.left, left);
      part.top = Math.max(part.top, top);
      part.right = Math.min(part.right, right);
      part.bottom = Math.min(part.bottom, bottom);
    }
    return part;
  };
  const isCutOff = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    const part = visiblePart(element);
    const isWide = box.left < part.left - ROUNDING_PX || box.right > part.right + ROUNDING_PX;
    // What is higher than its window is read by scrolling on.
    const isTall = box.height > part.bottom - part.top;
    const isOut = box.top < part.top - ROUNDING_PX || box.bottom > part.bottom + ROUNDING_PX;
    return isWide || (isTall ? part.bottom - part.top < MIN_TARGET_PX : isOut);
  };

  const overflow = document.documentElement.scrollWidth - innerWidth;
  if (overflow > 0) faults.push(`the page is ${overflow} px wider than the window`);
  const inside = scopes.map((scope) => `${scope}, ${scope} *`).join();
  for (const element of document.querySelectorAll(inside)) {
    const isControl = element.matches(CONTROLS);
    if (!isShown(element) || element.closest(".chart-host") !== null || !(isControl || hasWords(element))) continue;
    bringIntoView(element);
    if (isCutOff(element)) faults.push(`${nameOf(element)} is cut off`);
    const { left, top, width, height } = element.getBoundingClientRect();
    if (isControl && Math.min(width, height) < MIN_TARGET_PX) faults.push(`${nameOf(element)} is too small to hit`);
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    const isHit = hit !== null && (element.contains(hit) || (!isControl && hit.contains(element)));
    const takesClicks = getComputedStyle(element).pointerEvents !== "none";
    if (takesClicks && !isCutOff(element) && !isHit) {
      faults.push(`${nameOf(element)} is covered by ${hit === null ? "nothing" : nameOf(hit)}`);
    }
  }
  window.scrollTo(0, 0);
  return [...new Set(faults)];
}
