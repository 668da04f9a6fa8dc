/** `node scripts/dump-schema.ts --write`: the schema of both stores after all migrations, beside the migrations. Without `--write` it is printed. */
import { writeFileSync } from "node:fs";
import { dumpClickhouse } from "./dump-clickhouse.ts";
import { dumpPostgres } from "./dump-postgres.ts";
import { type MigratedStores, withMigratedStores } from "./migrated-stores.ts";

/** Address of the committed dump → its text. */
export async function dumpSchemas({
  database,
  memory,
}: MigratedStores): Promise<ReadonlyMap<string, { readonly file: URL; readonly text: string }>> {
  const sql = new URL("../server/sql/", import.meta.url);
  return new Map([
    ["postgres", { file: new URL("postgres/schema.sql", sql), text: head + (await dumpPostgres(database)) }],
    [
      "clickhouse",
      { file: new URL("clickhouse/schema.sql", sql), text: head + (await dumpClickhouse(memory)) },
    ],
  ]);
}

const head = `-- What the migrations in this folder make. Written by \`node scripts/dump-schema.ts --write\`; never run, never edited.

`;

if (import.meta.main) {
  for (const { file, text } of (await withMigratedStores(dumpSchemas)).values()) {
    if (process.argv.includes("--write")) writeFileSync(file, text);
    else process.stdout.write(text);
  }
}
