/** Reads a text file line by line, however large it is. */
import { closeSync, openSync, readSync } from "node:fs";

const CHUNK_BYTES = 2 ** 20;
/** A longer line is no line of ours and is passed over [characters]. */
const LONGEST_LINE = 2 ** 20;

/**
 * Calls `visit` with each line that is not empty, the last one too if it has no end.
 *
 * @throws Error of the file system
 */
export function readLines(file: string, visit: (line: string) => void): void {
  const descriptor = openSync(file, "r");
  try {
    const chunk = new Uint8Array(CHUNK_BYTES);
    const decoder = new TextDecoder();
    let rest = "";
    let isTooLong = false;
    const pass = (line: string): void => {
      if (line !== "" && !isTooLong) visit(line);
      isTooLong = false;
    };
    for (let count = readSync(descriptor, chunk); count > 0; count = readSync(descriptor, chunk)) {
      const lines = (rest + decoder.decode(chunk.subarray(0, count), { stream: true })).split("\n");
      rest = lines.pop()!;
      lines.forEach(pass);
      if (rest.length <= LONGEST_LINE) continue;
      isTooLong = true;
      rest = "";
    }
    pass(rest);
  } finally {
    closeSync(descriptor);
  }
}
