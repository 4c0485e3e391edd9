/** HTML fragments. Parameters called `markup` are inserted as they are, all other text is escaped. */

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes `text` for content and attributes. */
export function escape(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character]!);
}

/** An element around `markup`. */
export function element(name: string, attributes: Readonly<Record<string, string>>, markup: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`);
  return `<${name}${written.join("")}>${markup}</${name}>`;
}

export function paragraph(text: string, className = ""): string {
  return element("p", className === "" ? {} : { class: className }, escape(text));
}

export function bulletList(sentences: readonly string[]): string {
  return element("ul", {}, sentences.map((sentence) => element("li", {}, escape(sentence))).join(""));
}

/** A table with a header row; the first cell of each row is its header. It scrolls on its own where it is too wide. */
export function table(caption: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = header.map((text) => element("th", { scope: "col" }, escape(text))).join("");
  const body = rows.map((cells) => {
    const [name = "", ...rest] = cells;
    const written = rest.map((text) => element("td", {}, escape(text))).join("");
    return element("tr", {}, element("th", { scope: "row" }, escape(name)) + written);
  });
  const inner = `<caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody>`;
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    element("table", {}, inner),
  );
}
