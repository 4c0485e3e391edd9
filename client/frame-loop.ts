/**
 * Calls a drawing function once per screen frame.
 *
 * The border of the frame: what is thrown in one is reported once as an uncaught error of the page (which logs it and
 * shows the notice of fault-notice.ts), and the next frame is tried all the same.
 */

/** So many frames that failed one after the other are enough: the loop ends [frames]. */
const MOST_FAILURES = 600;

/** Calls `draw` once per screen frame with the frame's time [ms] until the returned function is called. */
export function everyFrame(draw: (nowMs: number) => void): () => void {
  let failures = 0;
  let isReported = false;
  let id = requestAnimationFrame(function frame(nowMs) {
    // First, so that `draw` may stop the loop.
    id = requestAnimationFrame(frame);
    try {
      draw(nowMs);
      failures = 0;
    } catch (error) {
      failures++;
      if (!isReported) reportError(error);
      isReported = true;
      if (failures >= MOST_FAILURES) cancelAnimationFrame(id);
    }
  });
  return () => cancelAnimationFrame(id);
}
