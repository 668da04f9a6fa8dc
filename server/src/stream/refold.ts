import { splitEvent } from "../collect/index.ts";
import { consentEntriesOf } from "../govern/index.ts";
import type { Memory } from "../platform/clickhouse/memory.ts";
import type { Database } from "../platform/postgres/database.ts";
import { readTimeline } from "../profile/clickhouse/read-timeline.ts";
import { emptyLeaf, foldLeaf, type LeafState } from "../profile/index.ts";
import { readRecentEvents } from "../profile/postgres/read-recent-events.ts";
import type { SegmentProgram } from "../segment/index.ts";

export interface RefoldPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly program: SegmentProgram;
  /** Up to here ClickHouse holds everything. */
  readonly sunkTo: number;
}

const eventsPerPage = 5_000;

/** A leaf's state made anew from its events: those in ClickHouse with their personal values, and those on their way there. The same as the fold has kept. */
export async function refoldLeaf(
  brandId: number,
  leafId: number,
  ports: RefoldPorts,
): Promise<LeafState | undefined> {
  const { database, memory, program, sunkTo } = ports;
  const seen = new Set<number>();
  let state: LeafState | undefined;
  const question = { leafIds: [leafId], channel: undefined, kind: undefined, limit: eventsPerPage };
  let page = await readRecentEvents(database, brandId, sunkTo, { ...question, before: undefined });
  for (let before: { readonly occurredAt: number; readonly position: number } | undefined; ; ) {
    for (const { position, event } of page) {
      if (seen.has(position)) continue;
      seen.add(position);
      const folded = foldLeaf(state ?? emptyLeaf, event, consentEntriesOf(event));
      state = { ...folded, slots: program.observe(folded.slots, { ...event, plain: splitEvent(event) }) };
    }
    page = await readTimeline(memory, database, brandId, { ...question, before });
    const last = page.at(-1);
    if (last === undefined) return state;
    before = { occurredAt: last.event.occurredAt, position: last.position };
  }
}
