import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from "@clickhouse/client";

const outside = process.env["ATTUNE_TEST_CLICKHOUSE_URL"];

export const isEmbedded: boolean = outside === undefined;
export const url: string = outside ?? process.env["ATTUNE_TEST_MEMORY"] ?? "";
export const log: { readonly level: ClickHouseLogLevel } = { level: ClickHouseLogLevel.OFF };

export interface Answered {
  readonly status: number | undefined;
  readonly code: unknown;
  readonly body: string;
}

type Question = Parameters<ClickHouseClient["query"]>[0];

/** A ClickHouse under test, embedded or not, with a database of its own. */
export interface Front {
  readonly client: ClickHouseClient;
  readonly database: string;
  inDatabase(name?: string): string;
  rowsOf<Row>(query: string, more?: Omit<Question, "query" | "format">): Promise<Row[]>;
  /** An empty table of ids and notes that remembers insert tokens; its name. */
  emptyTable(name: string): Promise<string>;
  notesOf(table: string): Promise<string[]>;
  /** A bare request, for what the client hides. */
  post(path: string, body: Buffer, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  get(path: string): Promise<string>;
  close(): Promise<void>;
}

export async function openFront(): Promise<Front> {
  const database = `front_${randomBytes(4).toString("hex")}`;
  const admin = createClient({ url, log });
  await admin.command({ query: `create database ${database}` });
  const inDatabase = (name = database): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const client = createClient({ url: inDatabase(), log });
  const rowsOf: Front["rowsOf"] = async <Row>(query: string, more = {}): Promise<Row[]> =>
    (await client.query({ query, format: "JSONEachRow", ...more })).json<Row>();
  return {
    client,
    database,
    inDatabase,
    rowsOf,
    emptyTable: async (name) => {
      await client.command({
        query: `create or replace table ${name} (id UInt64, note String) engine = MergeTree order by id
                settings non_replicated_deduplication_window = 100`,
      });
      return name;
    },
    notesOf: async (table) =>
      (await rowsOf<{ note: string }>(`select note from ${table} order by id`)).map(({ note }) => note),
    post,
    get: async (path) => (await send("GET", path, Buffer.alloc(0), {})).body,
    close: async () => {
      await admin.command({ query: `drop database ${database}` });
      await admin.close();
      await client.close();
    },
  };
}

export function bytes(body: string | Buffer): Readable {
  return Readable.from([Buffer.from(body)], { objectMode: false });
}

export async function drain(answer: { readonly stream: Readable }): Promise<void> {
  await text(answer.stream);
}

function post(path: string, body: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Answered> {
  return send("POST", path, body, headers);
}

function send(
  method: string,
  path: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<Answered> {
  const { hostname, port, username, password } = new URL(url);
  const named = { ...headers, "x-clickhouse-user": username, "x-clickhouse-key": password };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: named }, (answer) => {
      const code = answer.headers["x-clickhouse-exception-code"];
      text(answer).then((answered) => resolve({ status: answer.statusCode, code, body: answered }), reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
