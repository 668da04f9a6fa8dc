import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Engines, startEngines } from "../../server/src/platform/engines/engines.ts";
import { type Database, openDatabase } from "../../server/src/platform/postgres/database.ts";
import { fillRows, writeRows } from "../../server/src/platform/testing/write-rows.ts";

const rows = 40_000;
const logBytes = 300 * 1024 * 1024;

let folder: string;
let engines: Engines;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "attune-recovery-"));
  const clickhouseUrl = "http://nobody@127.0.0.1:1";
  engines = await startEngines({ dataFolder: folder, clickhouseUrl, log: () => undefined });
  database = openDatabase(engines.postgresUrl, { connections: 1 });
  await fillRows(database, rows);
});
afterAll(async () => {
  await database.close();
  await engines.stop();
  await rm(folder, { recursive: true, force: true });
});

test("Postgres, killed after it has written 300 MB of log at full speed, is back within two seconds", async () => {
  const awayMs: number[] = [];

  for (let turn = 0; turn < 2; turn += 1) {
    await writeLog();
    awayMs.push(await kill());
  }

  // Whoever shares the machine may slow one of them.
  expect(Math.min(...awayMs)).toBeLessThan(2_000);
});

async function writeLog(): Promise<void> {
  const until = (await endOfLog()) + logBytes;
  await writeRows(database, rows, async () => (await endOfLog()) > until);
}

/** How long it was away, in milliseconds, until it took a statement. */
async function kill(): Promise<number> {
  const up = new Promise<void>((resolve) => {
    const end = engines.onChange(({ state }) => {
      if (state !== "up") return;
      end();
      resolve();
    });
  });
  const killedAt = performance.now();
  process.kill(engines.pid("postgres") ?? 0, "SIGKILL");
  database.breakConnections();
  await up;
  await database.query("select 1");
  return performance.now() - killedAt;
}

async function endOfLog(): Promise<number> {
  const [row] = await database.query<{ bytes: number }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as bytes",
  );
  return row?.bytes ?? 0;
}
