import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Database } from "../../server/src/platform/postgres/database.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Begins a new file of Postgres' log and names it. After a stop in good order no other is needed. */
export async function closeLog(database: Database): Promise<string> {
  await database.query("checkpoint");
  await database.query("select pg_switch_wal()");
  await database.query("checkpoint");
  const [row] = await database.query<{ file: string }>(
    "select pg_walfile_name(pg_current_wal_insert_lsn()) as file",
  );
  return row?.file ?? "";
}

/** What each start writes anew, and what nobody needs. */
export function trimDataFolder(dataFolder: string, log: string): void {
  const wal = join(dataFolder, "postgres/cluster/pg_wal");
  const files = readdirSync(wal).filter((file) => /^[0-9A-F]{24}$/.test(file));
  if (!files.includes(log)) throw new Error(`The log's file ${log} is not there.`);
  for (const file of files) if (file !== log) rmSync(join(wal, file));
  for (const path of [
    "postgres/cluster/postmaster.opts",
    "clickhouse/store/status",
    "clickhouse/incoming",
    "engines/clickhouse-errors",
    "engines/postgres-sockets",
  ])
    rmSync(join(dataFolder, path), { recursive: true, force: true });
}

/** @throws Error when a file names this machine's folders */
export function refuseTraces(dataFolder: string): void {
  const traces = [dataFolder, root, process.execPath].map((trace) => Buffer.from(trace));
  for (const entry of readdirSync(dataFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const found = traces.find((trace) => bytes.includes(trace));
    if (found !== undefined) throw new Error(`${path} names ${found}.`);
  }
}
