import type { ChdbAddon, ChdbConnection } from "./chdb-addon.ts";
import { clickhouseErrors } from "./clickhouse-error.ts";

export interface SessionSetup {
  readonly database: string;
  readonly settings: ReadonlyMap<string, string>;
  /** Values in the escaped form in which they come over HTTP. */
  readonly params: ReadonlyMap<string, string>;
}

export interface Session {
  readonly connection: ChdbConnection;
  /** Ends the running query soon; the call on the connection then fails with code 394. */
  kill(): void;
}

export interface Sessions {
  /**
   * Runs `work` on a connection of its own, set up as told, and closes it: settings and parameters cannot leak, and parameters
   * bound by `set` do not pass through chDB's own binding, which lets one query at a time through.
   * `work` must not return while a call on the connection runs. Waits while too many of its lane run.
   */
  use<T>(lane: Lane, setup: SessionSetup, work: (session: Session) => Promise<T>): Promise<T>;
  /** Makes a database unless it is there. */
  create(database: string): Promise<void>;
}

/** Queries that only read wait for one another, not for those that write, nor these for them. */
export type Lane = "read" | "write";

/** Each running query holds a thread; the pool of the process must be larger, or a kill could not get through. */
const laneWidths: Readonly<Record<Lane, number>> = { read: 9, write: 4 };
const queueLimit = 1_000;
/** Below the engine's own limit of 256 KiB, and below most that are set. */
const safeStatementBytes = 8_192;

export function openSessions(addon: ChdbAddon, path: string, connectionArgs: readonly string[]): Sessions {
  const open = (): ChdbConnection => addon.CreateConnection(path, connectionArgs);
  // Stays open: the engine shuts down with its last connection.
  const caretaker = open();
  const gates = { read: new Gate(laneWidths.read), write: new Gate(laneWidths.write) };
  let orders: Promise<unknown> = Promise.resolve();
  let made = 0;
  const kill = (mark: string): void => {
    // Never `sync`: it waits for a query that may wait for this very thread.
    const sql = `kill query where endsWith(Settings['log_comment'], ${quote(mark)}) async`;
    orders = orders.then(() => addon.QueryAsyncConnection(caretaker, sql, "Null")).catch(() => undefined);
  };
  return {
    use: (lane, setup, work) =>
      gates[lane].pass(async () => {
        const connection = open();
        made += 1;
        const mark = `#${made}`;
        try {
          await setUp(addon, connection, setup, mark);
          return await work({ connection, kill: () => kill(mark) });
        } finally {
          addon.CloseConnection(connection);
        }
      }),
    create: async (database) => {
      const sql = `create database if not exists ${quoteName(database)} engine = Atomic`;
      await addon.QueryAsyncConnection(caretaker, sql, "Null");
    },
  };
}

async function setUp(
  addon: ChdbAddon,
  connection: ChdbConnection,
  setup: SessionSetup,
  mark: string,
): Promise<void> {
  const settings = new Map(setup.settings);
  settings.set("log_comment", `${settings.get("log_comment") ?? ""}${mark}`);
  await run(addon, connection, `use ${quoteName(setup.database)}; set ${assignments("", settings)}`);
  if (setup.params.size === 0) return;
  const params = `set ${assignments("param_", setup.params)}`;
  const size = settings.get("max_query_size") ?? "default";
  // On a server the limit on a statement's length does not touch its parameters; here they come as a statement.
  const isLong = Buffer.byteLength(params) > safeStatementBytes;
  if (isLong) await run(addon, connection, `set max_query_size = ${Buffer.byteLength(params) + 1}`);
  await run(addon, connection, params);
  if (isLong) await run(addon, connection, `set max_query_size = ${size === "default" ? size : quote(size)}`);
}

function run(addon: ChdbAddon, connection: ChdbConnection, sql: string): Promise<unknown> {
  return addon.QueryAsyncConnection(connection, sql, "Null");
}

function assignments(prefix: string, values: ReadonlyMap<string, string>): string {
  return [...values].map(([name, value]) => `${prefix}${word(name)} = ${quote(value)}`).join(", ");
}

/** A setting's or parameter's name stands bare in the statement. */
function word(name: string): string {
  if (!/^\w+$/.test(name)) throw clickhouseErrors.unknownSetting(name);
  return name;
}

function quoteName(name: string): string {
  return `\`${name.replace(/[\\`]/g, "\\$&")}\``;
}

export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&").replaceAll("\0", "\\0")}'`;
}

/** Lets so many through at once, the others in the order of their coming. */
class Gate {
  readonly #width: number;
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#inside < this.#width) {
      this.#inside += 1;
      return;
    }
    if (this.#waiting.length >= queueLimit) throw clickhouseErrors.tooBusy();
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#inside -= 1;
    else next();
  }
}
