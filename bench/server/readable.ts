import { openMemory } from "../../server/src/platform/clickhouse/memory.ts";
import { openDatabase } from "../../server/src/platform/postgres/database.ts";
import type { EngineAddresses } from "./engine-addresses.ts";

const turnMs = 20;

/**
 * Waits until so many events after a position can be read in ClickHouse, and sees to it that there are no more. While the sink's own mark in
 * Postgres is behind, ClickHouse is not asked: counting again and again would cost as much as the events.
 * @returns the moment, as `performance.now()`
 * @throws Error after `withinMs`, or when there are more
 */
export async function untilReadable(
  engines: EngineAddresses,
  wanted: { readonly after: number; readonly events: number; readonly withinMs: number },
): Promise<number> {
  const memory = openMemory(engines.clickhouseUrl);
  const database = openDatabase(engines.postgresUrl, { connections: 1 });
  const deadline = performance.now() + wanted.withinMs;
  try {
    for (;;) {
      const [sunk] = await database.query<{ position: number | null }>(
        "select max(to_position) as position from sink_batch where name = 'event' and done_at is not null",
      );
      const events = (sunk?.position ?? 0) < wanted.after + wanted.events ? 0 : await count();
      if (events > wanted.events)
        throw new Error(`${events} events are readable, but ${wanted.events} were sent.`);
      if (events === wanted.events) return performance.now();
      if (performance.now() > deadline)
        throw new Error(`${wanted.events} events are not readable after ${wanted.withinMs} ms.`);
      await new Promise((resolve) => setTimeout(resolve, turnMs));
    }
  } finally {
    await memory.close();
    await database.close();
  }

  async function count(): Promise<number> {
    const [row] = await memory.query<{ events: number }>(
      "select count() as events from event where brand_id = 1 and position > {after:UInt64}",
      { after: wanted.after },
    );
    return Number(row?.events ?? 0);
  }
}
