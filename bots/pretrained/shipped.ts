/** The checkpoint that ships with the code; README.md in this folder says how it was made. */
import { fileURLToPath } from "node:url";

/** Path of the shipped checkpoint. */
export const SHIPPED_CHECKPOINT: string = fileURLToPath(new URL("./all-tasks.hhc", import.meta.url));
