/** Starts the server with the client as it was last built. `start.ts` builds the client first. */
import { runServer } from "./server-process.ts";

await runServer();
