import { readdir, readFile } from "node:fs/promises";
import type { Memory } from "./memory.ts";

/** Applies the numbered .sql files; each statement ends with a semicolon at the end of a line and can be repeated. */
export async function migrateClickhouse(memory: Memory, folder: URL): Promise<readonly string[]> {
  await memory.command(
    "create table if not exists migration (name String, applied_at DateTime default now()) engine = MergeTree order by name",
  );
  const seen = new Set(
    (await memory.query<{ name: string }>("select name from migration")).map((row) => row.name),
  );
  const files = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  const applied = files.filter((name) => !seen.has(name));
  for (const name of applied) {
    const sql = await readFile(new URL(name, folder), "utf8");
    for (const statement of sql.split(/;\s*\n/).filter((part) => part.replace(/--.*$/gm, "").trim() !== "")) {
      await memory.command(statement);
    }
    await memory.command(`insert into migration (name) values ('${name}')`);
  }
  return applied;
}
