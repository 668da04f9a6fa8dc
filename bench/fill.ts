import { openMemory } from "../server/src/platform/clickhouse/memory.ts";
import { startEngines } from "../server/src/platform/engines/engines.ts";
import { openDatabase, type Queryable } from "../server/src/platform/postgres/database.ts";
import { endLater } from "./ending.ts";
import { writeRunEvents } from "./load/run-events.ts";
import { startLoad } from "./load/start-load.ts";
import { atMost, type Measured, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { type BenchServer, startBenchServer } from "./server/bench-server.ts";
import { untilSettled } from "./server/settle.ts";
import { openWorld } from "./world/open-world.ts";
import { shopEventsSql } from "./world/stamp-audience.ts";

const eventsPerCustomer = 20;
/** What comes in meanwhile; they fill the same profiles. */
const eventsPerSecond = 200;
const patienceMs = 600_000;

/** Counts of a product, sums and "not since": slots that no segment has needed yet. */
const definition = {
  name: "Good customers who look again",
  condition: {
    all: [
      { did: "Order Completed", sum: { of: "properties.revenue", gte: 321 }, within: "1y" },
      { did: "Product Viewed", count: { gte: 2 }, within: "60d" },
      { not: { did: "Order Completed", within: "45d" } },
    ],
  },
};

/** A new segment over the whole history while events come in: how soon its size is known, and how soon it is live. */
export async function measure(scale: Scale): Promise<Measured> {
  const folder = await openWorld(scale);
  const leaves = await stampHistory(folder, scale);
  const server = await startBenchServer(folder);
  const database = openDatabase(server.engines.postgresUrl, { connections: 1 });
  endLater(() => database.close());
  await untilSettled(database);
  const file = await writeRunEvents(scale, folder, 300 * eventsPerSecond, 10);
  const load = startLoad(server, { path: file.path, batchSize: 10, connections: 4, eventsPerSecond });
  const { sizeMs, previewed, liveS, size } = await fillOne(server);
  load.stop();
  const sent = await load.done;
  const members = await countMembers(database);
  await server.stop();
  say(
    `Previewed ${previewed}, live with ${size}, ${members} members are kept; ${Math.round(sent.eventsPerSecond)} events/s came in.`,
  );
  return {
    figures: {
      size_ms: sizeMs,
      live_s: liveS,
      members,
      leaves,
      events: scale.profiles * eventsPerCustomer,
      events_per_second: sent.eventsPerSecond,
    },
    promises: [
      atMost("Milliseconds until the size of a new segment is known", sizeMs, 2_000),
      atMost("Seconds until it is live", liveS, scale.quick ? 10 : 120),
    ],
  };
}

/**
 * Two years of a shop for the leaves that are there, at positions that have passed. Some are devices on which nobody was ever seen, so that no profile
 * keeps anything of them: their events count for the preview and not for the members.
 */
async function stampHistory(folder: string, scale: Scale): Promise<number> {
  const engines = await startEngines({ dataFolder: folder, log: () => undefined });
  const stop = endLater(() => engines.stop());
  const database = openDatabase(engines.postgresUrl, { connections: 1 });
  const [head] = await database.query<{ leaves: number; position: number }>(
    "select (select leaf_id from identity_head) as leaves, (select position from inbox_head) as position",
  );
  await database.close();
  if (head === undefined) throw new Error("The world has no leaves.");
  const memory = openMemory(engines.clickhouseUrl);
  const [events, step] = [scale.profiles * eventsPerCustomer, 2_000_000];
  for (let from = 0; from < events; from += step) {
    await memory.command(shopEventsSql(head, from, Math.min(step, events - from)));
  }
  say(`Added ${events} events of ${head.leaves} leaves.`);
  await memory.close();
  await stop();
  return head.leaves;
}

interface Filled {
  readonly sizeMs: number;
  readonly previewed: number;
  readonly liveS: number;
  readonly size: number;
}

async function fillOne(server: BenchServer): Promise<Filled> {
  const startedAt = performance.now();
  await server.ask("PUT", "/api/definitions/segment/look-again", definition);
  const { condition } = definition;
  const preview = await server.ask<{ size: number }>("POST", "/api/segments/preview", { condition });
  const sizeMs = performance.now() - startedAt;
  for (;;) {
    const segment = await server.ask<{ state: string; progress: number; size: number }>(
      "GET",
      "/api/segments/look-again",
    );
    const liveS = (performance.now() - startedAt) / 1000;
    if (segment.state === "live") return { sizeMs, previewed: preview.size, liveS, size: segment.size };
    if (liveS * 1000 > patienceMs)
      throw new Error(`Not live after ${liveS} s: ${segment.progress} of it is filled.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function countMembers(database: Queryable): Promise<number> {
  const [row] = await database.query<{ members: number }>(
    `select count(*) as members
     from segment_member
     join definition on definition_id = segment_id
     where key = 'look-again'`,
  );
  return row?.members ?? 0;
}
