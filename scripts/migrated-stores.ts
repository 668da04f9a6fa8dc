import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Memory, openMemory } from "../server/src/platform/clickhouse/memory.ts";
import { migrateClickhouse } from "../server/src/platform/clickhouse/migrate.ts";
import { startEngines } from "../server/src/platform/engines/engines.ts";
import { type Database, openDatabase } from "../server/src/platform/postgres/database.ts";
import { migratePostgres } from "../server/src/platform/postgres/migrate.ts";

export interface MigratedStores {
  readonly database: Database;
  readonly memory: Memory;
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
}

/** Both embedded stores in a folder of their own, with every migration applied and nothing in them. They end with `work`. */
export async function withMigratedStores<Result>(
  work: (stores: MigratedStores) => Promise<Result>,
): Promise<Result> {
  const dataFolder = await mkdtemp(join(tmpdir(), "attune-schema-"));
  const engines = await startEngines({ dataFolder, log: () => undefined });
  const { postgresUrl, clickhouseUrl } = engines;
  const database = openDatabase(postgresUrl, { connections: 2 });
  const memory = openMemory(clickhouseUrl);
  try {
    const sql = new URL("../server/sql/", import.meta.url);
    await migratePostgres(database, new URL("postgres/", sql));
    await migrateClickhouse(memory, new URL("clickhouse/", sql));
    return await work({ database, memory, postgresUrl, clickhouseUrl });
  } finally {
    await database.close();
    await memory.close();
    await engines.stop();
    await rm(dataFolder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
