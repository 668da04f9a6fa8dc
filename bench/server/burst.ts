import { type Database, openDatabase } from "../../server/src/platform/postgres/database.ts";
import type { EventsFile } from "../load/events-file.ts";
import { startLoad } from "../load/start-load.ts";
import { say } from "../report.ts";
import type { BenchServer } from "./bench-server.ts";
import { machineBusyMs, shareOfOthers } from "./machine.ts";
import { cpuOf, type Part, total } from "./processes.ts";
import { untilReadable } from "./readable.ts";
import { untilSettled } from "./settle.ts";

/** What it took to take events in as fast as they came, from the first sent to the last readable in ClickHouse. */
export interface Burst {
  readonly events: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** Until the last was answered. */
  readonly answeredSeconds: number;
  readonly walBytesPerEvent: number;
  /** Processor time an event, microseconds; of the generator too. */
  readonly cpuUs: Readonly<Record<Part | "load", number>>;
  /** Share of the machine that others had meanwhile, from 0 to 1. */
  readonly others: number;
}

const connections = 4;
const patienceMs = 1_200_000;

/** Sends a file of batches at full speed. The write-ahead log begins anew, as after a checkpoint, so that full pages are counted in. */
export async function burst(server: BenchServer, file: EventsFile, batchSize: number): Promise<Burst> {
  const database = openDatabase(server.engines.postgresUrl, { connections: 1 });
  try {
    await untilSettled(database);
    await database.query("checkpoint");
    return await timed(server, database, file, batchSize);
  } finally {
    await database.close();
  }
}

async function timed(
  server: BenchServer,
  database: Database,
  file: EventsFile,
  batchSize: number,
): Promise<Burst> {
  const before = await standing(database);
  const cpuBefore = cpuOf(server.pid);
  const busyBefore = machineBusyMs();
  const startedAt = performance.now();
  const load = startLoad(server, { path: file.path, batchSize, connections });
  const sent = await load.done;
  const readableAt = await untilReadable(server.engines, {
    after: before.position,
    events: file.events,
    withinMs: patienceMs,
  });
  const cpuAfter = cpuOf(server.pid);
  const busyMs = machineBusyMs() - busyBefore;
  const after = await standing(database);
  const seconds = (readableAt - startedAt) / 1000;
  const perEvent = (part: Part): number => ((cpuAfter[part] - cpuBefore[part]) * 1000) / file.events;
  const result: Burst = {
    events: file.events,
    seconds,
    eventsPerSecond: file.events / seconds,
    answeredSeconds: sent.seconds,
    walBytesPerEvent: (after.wal - before.wal) / file.events,
    cpuUs: {
      program: perEvent("program"),
      postgres: perEvent("postgres"),
      clickhouse: perEvent("clickhouse"),
      load: (sent.cpuMs * 1000) / file.events,
    },
    others: shareOfOthers(busyMs, total(cpuAfter) - total(cpuBefore) + sent.cpuMs, seconds * 1000),
  };
  tell(result);
  return result;
}

async function standing(database: Database): Promise<{ readonly position: number; readonly wal: number }> {
  const [row] = await database.query<{ position: number; wal: number }>(
    `select (select position from inbox_head where brand_id = 1) as position,
       pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint as wal`,
  );
  if (row === undefined) throw new Error("The brand has no inbox.");
  return row;
}

function tell(taken: Burst): void {
  const { events, seconds, answeredSeconds, eventsPerSecond, walBytesPerEvent, cpuUs, others } = taken;
  const { program, postgres, clickhouse, load } = cpuUs;
  say(
    `${events} events: answered after ${answeredSeconds.toFixed(1)} s, readable after ${seconds.toFixed(1)} s: ${Math.round(eventsPerSecond)}/s.`,
  );
  say(
    `Processor time an event: program ${program.toFixed(0)} µs, Postgres ${postgres.toFixed(0)} µs, ClickHouse ${clickhouse.toFixed(0)} µs, load generator ${load.toFixed(0)} µs; log ${Math.round(walBytesPerEvent)} bytes.`,
  );
  say(`Others had ${Math.round(others * 100)} % of the machine meanwhile.`);
}
