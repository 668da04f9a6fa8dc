import { randomUUID } from "node:crypto";
import { type Memory, openMemory } from "../clickhouse/memory.ts";
import { migrateClickhouse } from "../clickhouse/migrate.ts";
import { type Database, openDatabase } from "../postgres/database.ts";

export const templateName = "attune_template";
/** Migrated, and nothing else. */
export const emptyTemplate = "attune_empty";

/** A database of its own in each of the two real stores that the test run started. */
export interface TestDatabases {
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  drop(): Promise<void>;
}

export interface TestStores extends Omit<TestDatabases, "drop"> {
  /** Migrated; brand 1 (`main`, Europe/London, GBP) and source 1 stand. */
  readonly database: Database;
  /** Migrated, empty. */
  readonly memory: Memory;
  close(): Promise<void>;
}

export async function openTestStores(): Promise<TestStores> {
  const { postgresUrl, clickhouseUrl, drop } = await makeTestDatabases(templateName);
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
      await drop();
    },
  };
}

/** That of Postgres is a copy of the template, that of ClickHouse has no tables. */
export async function makeTestDatabases(template: string): Promise<TestDatabases> {
  const [postgres, clickhouse] = [process.env["ATTUNE_TEST_POSTGRES"], process.env["ATTUNE_TEST_MEMORY"]];
  if (postgres === undefined || clickhouse === undefined)
    throw new Error("The test run started no stores (vitest.config.ts, globalSetup).");
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  const admin = openDatabase(postgres, { connections: 1 });
  const memory = openMemory(clickhouse);
  await Promise.all([
    admin.query(`create database ${name} template ${template}`),
    memory.command(`create database ${name}`),
  ]);
  return {
    postgresUrl: databaseAt(postgres, name),
    clickhouseUrl: databaseAt(clickhouse, name),
    drop: async () => {
      await Promise.all([
        admin.query(`drop database ${name} with (force)`),
        memory.command(`drop database ${name}`),
      ]);
      await Promise.all([admin.close(), memory.close()]);
    },
  };
}

/** The same server, another database. Both URL forms end in `/database`. */
export function databaseAt(url: string, database: string): string {
  return url.replace(/\/[^/]*$/, `/${database}`);
}
