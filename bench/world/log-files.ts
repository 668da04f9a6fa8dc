import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Queryable } from "../../server/src/platform/postgres/database.ts";

/** Name of the file of the write-ahead log that is written to now. */
export async function currentLogFile(db: Queryable): Promise<string> {
  const [row] = await db.query<{ name: string }>("select pg_walfile_name(pg_current_wal_lsn()) as name");
  if (row === undefined) throw new Error("Postgres names no log file.");
  return row.name;
}

/**
 * After a large load Postgres keeps gigabytes of empty log files for later use, which would be copied with every world. It has stopped; those
 * behind the current one and its successor hold nothing and are made anew when needed.
 */
export async function dropSpareLogFiles(dataFolder: string, current: string): Promise<void> {
  const folder = join(dataFolder, "postgres", "cluster", "pg_wal");
  const behind = (await readdir(folder))
    .filter((name) => /^[0-9A-F]{24}$/.test(name) && name > current)
    .sort();
  for (const name of behind.slice(1)) await rm(join(folder, name));
}

const spareFiles = 24;

/**
 * A Postgres that has run for a while writes its log into files of before, 384 MB of them; a new file costs a pause of 80 ms or so. What was dropped
 * is made again, as it would be after some minutes of work.
 */
export async function makeSpareLogFiles(db: Queryable): Promise<void> {
  for (let file = 0; file < spareFiles; file += 1) {
    await db.query("select pg_logical_emit_message(true, 'attune', 'spare')");
    await db.query("select pg_switch_wal()");
  }
  await db.query("checkpoint");
}
