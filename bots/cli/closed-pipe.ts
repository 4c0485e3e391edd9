/** What a command does when whoever reads its output has gone, as in `npm run train 2>&1 | head -1`. */

/** Codes of a pipe or terminal that nobody reads any more. */
const GONE = new Set(["EPIPE", "EIO", "ECONNRESET", "ERR_STREAM_DESTROYED"]);

/** Calls `onClosed` once when nobody reads the output or the messages of this process any more; what is written is dropped. */
export function onClosedPipe(onClosed: () => void): void {
  let isClosed = false;
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (!GONE.has(error.code ?? "")) throw error;
      if (isClosed) return;
      isClosed = true;
      onClosed();
    });
  }
}

/** For commands that have nothing to save: they end quietly. */
export function endOnClosedPipe(): void {
  // npm would complain about any other code.
  onClosedPipe(() => process.exit(0));
}
