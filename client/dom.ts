/**
 * Builds page elements without a framework.
 *
 * Reads a tag, properties and children; produces the element. Text is inserted as text, never as markup.
 */

import { matchesMedia } from "./optional.ts";

/** A child of an element. */
export type Child = Node | string | null;

/** Properties of `el`: `class`, `text`, and any attribute by its name. */
export type Properties = Readonly<Record<string, string | number | boolean>>;

/** Creates `<tag>` with attributes and children; `true` sets an empty attribute, `false` omits it. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "text") element.textContent = String(value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** Sets the text of `element` only if it differs, so that an unchanged HUD causes no layout. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** Whether the person's system asks for reduced motion. */
export function prefersReducedMotion(): boolean {
  return matchesMedia("(prefers-reduced-motion: reduce)");
}
