import { type Engines, startEngines } from "../server/src/platform/engines/engines.ts";
import { type Database, openDatabase } from "../server/src/platform/postgres/database.ts";
import { fillRows, writeRows } from "../server/src/platform/testing/write-rows.ts";
import { endLater } from "./ending.ts";
import { atMost, type Measured, median, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { cpuOf } from "./server/processes.ts";
import { emptyFolder } from "./world/open-world.ts";

const turnMs = 20;
const watchedMs = 15_000;
/** Of the most that was seen to be redone: a death at the worst moment, near enough. */
const nearlyMost = 0.9;
const megabyte = 1024 * 1024;

/**
 * From the death of Postgres until it takes statements again, while random rows of 2 kB are written as fast as it can, and when it has most
 * to redo. Alone: neither program nor ClickHouse run.
 */
export async function measure(scale: Scale): Promise<Measured> {
  const engines = await startEngines({
    dataFolder: await emptyFolder(),
    clickhouseUrl: "http://nobody@127.0.0.1:1",
    log: () => undefined,
  });
  endLater(() => engines.stop());
  const database = openDatabase(engines.postgresUrl, { connections: 2 });
  endLater(() => database.close());
  await fillRows(database, scale.profiles);
  say(`${scale.profiles} rows are there.`);
  const { mostBytes, ...steady } = await watchWriting(database, scale.profiles);
  const deaths: Death[] = [];
  for (let turn = 0; turn < (scale.quick ? 3 : 7); turn++)
    deaths.push(await die(engines, database, { rows: scale.profiles, atBytes: mostBytes * nearlyMost }));
  const recovery = median(deaths.map(({ awayMs }) => awayMs));
  return {
    figures: {
      recovery_ms: recovery,
      recovery_max_ms: Math.max(...deaths.map(({ awayMs }) => awayMs)),
      wal_mb: median(deaths.map(({ logBytes }) => logBytes)) / megabyte,
      ...steady,
    },
    promises: [atMost("Milliseconds until a dead Postgres is back", recovery, 2_000)],
  };
}

interface Steady {
  /** The most that there was to be redone at any moment. */
  readonly mostBytes: number;
  readonly rows_per_s: number;
  readonly wal_bytes_per_row: number;
  readonly postgres_us_per_row: number;
}

async function watchWriting(database: Database, rows: number): Promise<Steady> {
  const startedAt = performance.now();
  const [cpuBefore, before] = [cpuOf(process.pid).postgres, await log(database)];
  const until = startedAt + watchedMs;
  const writing = writeRows(database, rows, () => performance.now() > until);
  let mostBytes = 0;
  while (performance.now() < until) {
    mostBytes = Math.max(mostBytes, (await log(database)).toRedo);
    await pause();
  }
  const written = await writing;
  const after = await log(database);
  return {
    mostBytes,
    rows_per_s: (written * 1000) / (performance.now() - startedAt),
    wal_bytes_per_row: (after.end - before.end) / written,
    postgres_us_per_row: ((cpuOf(process.pid).postgres - cpuBefore) * 1000) / written,
  };
}

interface Death {
  readonly awayMs: number;
  readonly logBytes: number;
}

/** Writes until there is so much to be redone, or as long as was watched, and kills. */
async function die(
  engines: Engines,
  database: Database,
  { rows, atBytes }: { readonly rows: number; readonly atBytes: number },
): Promise<Death> {
  let killed = false;
  const writing = writeRows(database, rows, () => killed);
  const until = performance.now() + watchedMs;
  let logBytes = 0;
  while (logBytes < atBytes && performance.now() < until) {
    await pause();
    logBytes = (await log(database)).toRedo;
  }
  const back = backOf(engines);
  const killedAt = performance.now();
  process.kill(engines.pid("postgres") ?? 0, "SIGKILL");
  killed = true;
  database.breakConnections();
  await back;
  await database.query("select 1");
  const awayMs = performance.now() - killedAt;
  await writing;
  say(`Killed with ${Math.round(logBytes / megabyte)} MB to redo: back after ${Math.round(awayMs)} ms.`);
  return { awayMs, logBytes };
}

function backOf(engines: Engines): Promise<void> {
  return new Promise((resolve) => {
    const end = engines.onChange(({ state }) => {
      if (state !== "up") return;
      end();
      resolve();
    });
  });
}

/** Bytes of the write-ahead log: all that was ever written, and what a death at this moment would have to redo. */
async function log(database: Database): Promise<{ readonly end: number; readonly toRedo: number }> {
  const [row] = await database.query<{ end: number; toRedo: number }>(
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as "end",
       pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::bigint as "toRedo"
     from pg_control_checkpoint()`,
  );
  if (row === undefined) throw new Error("Postgres tells nothing of its log.");
  return row;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, turnMs));
}
