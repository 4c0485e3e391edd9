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
  it("says while typing that a name is too long, and gives none", () => {
    const field = typed("seventeen letters");
    expect(field.problem.textContent).toBe(WORDS.lobby.nameTooLong(17, 16));
    expect(field.problem.getAttribute("role")).toBe("alert");
    expect(field.input.getAttribute("aria-invalid")).toBe("true");
    expect(field.input.getAttribute("aria-describedby")).toContain(field.problem.id);
    expect(field.read()).toBeNull();
  });

  it("says that a name of invisible characters cannot be seen", () => {
    expect(typed("\u200b\u3164").problem.textContent).toBe(WORDS.lobby.nameInvisible);
  });

  it("takes the complaint back when the name is right", () => {
    const field = typed("seventeen letters");
    field.input.value = "Ada";
    dispatch(field.input, "input");
    expect(field.problem.textContent).toBe("");
    expect(field.input.hasAttribute("aria-invalid")).toBe(false);
    expect(field.read()).toBe("Ada");
  });

  it("says under which name others will see the person when it is not the one that was typed", () => {
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

describe("the remembered name", () => {
  beforeEach(() => rememberName(""));

  it("is cleaned and cut when an older page remembered one that the server refuses", () => {
    remember("visits", "name", "\u200b");
    expect(rememberedName()).toBe("");
    expect(nameToJoinWith()).toBe(WORDS.lobby.namePlaceholder);
    remember("visits", "name", "\u0958".repeat(16));
    expect(Array.from(rememberedName())).toHaveLength(16);
    remember("visits", "name", "\ud83dAda");
    expect(nameToJoinWith()).toBe("Ada");
  });
});
