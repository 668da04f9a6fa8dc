import type { Memory } from "../server/src/platform/clickhouse/memory.ts";

/** The schema as SQL, in one fixed order. */
export async function dumpClickhouse(memory: Memory): Promise<string> {
  const rows = await memory.query<{ readonly text: string; readonly database: string }>(
    `select formatQuery(create_table_query) as text, database
     from system.tables
     where database = currentDatabase() and not is_temporary
     order by name`,
  );
  return rows.map(({ text, database }) => `${text.replace(`${database}.`, "")};\n`).join("\n");
}

export async function clickhouseTables(memory: Memory): Promise<readonly string[]> {
  const rows = await memory.query<{ readonly name: string }>(
    "select name from system.tables where database = currentDatabase() and not is_temporary order by name",
  );
  return rows.map(({ name }) => name);
}
