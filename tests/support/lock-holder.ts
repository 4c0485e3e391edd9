/** Takes the lock of the folder that is its argument and holds it; prints "held", or why it did not get it. */
import { LockedError, lockFolder } from "../../bots/files/run-lock.ts";

const [folder] = process.argv.slice(2);
process.on("SIGTERM", () => process.exit(0));
try {
  await lockFolder(folder!);
  process.stdout.write("held");
  setInterval(() => undefined, 1000);
} catch (error) {
  if (!(error instanceof LockedError)) throw error;
  process.stdout.write(error.message);
}
