import { type Database, openDatabase } from "../server/src/platform/postgres/database.ts";
import { probeAll } from "./freshness.ts";
import { type Herd, stampHerd } from "./load/stamp-herd.ts";
import { atMost, type Figures, type Measured, quantile, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { type BenchServer, startBenchServer } from "./server/bench-server.ts";
import { cpuOf } from "./server/processes.ts";
import { underLoad } from "./server/under-load.ts";
import { probeSegment } from "./world/live-segments.ts";
import { openWorld } from "./world/open-world.ts";

const lookMs = 20;
const patienceMs = 300_000;
/** What stamping a customer takes at most, and starting the product; then everybody is due. */
const stampUs = 160;
const startMs = 12_000;
const singlesPerSecond = 1_000;
const eventsPerSecond = 1_000;

/** Memberships that end by the clock: one by one, all at one moment, and all at one moment while events come in. */
export async function measure(scale: Scale): Promise<Measured> {
  const quiet = await measureQuiet(scale);
  const busy = await measureBusy(scale);
  return {
    figures: { ...quiet, ...busy },
    promises: [
      atMost(
        "Milliseconds from the end of a window until the outbox tells it, at 1,000 a second, p99",
        quiet.p99_late_ms,
        1_000,
      ),
      atMost("Seconds until a herd has left", quiet.herd_s, scale.quick ? 3 : 60),
      atMost(
        "Members read although their window had ended, and entries of the outbox out of order",
        quiet.wrong_reads + quiet.out_of_order,
        0,
      ),
      atMost("Milliseconds from answer to membership while a herd leaves, p99", busy.herd_fresh_p99_ms, 100),
    ],
  };
}

interface Quiet extends Figures {
  readonly p99_late_ms: number;
  readonly herd_s: number;
  readonly wrong_reads: number;
  readonly out_of_order: number;
}

/** With no new event. */
async function measureQuiet(scale: Scale): Promise<Quiet> {
  const folder = await openWorld(scale);
  const singlesFrom = Date.now() + startMs + (scale.profiles * stampUs) / 1000;
  const singles = scale.seconds * singlesPerSecond;
  const order = { singles, singlesFrom, dueAt: singlesFrom + singles + 2_000 };
  const herd = await stampHerd(folder, order);
  const server = await startBenchServer(folder);
  const database = openDatabase(server.engines.postgresUrl, { connections: 1 });
  await inTime(herd.singlesFrom);
  const late = await followSingles(database, herd);
  say(`${late.length} left one by one, ${quantile(late, 0.99).toFixed(0)} ms late at the 99th percentile.`);
  await inTime(herd.dueAt);
  const before = cpuOf(server.pid);
  const reads = await readAtOnce(server, herd);
  const seconds = await untilLeft(database, herd);
  const after = cpuOf(server.pid);
  say(`${herd.customers} left at one moment within ${seconds.toFixed(1)} s.`);
  const outOfOrder = await countOutOfOrder(database, herd);
  await database.close();
  await server.stop();
  return {
    p50_late_ms: quantile(late, 0.5),
    p99_late_ms: quantile(late, 0.99),
    max_late_ms: quantile(late, 1),
    herd: herd.customers,
    herd_s: seconds,
    herd_per_s: herd.customers / seconds,
    wrong_reads: reads.wrong,
    read_ms: reads.p50Ms,
    out_of_order: outOfOrder,
    program_cpu_us: ((after.program - before.program) * 1000) / herd.customers,
    postgres_cpu_us: ((after.postgres - before.postgres) * 1000) / herd.customers,
  };
}

/** While events come in, some of them from those who are just leaving. */
async function measureBusy(scale: Scale): Promise<Figures & { readonly herd_fresh_p99_ms: number }> {
  const stampMs = startMs * 1.5 + (scale.profiles * stampUs) / 1000;
  let herd: Herd | undefined;
  const measured = await underLoad(
    scale,
    eventsPerSecond,
    async (server) => {
      if (herd === undefined) throw new Error("Nobody is due.");
      await inTime(herd.dueAt);
      const database = openDatabase(server.engines.postgresUrl, { connections: 1 });
      const leaving = untilLeft(database, herd);
      const latencies = await probeAll(server, { customers: Math.floor(herd.customers / 2), until: leaving });
      const seconds = await leaving;
      await database.close();
      return { seconds, latencies };
    },
    async (folder) => {
      herd = await stampHerd(folder, { singles: 0, singlesFrom: 0, dueAt: Date.now() + stampMs });
    },
  );
  const { seconds, latencies } = measured;
  say(`While events came in, all had left after ${seconds.toFixed(1)} s.`);
  return {
    busy_herd_s: seconds,
    herd_fresh_p50_ms: quantile(latencies, 0.5),
    herd_fresh_p99_ms: quantile(latencies, 0.99),
    herd_fresh_max_ms: quantile(latencies, 1),
    herd_probes: latencies.length,
  };
}

/** Waits for a moment. Throws when it has passed: then the machine was too busy, and nothing was measured. */
async function inTime(at: number): Promise<void> {
  const leftMs = at - Date.now();
  if (leftMs < 0) throw new Error(`They were due ${-leftMs} ms before the product was ready.`);
  await new Promise((resolve) => setTimeout(resolve, leftMs));
}

/** Milliseconds from when each was due until it was seen in the outbox. */
async function followSingles(database: Database, herd: Herd): Promise<readonly number[]> {
  const late: number[] = [];
  let [position, ordinal] = [0, 0];
  const deadline = herd.dueAt - 500;
  while (late.length < herd.singles && Date.now() < deadline) {
    const rows = await database.query<{ position: number; ordinal: number; at: number }>(
      `select position, ordinal, (body::json ->> 'at')::bigint as at
       from outbox
       where brand_id = 1 and (position, ordinal) > ($1, $2) and kind = 'segment.left' and (body::json ->> 'segmentId')::int = $3
       order by position, ordinal`,
      [position, ordinal, herd.segmentId],
    );
    const seenAt = Date.now();
    for (const row of rows) late.push(seenAt - row.at);
    const last = rows.at(-1);
    if (last !== undefined) [position, ordinal] = [last.position, last.ordinal];
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
  if (late.length < herd.singles)
    throw new Error(`Of ${herd.singles} who left one by one ${late.length} were told in time.`);
  return late;
}

/** Of customers who were due just now, and on the first page of members. */
async function readAtOnce(
  server: BenchServer,
  herd: Herd,
): Promise<{ readonly wrong: number; readonly p50Ms: number }> {
  const took: number[] = [];
  let wrong = 0;
  for (let at = 0; at < 20; at++) {
    const begun = performance.now();
    const profile = await server.ask<{ readonly segments: readonly unknown[] }>(
      "GET",
      `/api/profiles/userId:customer-${Math.floor((at * herd.customers) / 40)}`,
    );
    took.push(performance.now() - begun);
    if (JSON.stringify(profile.segments).includes(`"${probeSegment.key}"`)) wrong += 1;
  }
  const page = await server.ask<{ readonly items: readonly unknown[] }>(
    "GET",
    `/api/segments/${probeSegment.key}/members?limit=100`,
  );
  return { wrong: wrong + page.items.length, p50Ms: quantile(took, 0.5) };
}

/** Seconds from when the herd was due until its last has left, as the list of members tells. */
async function untilLeft(database: Database, herd: Herd): Promise<number> {
  for (;;) {
    const [row] = await database.query(
      "select 1 from profile where brand_id = 1 and timer_at <= to_timestamp($1 / 1000.0) and not hidden limit 1",
      [herd.dueAt],
    );
    const seconds = (Date.now() - herd.dueAt) / 1000;
    if (row === undefined) return seconds;
    if (seconds * 1000 > patienceMs) throw new Error("The herd has not left.");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function countOutOfOrder(database: Database, herd: Herd): Promise<number> {
  const [row] = await database.query<{ told: number; wrong: number }>(
    `select count(*) as told, count(*) filter (where at < before) as wrong
     from (
       select at, lag(at) over (order by position, ordinal) as before
       from (select position, ordinal, (body::json ->> 'at')::bigint as at from outbox
         where kind = 'segment.left' and (body::json ->> 'segmentId')::int = $1) as told
       where at >= $2) as told`,
    [herd.segmentId, herd.singlesFrom],
  );
  const everybody = herd.customers + herd.singles;
  if (row?.told !== everybody)
    throw new Error(`The outbox tells of ${row?.told} who left, not of ${everybody}.`);
  return row.wrong;
}
