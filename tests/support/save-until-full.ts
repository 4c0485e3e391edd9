/** Saves checkpoints into the folder given as its argument until a save fails; prints why, and what can be loaded. */
import { loadNewestCheckpoint, saveCheckpoint } from "../../bots/files/checkpoint-files.ts";
import { networkSpec, parseTrainConfig } from "../../bots/run/config.ts";
import { countParameters } from "../../bots/network/network.ts";

const [folder] = process.argv.slice(2);
/** A checkpoint takes 240 kB. */
const config = parseTrainConfig({ hidden: [200, 260] });
const spec = networkSpec(config);
const refused: string[] = [];
let saved = 0;
let message = "";
while (message === "" && saved < 1000) {
  try {
    saveCheckpoint(folder!, {
      config,
      spec,
      progress: { decisions: saved, gradientSteps: 0, episodes: 0, seconds: 0 },
      adamStep: 0,
      vectors: { online: new Float32Array(countParameters(spec)) },
    });
    saved++;
  } catch (error) {
    message = String(error);
  }
}
const newest = loadNewestCheckpoint(folder!, (error) => refused.push(error.message))?.progress.decisions ?? null;
process.stdout.write(JSON.stringify({ saved, message, refused, newest }));
