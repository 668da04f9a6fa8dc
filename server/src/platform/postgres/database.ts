import pg from "pg";
import { copyIn } from "./copy-in.ts";

/** Runs SQL. Numbers come back as numbers (int8 too: ids and positions are safe integers), timestamptz as epoch milliseconds, json parsed. */
export interface Queryable {
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/** Statements that are asked for at once go out together and run in the order asked; all must have ended when the work does. */
export interface Transaction extends Queryable {
  /** COPY … FROM STDIN in text format; `text` holds whole lines. */
  copyIn(sql: string, text: string): Promise<void>;
  /** Goes out with the last statements instead of after their answers. Nothing may be asked after it; should one of those fail, nothing is kept. */
  commit(): void;
}

export interface Database extends Queryable {
  /** `synchronousCommit: false` may lose the last commits in a crash: only for what is repeated from a cursor. */
  transaction<T>(
    work: (tx: Transaction) => Promise<T>,
    options?: { readonly synchronousCommit?: boolean },
  ): Promise<T>;
  /** A connection of its own, out of the pool, for session locks and LISTEN. */
  connect(): Promise<Session>;
  /** Destroys every socket: Postgres died, and half-open sockets would hold up its restart. */
  breakConnections(): void;
  close(): Promise<void>;
}

export interface Session extends Queryable {
  onNotification(listener: (channel: string, payload: string) => void): void;
  onEnd(listener: () => void): void;
  close(): Promise<void>;
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.TIMESTAMPTZ, (text) => Date.parse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)],
  [1016, (text) => (text === "{}" ? [] : text.slice(1, -1).split(",").map(Number))],
]);

const types = {
  getTypeParser: (oid: number, format?: "text" | "binary"): unknown =>
    (format !== "binary" && parsers.get(oid)) || pg.types.getTypeParser(oid, format),
};

export function openDatabase(url: string, options: { readonly connections?: number } = {}): Database {
  const names = new Map<string, string>();
  const clients = new Set<pg.Client>();
  const settings: pg.ClientConfig = {
    connectionString: url,
    types: types as pg.CustomTypesConfig,
    options: "-c timezone=UTC -c jit=off",
    connectionTimeoutMillis: 5_000,
    application_name: "attune",
    pipeline: true,
  };
  const pool = new pg.Pool({ ...settings, max: options.connections ?? 10 });
  pool.on("error", () => undefined); // an idle connection died; the next query opens another
  pool.on("connect", (client) => track(clients, client as unknown as pg.Client));

  return {
    query: (sql, params) => run(pool, names, sql, params),
    transaction: (work, commit) => transact(pool, names, work, commit?.synchronousCommit ?? true),
    connect: () => openSession(settings, names, clients),
    breakConnections: () => {
      for (const client of clients) breakConnection(client);
    },
    close: () => pool.end(),
  };
}

function track(clients: Set<pg.Client>, client: pg.Client): void {
  clients.add(client);
  client.on("end", () => clients.delete(client));
  client.on("error", () => undefined); // the query under way rejects by itself
}

function breakConnection(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(error?: Error): void } } };
  connection.stream.destroy(new Error("The connection was broken because Postgres went away."));
}

interface Runner {
  query<Row extends pg.QueryResultRow>(config: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

/** All SQL is static, so every statement with parameters is prepared once a connection. */
async function run<Row extends object>(
  runner: Runner,
  names: Map<string, string>,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  if (params.length === 0) return (await runner.query<Row & pg.QueryResultRow>({ text: sql })).rows;
  let name = names.get(sql);
  if (name === undefined) {
    name = `q${names.size}`;
    names.set(sql, name);
  }
  return (await runner.query<Row & pg.QueryResultRow>({ text: sql, name, values: [...params] })).rows;
}

async function transact<T>(
  pool: pg.Pool,
  names: Map<string, string>,
  work: (tx: Transaction) => Promise<T>,
  synchronousCommit: boolean,
): Promise<T> {
  const client = await pool.connect();
  let committing: Promise<unknown> | undefined;
  const commit = (): Promise<unknown> => {
    gather(client);
    committing ??= client.query("commit");
    return committing;
  };
  const tx: Transaction = {
    query: (sql, params) => {
      gather(client);
      return run(client, names, sql, params);
    },
    copyIn: (sql, text) => {
      gather(client);
      return copyIn(client, sql, text);
    },
    commit: () => {
      commit().catch(() => undefined); // told when the work is done
    },
  };
  let broken = false;
  try {
    gather(client);
    const begun = client.query(synchronousCommit ? "begin" : "begin; set local synchronous_commit = off");
    begun.catch(() => undefined); // told when the work is done
    const result = await work(tx);
    await begun;
    await commit();
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {
      broken = true; // a connection that cannot roll back must not be reused
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

interface Wire {
  readonly writableCorked: number;
  cork(): void;
  uncork(): void;
}

/** What is asked for in one turn goes out in one piece: each piece wakes Postgres, and costs more than most statements. */
function gather(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Wire } }).connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

async function openSession(
  settings: pg.ClientConfig,
  names: Map<string, string>,
  clients: Set<pg.Client>,
): Promise<Session> {
  const client = new pg.Client(settings);
  track(clients, client);
  await client.connect();
  return {
    query: (sql, params) => run(client, names, sql, params),
    onNotification: (listener) => {
      client.on("notification", (message) => listener(message.channel, message.payload ?? ""));
    },
    onEnd: (listener) => {
      client.on("end", listener);
    },
    close: () => client.end(),
  };
}
