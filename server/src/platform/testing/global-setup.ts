import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngines } from "../engines/engines.ts";
import { openDatabase } from "../postgres/database.ts";
import { migratePostgres } from "../postgres/migrate.ts";
import { databaseAt, emptyTemplate, templateName } from "./stores.ts";

/**
 * Both engines once for a whole test run, with two migrated Postgres databases as templates: an empty one for servers, and one with a brand
 * for the tests of parts. Of the projects that ask for it, the first starts them.
 */
export async function setup(): Promise<() => Promise<void>> {
  if (process.env["ATTUNE_TEST_POSTGRES"] !== undefined) return () => Promise.resolve();
  const dataFolder = await mkdtemp(join(tmpdir(), "attune-test-"));
  const engines = await startEngines({ dataFolder, log: () => undefined });
  process.env["ATTUNE_TEST_POSTGRES"] = engines.postgresUrl;
  process.env["ATTUNE_TEST_MEMORY"] = engines.clickhouseUrl;
  await makeTemplates(engines.postgresUrl);
  return async () => {
    await engines.stop();
    await rm(dataFolder, { recursive: true, force: true });
  };
}

async function makeTemplates(url: string): Promise<void> {
  const admin = openDatabase(url, { connections: 1 });
  await admin.query(`create database ${emptyTemplate}`);
  const empty = openDatabase(databaseAt(url, emptyTemplate), { connections: 1 });
  await migratePostgres(empty, new URL("../../../sql/postgres/", import.meta.url));
  await empty.close();
  await admin.query(`create database ${templateName} template ${emptyTemplate}`);
  await admin.close();
  const template = openDatabase(databaseAt(url, templateName), { connections: 1 });
  await template.query(
    "insert into brand (brand_id, key, name, time_zone, currency) values (1, 'main', 'Test brand', 'Europe/London', 'GBP')",
  );
  await template.query(
    "insert into source (brand_id, key, name, channel) values (1, 'web', 'Web shop', 'web')",
  );
  await template.query("insert into inbox_head (brand_id, position) values (1, 0)");
  await template.query("insert into identity_head (brand_id, leaf_id) values (1, 0)");
  await template.query("insert into stream_cursor (brand_id, name, position) values (1, 'fold', 0)");
  await template.close();
}
