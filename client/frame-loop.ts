/**
 * Calls a drawing function once per screen frame.
 *
 * The error boundary of the frame: an error is reported once as an uncaught error of the page (which logs it and shows
 * the notice of fault-notice.ts), and the loop continues with the next frame.
 */

/** The loop ends after this many failed frames in a row. */
const MOST_FAILURES = 600;

/** Calls `draw` once per screen frame with the frame's time [ms] until the returned function is called. */
export function everyFrame(draw: (nowMs: number) => void): () => void {
  let failures = 0;
  let isReported = false;
  let id = requestAnimationFrame(function frame(nowMs) {
    // Requested first, so that `draw` can stop the loop.
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
