import type { Readable } from "node:stream";
import type { ChdbAddon, ChdbChunk, ChdbStream } from "./chdb-addon.ts";
import { readWhole, withRowsFile } from "./clickhouse-body.ts";
import type { Reply } from "./clickhouse-reply.ts";
import type { FrontRequest } from "./clickhouse-request.ts";
import { quote, type Session, type Sessions } from "./clickhouse-sessions.ts";
import { readStatement, type Statement } from "./clickhouse-statement.ts";

/** Carries out what a request asks and writes the answer. Errors are thrown while the reply is still open. */
export type RunStatement = (asked: FrontRequest, body: Readable, reply: Reply) => Promise<void>;

export interface RunOptions {
  readonly addon: ChdbAddon;
  readonly sessions: Sessions;
  /** Where a query that names no database works. */
  readonly database: string;
  readonly maxExecutionSeconds: number;
  /** Of all queries together; one alone gets less, so that inserts go on beside it. */
  readonly memoryMb: number;
}

const mebibyte = 1024 * 1024;

/** A whole answer lies in memory twice for a moment; a larger one is refused. Streams are not bounded by it. */
const wholeLimitBytes: number = 256 * mebibyte;

type Rows = Extract<Statement, { kind: "rows" }>;
type UseSession = (work: (session: Session) => Promise<void>) => Promise<void>;

export function statementRunner(options: RunOptions): RunStatement {
  let files = 0;
  return async (asked, body, reply) => {
    const { text, statement } = await readAsked(asked, body);
    if (text.length === 0) return reply.end("Ok.\n");
    const isStreamed = statement.kind === "select" && statement.isPlain && !asked.waitsForEnd;
    const use = sessionFor(options, asked, reply, statement.kind, isStreamed);
    if (statement.kind !== "rows") {
      return use((session) =>
        execute(options.addon, session, statement.text, asked.format, isStreamed, reply),
      );
    }
    const rowsAt = Buffer.byteLength(text.toString("utf8").slice(0, statement.rowsAt));
    files += 1;
    // Relative to the working directory: the name needs no quoting and holds no pattern signs.
    const path = `${files}.rows`;
    await withRowsFile(path, text.subarray(rowsAt), body, async (bytes) => {
      // A server takes no rows for an empty insert; the engine would call it an error.
      if (bytes === 0) return endWithNothing(reply);
      await use((session) => insert(options.addon, session, statement, path, reply));
    });
  };
}

/** The statement stands in the address, in the body, or begins in the one and ends in the other; rows are left in the body. */
async function readAsked(
  asked: FrontRequest,
  body: Readable,
): Promise<{ text: Buffer; statement: Statement }> {
  const address = Buffer.from(asked.query);
  const begun = readStatement(asked.query);
  if (begun.kind === "rows") return { text: address, statement: begun };
  const rest = await readWhole(body);
  const text =
    address.length === 0 || rest.length === 0
      ? Buffer.concat([address, rest])
      : Buffer.concat([address, Buffer.from("\n"), rest]);
  return { text, statement: readStatement(text.toString("utf8")) };
}

function sessionFor(
  options: RunOptions,
  asked: FrontRequest,
  reply: Reply,
  kind: Statement["kind"],
  isStreamed: boolean,
): UseSession {
  const isHeld = kind !== "rows" && !isStreamed;
  const setup = {
    database: asked.database ?? options.database,
    settings: new Map([
      ["max_execution_time", String(options.maxExecutionSeconds)],
      ["max_memory_usage", String(Math.floor(options.memoryMb * mebibyte * 0.6))],
      // Answered means written, not gathered.
      ["async_insert", "0"],
      ...(isHeld ? ([["max_result_bytes", String(wholeLimitBytes)]] as const) : []),
      ...asked.settings,
    ]),
    params: asked.params,
  };
  return (work) =>
    options.sessions.use(kind === "select" ? "read" : "write", setup, async (session) => {
      if (reply.isAbandoned) return;
      // As on a server, what writes is brought to its end though nobody waits for it.
      const forget = kind === "select" ? reply.onAbandoned(session.kill) : () => undefined;
      await work(session).finally(forget);
    });
}

/**
 * A plain select is streamed. Opening a stream happens on the event loop, and is done in a millisecond; but subqueries may be computed in it,
 * for as long as they take, so whatever has one is computed whole by a thread, and held in memory for the answer.
 */
async function execute(
  addon: ChdbAddon,
  session: Session,
  text: string,
  format: string,
  isStreamed: boolean,
  reply: Reply,
): Promise<void> {
  const opened = isStreamed ? await openStream(addon, session, text, format) : undefined;
  if (opened !== undefined) return pour(addon, opened, reply);
  const result = await addon.QueryAsyncConnection(session.connection, text, format);
  reply.summary({
    read_rows: result.rowsRead,
    read_bytes: result.bytesRead,
    elapsed_ns: nanoseconds(result.elapsed),
  });
  reply.end(result.bytes);
}

/** Undefined for the few statements that begin like a `select` and yield no stream. Errors before the first block are thrown. */
async function openStream(
  addon: ChdbAddon,
  session: Session,
  text: string,
  format: string,
): Promise<{ stream: ChdbStream; first: ChdbChunk } | undefined> {
  try {
    const stream = addon.StreamQuery(session.connection, text, format);
    return { stream, first: await addon.StreamFetch(stream) };
  } catch (fault) {
    if (fault instanceof Error && fault.message.includes("Streaming query is not supported"))
      return undefined;
    throw fault;
  }
}

async function pour(
  addon: ChdbAddon,
  opened: { stream: ChdbStream; first: ChdbChunk },
  reply: Reply,
): Promise<void> {
  let chunk = opened.first;
  reply.summary({});
  while (!chunk.done && !reply.isAbandoned) {
    await reply.write(chunk.bytes);
    chunk = await addon.StreamFetch(opened.stream);
  }
  if (!chunk.done) addon.StreamCancel(opened.stream);
  reply.end();
}

async function insert(
  addon: ChdbAddon,
  session: Session,
  rows: Rows,
  path: string,
  reply: Reply,
): Promise<void> {
  const sql = `${rows.into} from infile ${quote(path)} compression 'none' ${rows.settings} format ${rows.format}`;
  const result = await addon.QueryAsyncConnection(session.connection, sql, "Null");
  reply.summary({
    written_rows: result.rowsRead,
    written_bytes: result.bytesRead,
    elapsed_ns: nanoseconds(result.elapsed),
  });
  reply.end("");
}

function endWithNothing(reply: Reply): void {
  reply.summary({});
  reply.end("");
}

function nanoseconds(seconds: number): number {
  return Math.round(seconds * 1e9);
}
