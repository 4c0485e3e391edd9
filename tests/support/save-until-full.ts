/** Saves checkpoints into the folder given as its argument until a save fails; prints why, and what can be loaded. */
import { loadNewestCheckpoint, saveCheckpoint } from "../../bots/learn/checkpoint.ts";
import { parseTrainConfig } from "../../bots/learn/config.ts";

const [folder] = process.argv.slice(2);
const refused: string[] = [];
let saved = 0;
let message = "";
while (message === "" && saved < 1000) {
  try {
    saveCheckpoint(folder!, {
      config: parseTrainConfig({ hidden: [100] }),
      spec: { inputs: 600, hidden: [100], outputs: 1 },
      progress: { decisions: saved, gradientSteps: 0, episodes: 0, seconds: 0 },
      adamStep: 0,
      vectors: { online: new Float32Array(600 * 100 + 100 + 100 + 1) },
    });
    saved++;
  } catch (error) {
    message = String(error);
  }
}
const newest = loadNewestCheckpoint(folder!, (error) => refused.push(error.message))?.progress.decisions ?? null;
process.stdout.write(JSON.stringify({ saved, message, refused, newest }));
