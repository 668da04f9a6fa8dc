import { openDatabase, type Queryable } from "../server/src/platform/postgres/database.ts";
import { measureBareStore } from "./ceiling/bare-store.ts";
import { writeRunEvents } from "./load/run-events.ts";
import { atLeast, type Measured, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { startBenchServer } from "./server/bench-server.ts";
import { burst } from "./server/burst.ts";
import { openWorld } from "./world/open-world.ts";

const batchSize = 100;

/** Events in as fast as they are taken, over HTTP in batches of 100, until the last one is readable in ClickHouse. */
export async function measure(scale: Scale): Promise<Measured> {
  const folder = await openWorld(scale);
  const file = await writeRunEvents(scale, folder, scale.events, batchSize);
  say(
    `${file.events} events of ${Math.round(file.bytesPerEvent)} bytes, of ${file.people} people, in batches of ${batchSize}.`,
  );
  const server = await startBenchServer(folder);
  const database = openDatabase(server.engines.postgresUrl, { connections: 1 });
  const [head] = await database.query<{ position: number }>("select position from inbox_head");
  const taken = await burst(server, file, batchSize);
  const sizes = await profileSizes(database, head?.position ?? 0);
  await database.close();
  await server.stop();
  const bare = await measureBareStore(folder, head?.position ?? 0, scale.events);
  const ofBareStore = taken.eventsPerSecond / bare.eventsPerSecond;
  return {
    figures: {
      events_per_s: taken.eventsPerSecond,
      of_bare_store: ofBareStore,
      bare_store_per_s: bare.eventsPerSecond,
      profiles: sizes.profiles,
      distinct_customers: file.people,
      profile_bytes_p50: sizes.p50,
      profile_bytes_p99: sizes.p99,
      wal_bytes_per_event: taken.walBytesPerEvent,
      event_bytes: file.bytesPerEvent,
      program_cpu_us_per_event: taken.cpuUs.program,
      postgres_cpu_us_per_event: taken.cpuUs.postgres,
      clickhouse_cpu_us_per_event: taken.cpuUs.clickhouse,
      load_cpu_us_per_event: taken.cpuUs.load,
      others_share: taken.others,
      others_share_bare_store: bare.others,
    },
    promises: [
      atLeast("Events taken in a second, readable in ClickHouse", taken.eventsPerSecond, 10_000),
      atLeast("Share of what the bare store takes", ofBareStore, 0.35),
    ],
  };
}

/** Of the profiles that the run has touched: those are the ones that were read and written. */
async function profileSizes(
  db: Queryable,
  after: number,
): Promise<{ readonly profiles: number; readonly p50: number; readonly p99: number }> {
  const [row] = await db.query<{ profiles: number; p50: number; p99: number }>(
    `select (select count(*) from profile where not hidden) as profiles,
       percentile_disc(0.5) within group (order by octet_length(p.state)) as p50,
       percentile_disc(0.99) within group (order by octet_length(p.state)) as p99
     from profile p
     where p.brand_id = 1 and p.profile_id in (
       select l.profile_id from event_private e join leaf l on l.brand_id = e.brand_id and l.leaf_id = e.leaf_id where e.position > $1
     )`,
    [after],
  );
  if (row === undefined) throw new Error("There are no profiles.");
  return row;
}
