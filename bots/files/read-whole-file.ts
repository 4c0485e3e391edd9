/**
 * Reads a file that may be anything a person can name: only an ordinary one of a sensible size is opened, so that neither
 * a device or a pipe can block the process, nor a huge file fill the memory.
 */
import { closeSync, openSync, readSync, statSync } from "node:fs";

/**
 * The bytes of `file`.
 *
 * @param mostBytes a larger file is refused without being read
 * @throws RangeError that ends a sentence which begins with the file's name; Error of the file system
 */
export function readWholeFile(file: string, mostBytes: number): Uint8Array {
  const stats = statSync(file);
  if (!stats.isFile()) throw new RangeError("is not an ordinary file");
  if (stats.size > mostBytes) throw new RangeError(`is larger than ${mostBytes} bytes`);
  const bytes = new Uint8Array(stats.size);
  const descriptor = openSync(file, "r");
  try {
    let length = 0;
    // Never to the end of the file: it may grow for ever while it is read, as some files of /proc do.
    while (length < bytes.length) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, length);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}
