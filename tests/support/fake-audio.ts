/** An audio device whose state the test sets, and which keeps what it was asked to play. */
import { setGlobal } from "./page.ts";

/** The state of the next device, and every sound that was scheduled on any. */
export interface FakeAudio {
  state: AudioContextState;
  /** Whether `resume` succeeds. */
  isAllowed: boolean;
  readonly started: FakeSource[];
  opened: number;
  /** Changes the state of the open device, as the system does. */
  change(state: AudioContextState): void;
  /** Ends every sound. */
  finish(): void;
}

class FakeSource extends EventTarget {
  readonly frequency = { value: 0 };
  type = "";
  buffer: unknown = null;
  stops: (number | undefined)[] = [];
  readonly #onStart: (source: FakeSource) => void;

  constructor(onStart: (source: FakeSource) => void) {
    super();
    this.#onStart = onStart;
  }

  start(): void {
    this.#onStart(this);
  }

  stop(atSeconds?: number): void {
    this.stops.push(atSeconds);
  }

  connect<T>(node: T): T {
    return node;
  }
}

const param = () => ({ value: 0, setValueAtTime() {}, exponentialRampToValueAtTime() {} });
const node = () => ({
  connect: <T>(next: T): T => next,
  gain: param(),
  frequency: param(),
  Q: param(),
  threshold: param(),
  ratio: param(),
  attack: param(),
});

/** Puts the fake into the global scope. */
export function installFakeAudio(): FakeAudio {
  const devices: EventTarget[] = [];
  const audio: FakeAudio = {
    state: "suspended",
    isAllowed: true,
    started: [],
    opened: 0,
    change(state) {
      audio.state = state;
      for (const device of devices) device.dispatchEvent(new Event("statechange"));
    },
    finish() {
      for (const source of audio.started) source.dispatchEvent(new Event("ended"));
    },
  };
  class FakeContext extends EventTarget {
    readonly currentTime = 5;
    readonly sampleRate = 100;
    readonly destination = node();
    readonly createGain = node;
    readonly createBiquadFilter = node;
    readonly createDynamicsCompressor = node;

    constructor() {
      super();
      audio.opened++;
      devices.push(this);
    }

    get state(): AudioContextState {
      return audio.state;
    }

    async resume(): Promise<void> {
      if (!audio.isAllowed) throw new DOMException("not allowed", "NotAllowedError");
      audio.change("running");
    }

    async close(): Promise<void> {
      if (audio.state === "closed") throw new DOMException("closed", "InvalidStateError");
      audio.change("closed");
    }

    createOscillator(): FakeSource {
      return new FakeSource((source) => audio.started.push(source));
    }

    createBufferSource(): FakeSource {
      return this.createOscillator();
    }

    createBuffer(): { getChannelData: () => Float32Array } {
      return { getChannelData: () => new Float32Array(30) };
    }
  }
  setGlobal("AudioContext", FakeContext);
  return audio;
}
