/**
 * The first screen: what the game is, the person's name, how well the bots play, and the ways to a match and to the training page.
 *
 * Reads and stores the name; a demonstration on a rink is the background.
 */
import { Demonstration } from "../demonstration.ts";
import { el, prefersReducedMotion } from "../dom.ts";
import { everyFrame } from "../frame-loop.ts";
import { levelChoice } from "../level-choice.ts";
import { NameField } from "../name-field.ts";
import { rememberedName, rememberName } from "../remembered-name.ts";
import { Scene } from "../render/scene.ts";
import { goTo, routeLink, type Unmount } from "../router.ts";
import { WORDS } from "../words.ts";

/** Shows the lobby. */
export function lobbyScreen(root: HTMLElement): Unmount {
  const scene = new Scene({ names: false, thoughts: false }, { "aria-hidden": "true" });
  scene.element.classList.add("lobby-rink");
  const name = new NameField(rememberedName());
  const form = el(
    "form",
    { class: "lobby-form" },
    name.label,
    el(
      "div",
      { class: "lobby-row" },
      name.input,
      el("button", { type: "submit", class: "button primary", "data-testid": "play-now", text: WORDS.lobby.playNow }),
    ),
    name.problem,
    name.note,
    levelChoice(),
    el("p", { class: "fine", text: WORDS.lobby.playNote }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const accepted = name.read();
    if (accepted === null) return;
    rememberName(accepted);
    goTo("/play");
  });
  const watch = routeLink(
    el(
      "a",
      { href: "/training", class: "watch-link", "data-testid": "watch-training" },
      el("span", { class: "watch-dot", "aria-hidden": "true" }),
      el("span", {}, el("strong", { text: WORDS.lobby.watchTraining }), el("small", { text: WORDS.lobby.watchNote })),
      el("span", { class: "watch-arrow", "aria-hidden": "true", text: "→" }),
    ),
  );
  const facts = WORDS.lobby.facts.map(([title, text]) =>
    el("li", {}, el("strong", { text: title }), el("span", { text })),
  );
  const [first, second] = WORDS.game.name.split(" ");
  root.append(
    el(
      "div",
      { class: "lobby" },
      el("div", { class: "lobby-stage", "aria-hidden": "true" }, scene.element),
      el(
        "div",
        { class: "lobby-content" },
        el("h1", {}, el("span", { text: `${first} ` }), el("span", { class: "accent", text: second ?? "" })),
        el("p", { class: "lead", text: WORDS.game.sentence }),
        el("div", { class: "lobby-card" }, form, watch),
      ),
      el("ul", { class: "lobby-facts" }, ...facts),
    ),
  );
  return showDemonstration(scene);
}

/** Plays the demonstration; with reduced motion it is a still picture. */
function showDemonstration(scene: Scene): Unmount {
  const demonstration = new Demonstration();
  if (!prefersReducedMotion()) {
    return everyFrame((nowMs) => scene.paint(demonstration.advance(nowMs), nowMs));
  }
  const paint = (): void => scene.paint(demonstration.advance(0), 0);
  requestAnimationFrame(paint);
  addEventListener("resize", paint);
  return () => removeEventListener("resize", paint);
}
