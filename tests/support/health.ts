/** What a server says of itself at /healthz. */

/** The parts of the answer that tests look at. */
export interface Health {
  readonly status: string;
  readonly matches: number;
  readonly people: number;
  readonly viewers: number;
  readonly rejected: { readonly clients: number; readonly telemetry: number; readonly connections: number };
}

/** Asks the server at `url`. */
export async function healthOf(url: string): Promise<Health> {
  const health: Health = Object(await (await fetch(`${url}/healthz`)).json());
  return health;
}
