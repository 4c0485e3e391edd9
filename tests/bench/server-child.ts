/** Starts a program of this folder in a process of its own, and waits for its messages. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ServerMessage } from "./server-process.ts";

/** Runs `file` of this folder with `args`; `execArgv` are flags of Node. */
export function startChild(file: string, args: readonly string[] = [], execArgv: readonly string[] = []): ChildProcess {
  const program = fileURLToPath(new URL(file, import.meta.url));
  return fork(program, args, { stdio: "inherit", execArgv: [...execArgv] });
}

/** The next message of `kind` from a server process. */
export async function answer<K extends ServerMessage["kind"]>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<ServerMessage, { kind: K }>> {
  for (;;) {
    const [message]: ServerMessage[] = await once(child, "message");
    if (message !== undefined && isKind(message, kind)) return message;
  }
}

function isKind<K extends ServerMessage["kind"]>(
  message: ServerMessage,
  kind: K,
): message is Extract<ServerMessage, { kind: K }> {
  return message.kind === kind;
}
