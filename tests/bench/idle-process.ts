/** Sixty empty ticks a second beside the measured server: how many come late only because the machine is busy. */
import { createBorder } from "../../server/border.ts";
import { createLog } from "../../server/log.ts";
import { processClock } from "../../server/rooms/clock.ts";
import { startTickLoop, type TickMeter } from "../../server/rooms/tick-loop.ts";

const meter: TickMeter = { ticks: 0, lateTicks: 0 };
const stop = startTickLoop(meter, processClock(createBorder(createLog("error"))), () => undefined);
process.on("message", (message) => {
  if (message === "begin") {
    meter.ticks = 0;
    meter.lateTicks = 0;
    return;
  }
  stop();
  process.send?.(meter, undefined, {}, () => process.exit(0));
});
