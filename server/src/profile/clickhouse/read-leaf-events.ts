import { joinEvent } from "../../collect/index.ts";
import type { Memory } from "../../platform/clickhouse/memory.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { LeafEvent } from "../timeline.ts";
import { eventColumns, plainOf, readPersonal, type TimelineRow } from "./read-timeline.ts";

/** Leaves whose numbers lie above one and up to another. */
export interface LeafRange {
  readonly after: number;
  readonly upTo: number;
}

const eventsPerPage = 5_000;

/** All events of some leaves up to a position that ClickHouse has passed, with their personal values, in parts and in order of position. */
export async function* readLeafEvents(
  memory: Memory,
  database: Database,
  brandId: number,
  range: LeafRange,
  upToPosition: number,
): AsyncGenerator<readonly LeafEvent[], void> {
  for (let after = 0; ; ) {
    const rows = await memory.query<TimelineRow & { readonly leaf_id: number }>(
      `select leaf_id, ${eventColumns}
       from event
       where brand_id = {brand:UInt16}
         and leaf_id > {after:Int64}
         and leaf_id <= {upTo:Int64}
         and position > {passed:UInt64}
         and position <= {position:UInt64}
       order by position
       limit {limit:UInt32}`,
      { brand: brandId, ...range, passed: after, position: upToPosition, limit: eventsPerPage },
    );
    const personal = await readPersonal(
      database,
      brandId,
      rows.map((row) => row.position),
    );
    yield rows.flatMap(({ leaf_id, ...row }) => {
      const part = personal.get(row.position);
      return part ? [{ leafId: leaf_id, position: row.position, event: joinEvent(plainOf(row), part) }] : [];
    });
    const last = rows.at(-1);
    if (last === undefined || rows.length < eventsPerPage) return;
    after = last.position;
  }
}
