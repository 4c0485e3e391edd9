import { dispatch } from "../../support/page.ts";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { NameField } from "../../../client/name-field.ts";
import { nameToJoinWith, rememberedName, rememberName } from "../../../client/remembered-name.ts";
import { remember } from "../../../client/storage.ts";
import { WORDS } from "../../../client/words.ts";

/** A field after somebody has typed `text`. */
function typed(text: string): NameField {
  const field = new NameField("");
  field.input.value = text;
  dispatch(field.input, "input");
  return field;
}

describe("the field for the name", () => {
  it("shows while typing that a name is too long, and produces none", () => {
    const field = typed("seventeen letters");
    expect(field.problem.textContent).toBe(WORDS.lobby.nameTooLong(17, 16));
    expect(field.problem.getAttribute("role")).toBe("alert");
    expect(field.input.getAttribute("aria-invalid")).toBe("true");
    expect(field.input.getAttribute("aria-describedby")).toContain(field.problem.id);
    expect(field.read()).toBeNull();
  });

  it("shows that a name has no visible characters", () => {
    expect(typed("\u200b\u3164").problem.textContent).toBe(WORDS.lobby.nameInvisible);
  });

  it("removes the message when the name can be used", () => {
    const field = typed("seventeen letters");
    field.input.value = "Ada";
    dispatch(field.input, "input");
    expect(field.problem.textContent).toBe("");
    expect(field.input.hasAttribute("aria-invalid")).toBe(false);
    expect(field.read()).toBe("Ada");
  });

  it("shows the name that others will see if it differs from what was typed", () => {
    const field = typed("A\u200bda");
    expect(field.note.textContent).toBe(WORDS.lobby.nameBecomes("Ada"));
    expect(field.read()).toBe("Ada");
    expect(typed(" Ada ").note.textContent).toBe("");
  });

  it("may stay empty", () => {
    expect(typed("  ").read()).toBe("");
    expect(typed("").problem.textContent).toBe("");
  });
});

describe("the stored name", () => {
  beforeEach(() => rememberName(""));

  it("is cleaned and shortened if an older page stored one that the server refuses", () => {
    remember("visits", "name", "\u200b");
    expect(rememberedName()).toBe("");
    expect(nameToJoinWith()).toBe(WORDS.lobby.namePlaceholder);
    remember("visits", "name", "\u0958".repeat(16));
    expect(Array.from(rememberedName())).toHaveLength(16);
    remember("visits", "name", "\ud83dAda");
    expect(nameToJoinWith()).toBe("Ada");
  });
});
