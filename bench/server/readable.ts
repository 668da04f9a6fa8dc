import { openMemory } from "../../server/src/platform/clickhouse/memory.ts";
import type { EngineAddresses } from "./engine-addresses.ts";

const turnMs = 25;

/**
 * Waits until so many events after a position can be read in ClickHouse.
 * @returns the moment, as `performance.now()`
 * @throws Error after `withinMs`, or when there are more
 */
export async function untilReadable(
  engines: EngineAddresses,
  wanted: { readonly after: number; readonly events: number; readonly withinMs: number },
): Promise<number> {
  const memory = openMemory(engines.clickhouseUrl);
  const deadline = performance.now() + wanted.withinMs;
  try {
    for (;;) {
      const [row] = await memory.query<{ events: number }>(
        "select count() as events from event where brand_id = 1 and position > {after:UInt64}",
        { after: wanted.after },
      );
      const events = Number(row?.events ?? 0);
      if (events > wanted.events) throw new Error(`${events} events are readable, but ${wanted.events} were sent.`);
      if (events === wanted.events) return performance.now();
      if (performance.now() > deadline)
        throw new Error(`Only ${events} of ${wanted.events} events are readable after ${wanted.withinMs} ms.`);
      await new Promise((resolve) => setTimeout(resolve, turnMs));
    }
  } finally {
    await memory.close();
  }
}
