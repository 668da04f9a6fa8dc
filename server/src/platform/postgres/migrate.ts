import { readdir, readFile } from "node:fs/promises";
import type { Database } from "./database.ts";

/** Applies the numbered .sql files of a folder that the database has not seen, each in its own transaction, under a lock. */
export async function migratePostgres(database: Database, folder: URL): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  await database.query(
    "create table if not exists migration (name text primary key, applied_at timestamptz not null default now())",
  );
  const applied: string[] = [];
  for (const name of files) {
    const sql = await readFile(new URL(name, folder), "utf8");
    const ran = await database.transaction(async (tx) => {
      await tx.query("select pg_advisory_xact_lock(hashtext('attune.migrate'))");
      const seen = await tx.query("select name from migration where name = $1", [name]);
      if (seen.length > 0) return false;
      await tx.query(sql);
      await tx.query("insert into migration (name) values ($1)", [name]);
      return true;
    });
    if (ran) applied.push(name);
  }
  return applied;
}
