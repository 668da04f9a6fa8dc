import { randomUUID } from "node:crypto";
import { type Memory, openMemory } from "../clickhouse/memory.ts";
import { migrateClickhouse } from "../clickhouse/migrate.ts";
import { type Database, openDatabase } from "../postgres/database.ts";

export const templateName = "attune_template";

export interface TestStores {
  /** Migrated; brand 1 (`main`, Europe/London, GBP) and source 1 stand. */
  readonly database: Database;
  /** Migrated, empty. */
  readonly memory: Memory;
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  close(): Promise<void>;
}

/** A database of its own in each of the two real stores that the test run started. */
export async function openTestStores(): Promise<TestStores> {
  const [postgres, clickhouse] = [process.env["ATTUNE_TEST_POSTGRES"], process.env["ATTUNE_TEST_MEMORY"]];
  if (postgres === undefined || clickhouse === undefined)
    throw new Error("The test run started no stores (vitest.config.ts, globalSetup).");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const admin = openDatabase(postgres, { connections: 1 });
  await admin.query(`create database ${name} template ${templateName}`);
  const adminMemory = openMemory(clickhouse);
  await adminMemory.command(`create database ${name}`);
  const postgresUrl = postgres.replace(/\/[^/]*$/, `/${name}`);
  const clickhouseUrl = clickhouse.replace(/\/[^/]*$/, `/${name}`);
  const database = openDatabase(postgresUrl);
  const memory = openMemory(clickhouseUrl);
  await migrateClickhouse(memory, new URL("../../../sql/clickhouse/", import.meta.url));
  return {
    database,
    memory,
    postgresUrl,
    clickhouseUrl,
    close: async () => {
      await database.close();
      await memory.close();
      await admin.query(`drop database ${name} with (force)`);
      await adminMemory.command(`drop database ${name}`);
      await admin.close();
      await adminMemory.close();
    },
  };
}
