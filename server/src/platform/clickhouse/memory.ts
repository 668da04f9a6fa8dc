import { type ClickHouseClient, ClickHouseLogLevel, createClient } from "@clickhouse/client";

/** The ClickHouse side: every event and decision. It may be away for hours; callers say what then. */
export interface Memory {
  /** Rows as JSON objects; 64-bit integers come as numbers. Parameters are bound as `{name:Type}`. */
  query<Row>(sql: string, params?: Readonly<Record<string, unknown>>): Promise<Row[]>;
  /** The same, row by row as arrays, a few at a time: for more than should be in memory at once. */
  rows<Row extends readonly unknown[]>(
    sql: string,
    params?: Readonly<Record<string, unknown>>,
  ): AsyncIterable<readonly Row[]>;
  /** `lines` is JSONEachRow text. The same token twice inserts once (within the table's deduplication window). */
  insertLines(table: string, lines: string, token: string): Promise<void>;
  /** The same for TabSeparated text, which costs both sides less: escaped as `copyText` does. */
  insertTabbed(table: string, columns: string, text: string, token: string): Promise<void>;
  command(sql: string): Promise<void>;
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

export function openMemory(url: string): Memory {
  const client = createClient({
    url,
    request_timeout: 60_000,
    max_open_connections: 12,
    // Its own log would show statements, and with them what is in them.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 0,
      async_insert: 0,
      date_time_input_format: "best_effort",
    },
  });
  return {
    query: async <Row>(sql: string, params: Readonly<Record<string, unknown>> = {}) => {
      const result = await client.query({ query: sql, query_params: { ...params }, format: "JSONEachRow" });
      return result.json<Row>();
    },
    rows: (sql, params) => streamRows(client, sql, params),
    insertLines: (table, lines, token) => insert(client, `${table} format JSONEachRow`, lines, token),
    insertTabbed: (table, columns, text, token) =>
      insert(client, `${table} (${columns}) format TabSeparated`, text, token),
    command: async (sql) => {
      await client.command({ query: sql });
    },
    ping: async () => (await client.ping()).success,
    close: () => client.close(),
  };
}

async function* streamRows<Row extends readonly unknown[]>(
  client: ClickHouseClient,
  sql: string,
  params: Readonly<Record<string, unknown>> = {},
): AsyncGenerator<readonly Row[]> {
  const result = await client.query({
    query: sql,
    query_params: { ...params },
    format: "JSONCompactEachRow",
  });
  for await (const rows of result.stream()) yield rows.map((row) => row.json<Row>());
}

async function insert(client: ClickHouseClient, into: string, rows: string, token: string): Promise<void> {
  const result = await client.exec({
    query: `insert into ${into}\n${rows}`,
    clickhouse_settings: { insert_deduplication_token: token },
  });
  result.stream.resume();
}
