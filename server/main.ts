/** The server alone, with the client as it was built last. `start.ts` builds it first. */
import { runServer } from "./server-process.ts";

await runServer();
