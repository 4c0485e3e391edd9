/**
 * Sounds of the game; silent until switched on.
 *
 * Reads events, plays short tones and noise; remembers the switch.
 */
import type { GameEvent } from "../shared/events.ts";
import { AudioOutput } from "./audio-output.ts";
import { el } from "./dom.ts";
import { hasAudio } from "./optional.ts";
import { recall, remember } from "./storage.ts";
import { WORDS } from "./words.ts";

const KEY = "sound";

/** The sounds of one match, with their switch. */
export class Sound {
  /** Hidden where the browser has no sound. */
  readonly button = el("button", { type: "button", class: "icon-button", hidden: !hasAudio() });
  readonly #output: AudioOutput;
  #isOn = hasAudio() && recall("visits", KEY) === "on";

  /** @param page where the person's gestures arrive */
  constructor(page: EventTarget = window) {
    this.#output = new AudioOutput(page);
    this.#output.isWanted = this.#isOn;
    this.button.addEventListener("click", () => void this.#switch());
    this.#showSwitch(this.#isOn ? WORDS.play.soundOff : WORDS.play.soundOn);
  }

  /** Plays the sound of `event`; `team` is the own team, -1 for none. What cannot be heard at once is dropped. */
  play(event: GameEvent, team: number): void {
    if (!this.#isOn) return;
    switch (event.kind) {
      case "release":
        this.#output.knock(event.stick === "shoot" ? 900 : 1600, 0.07, event.stick === "shoot" ? 0.28 : 0.14);
        return;
      case "boardHit":
        this.#output.knock(320, 0.12, Math.min(0.3, event.at / 90));
        return;
      case "postHit":
        this.#output.tone(1180, 0.35, 0.16, "triangle");
        return;
      case "gain":
        this.#output.knock(2300, 0.03, 0.08);
        return;
      case "save":
        this.#output.knock(520, 0.12, 0.25);
        return;
      case "check":
        this.#output.knock(180, 0.16, 0.3);
        return;
      case "whistle":
        if (event.reason !== "goal") this.#output.tone(2350, 0.35, 0.06, "square");
        return;
      case "goalScored":
        if (team >= 0 && event.team !== team) {
          this.#output.tone(147, 0.7, 0.08, "triangle");
          return;
        }
        for (const [i, pitch] of [233, 293, 349].entries()) this.#output.tone(pitch, 1.1, 0.07, "sawtooth", i * 0.02);
        return;
      case "gameOver":
        this.#output.tone(196, 1.4, 0.1, "sawtooth");
        return;
      case "faceoff":
      case "loss":
      case "periodStarted":
        return;
    }
  }

  /** Ends every sound, as for a page that is hidden. */
  silence(): void {
    this.#output.silence();
  }

  /** Releases the audio device. */
  dispose(): void {
    this.#output.dispose();
  }

  /** Switches on or off; a device that the browser refuses stays off and says so. */
  async #switch(): Promise<void> {
    this.#setOn(!this.#isOn);
    if (!this.#isOn) return;
    const isRunning = await this.#output.start();
    // It may have been switched off again while the device started.
    if (!this.#isOn) return;
    if (isRunning) {
      this.#output.tone(660, 0.08, 0.05, "triangle");
      return;
    }
    this.#setOn(false);
    this.#showSwitch(WORDS.play.soundRefused);
  }

  #setOn(isOn: boolean): void {
    this.#isOn = isOn;
    this.#output.isWanted = isOn;
    remember("visits", KEY, isOn ? "on" : "");
    this.#showSwitch(isOn ? WORDS.play.soundOff : WORDS.play.soundOn);
  }

  #showSwitch(words: string): void {
    this.button.textContent = this.#isOn ? "♪" : "♪̸";
    this.button.setAttribute("aria-label", words);
    this.button.title = words;
    this.button.setAttribute("aria-pressed", String(this.#isOn));
  }
}
