import type { ServerDoor } from "./server-door.ts";
import type { Terminal } from "./terminal.ts";

/** One word after `attune`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** Beside --url, --key and --help, which all have. */
  readonly options: Readonly<Record<string, { readonly type: "string" | "boolean" }>>;
  /** Answers the exit code. */
  run(call: Call): Promise<number>;
}

export interface Call {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  /** Opened when first needed: a mistake in a file is told before a missing key. */
  readonly door: () => ServerDoor;
  readonly terminal: Terminal;
}
