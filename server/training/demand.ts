/** Whether learners should run: while somebody watches, and for a while after the last viewer has left. */
import type { Border } from "../border.ts";

/** Counts viewers and reports when learners should run or pause. */
export interface Demand {
  readonly viewers: number;
  readonly isWanted: boolean;
  viewerCame(): void;
  viewerLeft(): void;
  close(): void;
}

/** Demand that lasts `idleSeconds` longer than the last viewer stays; `onChange` is called with every change. */
export function createDemand(idleSeconds: number, border: Border, onChange: (isWanted: boolean) => void): Demand {
  const tell = border.wrap("starting or pausing the learner", onChange);
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
