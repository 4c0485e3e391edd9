/** A worker thread of the crew: a member with a network of its own that follows orders. */
import { parentPort, workerData } from "node:worker_threads";
import { createRng } from "../../../shared/rng.ts";
import { createRunNetwork } from "../../algorithms/q-learning/run-network.ts";
import { createCrewMember, memberRows } from "./member.ts";
import type { CrewAnswer, CrewOrder, CrewPost } from "./orders.ts";

// The parent is our own crew.ts: its orders are typed on both sides.
const { config, memory, backend, stations, stream }: CrewPost = workerData;
const network = await createRunNetwork(config, backend, memberRows(config, stations.length), memory.online);
const member = await createCrewMember(config, memory, network, backend, stations, createRng(stream));

const NOTHING: CrewAnswer = { finished: [], decisions: 0 };

function follow(order: CrewOrder): CrewAnswer {
  if (order.kind === "collect") return member.collect(order.epsilon, order.rounds);
  if (order.kind === "evaluate") member.evaluate();
  else {
    network.write("online", memory.online);
    network.write("target", memory.target);
    member.makeTargets(order.rows);
  }
  return NOTHING;
}

function answer(message: CrewAnswer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread's port, not a window
  parentPort?.postMessage(message);
}

parentPort?.on("message", (order: CrewOrder) => answer(follow(order)));
answer(NOTHING);
