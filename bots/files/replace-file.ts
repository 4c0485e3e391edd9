/**
 * Writes a file whole or not at all: into a temporary one beside it, to the disk, then renamed.
 *
 * Our own, because the packages for it take one write call's word (measured with write-file-atomic 8.0.0): on a disk with
 * some room left the call writes less than it was given, without an error, and the cut file replaces the good one.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/** How the temporary file of any file ends. */
export const TEMPORARY_SUFFIX = ".tmp";

/** @throws Error of the file system; the file is then as it was */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const temporary = file + TEMPORARY_SUFFIX;
  try {
    const descriptor = openSync(temporary, "w");
    try {
      writeFileSync(descriptor, content);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
