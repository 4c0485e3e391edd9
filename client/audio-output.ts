/**
 * The audio device: opened by a user gesture, with a limited number of sounds at a time.
 *
 * Reads tones and knocks to play; while the device is not running they are dropped, so that nothing is played late.
 */
import { createRng } from "../shared/rng.ts";
import { openAudio } from "./optional.ts";

/** Browsers allow a page to play sounds only after one of these. */
const GESTURES = ["pointerup", "keydown", "click"] as const;
/** Most sounds at a time; further ones are dropped. */
const MOST_VOICES = 8;

/** Opens the device at the next gesture, and again after it was closed or interrupted. */
export class AudioOutput {
  readonly #page: EventTarget;
  readonly #voices = new Set<AudioScheduledSourceNode>();
  #context: AudioContext | null = null;
  #output: AudioNode | null = null;
  #noise: AudioBuffer | null = null;
  #isWanted = false;

  /** @param page where gestures arrive */
  constructor(page: EventTarget) {
    this.#page = page;
    for (const name of GESTURES) page.addEventListener(name, this.#onGesture);
  }

  /** Whether sound is on; switching it off ends the sounds that play, and gestures no longer open the device. */
  set isWanted(isWanted: boolean) {
    this.#isWanted = isWanted;
    if (!isWanted) this.silence();
  }

  /** Opens and starts the device; call it during a gesture. Returns whether the device runs. */
  async start(): Promise<boolean> {
    const context = this.#context ?? openAudio();
    if (context === null) return false;
    if (this.#context === null) {
      this.#context = context;
      // An interrupted sound must not continue minutes later.
      context.addEventListener("statechange", () => {
        if (context.state !== "running") this.silence();
      });
    }
    try {
      // Needed for "suspended" and also for "interrupted", by a phone call on iOS.
      if (context.state !== "running") await context.resume();
    } catch {
      return false;
    }
    return this.#runningContext() !== null;
  }

  /** Ends every sound. */
  silence(): void {
    for (const voice of this.#voices) voice.stop();
    this.#voices.clear();
  }

  /** Silences and releases the device. */
  dispose(): void {
    for (const name of GESTURES) this.#page.removeEventListener(name, this.#onGesture);
    this.silence();
    // The browser may have closed it already.
    this.#context?.close().catch(() => {});
    this.#context = null;
  }

  /** Plays a tone of `seconds`, after `delay` seconds. */
  tone(hertz: number, seconds: number, loudness: number, type: OscillatorType, delay = 0): void {
    const audio = this.#freeContext();
    if (audio === null) return;
    const start = audio.currentTime + delay;
    const source = audio.createOscillator();
    source.type = type;
    source.frequency.value = hertz;
    source.connect(this.#fade(audio, start, seconds, loudness));
    this.#sound(source, start, seconds);
  }

  /** Plays a short burst of filtered noise, like a stick hitting the puck. */
  knock(hertz: number, seconds: number, loudness: number): void {
    const audio = this.#freeContext();
    if (audio === null) return;
    const source = audio.createBufferSource();
    source.buffer = this.#noiseBuffer(audio);
    const filter = audio.createBiquadFilter();
    filter.type = "bandpass";
    filter.frequency.value = hertz;
    filter.Q.value = 1.2;
    source.connect(filter).connect(this.#fade(audio, audio.currentTime, seconds, loudness));
    this.#sound(source, audio.currentTime, seconds);
  }

  readonly #onGesture = (): void => {
    if (this.#isWanted && this.#runningContext() === null) void this.start();
  };

  #runningContext(): AudioContext | null {
    return this.#context?.state === "running" ? this.#context : null;
  }

  /** The device, or null if it does not run or already plays `MOST_VOICES` sounds. */
  #freeContext(): AudioContext | null {
    return this.#voices.size < MOST_VOICES ? this.#runningContext() : null;
  }

  #sound(source: AudioScheduledSourceNode, start: number, seconds: number): void {
    this.#voices.add(source);
    source.addEventListener("ended", () => this.#voices.delete(source));
    source.start(start);
    source.stop(start + seconds);
  }

  #fade(audio: AudioContext, start: number, seconds: number, loudness: number): GainNode {
    const gain = audio.createGain();
    gain.gain.setValueAtTime(loudness, start);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
    gain.connect(this.#limiter(audio));
    return gain;
  }

  /** Keeps several simultaneous sounds from clipping. */
  #limiter(audio: AudioContext): AudioNode {
    if (this.#output !== null) return this.#output;
    const limiter = audio.createDynamicsCompressor();
    limiter.threshold.value = -12;
    limiter.ratio.value = 20;
    limiter.attack.value = 0.002;
    limiter.connect(audio.destination);
    this.#output = limiter;
    return limiter;
  }

  #noiseBuffer(audio: AudioContext): AudioBuffer {
    if (this.#noise !== null) return this.#noise;
    const rng = createRng("noise");
    const buffer = audio.createBuffer(1, Math.round(audio.sampleRate * 0.3), audio.sampleRate);
    const samples = buffer.getChannelData(0);
    for (let i = 0; i < samples.length; i++) samples[i] = rng.range(-1, 1);
    this.#noise = buffer;
    return buffer;
  }
}
