/**
 * Trains on the backend that is the argument until an evaluation finds pass >= 80% and shoot >= 60% twice in a row. Prints
 * how long that took; exit code 1 if it never happened.
 */
import { chooseBackend } from "../../bots/network/backends.ts";
import { timeToThresholds } from "../bench/train.ts";

const [name = "tfjs-node"] = process.argv.slice(2);
const backend = await chooseBackend(name);
const time = await timeToThresholds(1, backend);
process.stdout.write(`${JSON.stringify({ backend, ...time })}\n`);
process.exitCode = time.seconds === null ? 1 : 0;
