/** Whether anybody wants the learners to run: while somebody watches, and for a while after the last one has left. */
import type { Border } from "../border.ts";

/** Counts viewers; tells when learning becomes wanted or unwanted. */
export interface Demand {
  readonly viewers: number;
  readonly isWanted: boolean;
  viewerCame(): void;
  viewerLeft(): void;
  close(): void;
}

/** Demand that outlives the last viewer by `idleSeconds`; `onChange` hears every change. */
export function createDemand(idleSeconds: number, border: Border, onChange: (isWanted: boolean) => void): Demand {
  const tell = border.wrap("starting or resting the learner", onChange);
  let viewers = 0;
  let isWanted = false;
  let timer: NodeJS.Timeout | undefined;

  const set = (value: boolean): void => {
    clearTimeout(timer);
    timer = undefined;
    if (value === isWanted) return;
    isWanted = value;
    tell(value);
  };
  return {
    get viewers() {
      return viewers;
    },
    get isWanted() {
      return isWanted;
    },
    viewerCame() {
      viewers++;
      set(true);
    },
    viewerLeft() {
      viewers--;
      if (viewers > 0) return;
      clearTimeout(timer);
      timer = setTimeout(
        border.wrap("the demand's timer", () => set(false)),
        idleSeconds * 1000,
      );
      timer.unref();
    },
    close: () => clearTimeout(timer),
  };
}
