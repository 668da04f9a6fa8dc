import type { Json } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import type { Memory } from "../../platform/clickhouse/memory.ts";
import type { Slots } from "../../profile/index.ts";
import type { SegmentProgram } from "../segment-program.ts";
import type { StoredSlot } from "../slots/slot.ts";
import { eventsSql } from "./event-sql.ts";
import { keysSql } from "./keys-sql.ts";
import { createParams } from "./params.ts";
import { inSmallBlocks } from "./several-sql.ts";
import { valueSql } from "./value-sql.ts";

/** The slots of a leaf as its events up to a position make them, under the keys of the program. */
export interface FilledLeaf {
  readonly leafId: number;
  readonly slots: Slots;
}

export interface FillRange {
  readonly brandId: number;
  /** The sink has passed it. */
  readonly upToPosition: number;
  /** Where an earlier fill stopped; 0 from the beginning. */
  readonly afterLeafId: number;
}

/** Leaf numbers are dense, so a range of them is a bounded read. */
const leavesPerRead = 50_000;
const leavesPerChunk = 2_000;

/** History of some slots out of ClickHouse: chunks in order of leaves, each leaf once with all the slots. Leaves without any are left out. */
export async function* fillSlots(
  memory: Memory,
  { program, slotKeys }: { readonly program: SegmentProgram; readonly slotKeys: readonly string[] },
  { brandId, upToPosition, afterLeafId }: FillRange,
): AsyncGenerator<readonly FilledLeaf[], void> {
  const slots = slotKeys.map((key) => program.slots.get(key)).filter((slot) => slot !== undefined);
  const last = await lastLeaf(memory, brandId, upToPosition, slots);
  const read = (after: number): Promise<readonly FilledLeaf[]> => {
    const range = { brand: brandId, position: upToPosition, after, until: after + leavesPerRead };
    const filled = readRange(memory, slots, program.calendar, range);
    filled.catch(() => undefined); // told where it is waited for
    return filled;
  };
  let reading = read(afterLeafId);
  for (let after = afterLeafId; after < last; after += leavesPerRead) {
    const filled = await reading;
    // The next range is read while this one is written.
    if (after + leavesPerRead < last) reading = read(after + leavesPerRead);
    for (let at = 0; at < filled.length; at += leavesPerChunk) yield filled.slice(at, at + leavesPerChunk);
  }
}

async function readRange(
  memory: Memory,
  slots: readonly StoredSlot[],
  calendar: Calendar,
  range: Readonly<Record<string, number>>,
): Promise<readonly FilledLeaf[]> {
  const leaves = new Map<number, Record<string, Json>>();
  for (const slot of slots) await readSlot(memory, slot, calendar, range, leaves);
  return [...leaves].sort(([a], [b]) => a - b).map(([leafId, kept]) => ({ leafId, slots: kept }));
}

async function lastLeaf(
  memory: Memory,
  brandId: number,
  position: number,
  slots: readonly StoredSlot[],
): Promise<number> {
  const [row] = await memory.query<{ last: number }>(
    `select max(leaf_id) as last
     from event
     where brand_id = {brand:UInt16}
       and name in {events:Array(String)}
       and position <= {position:UInt64}`,
    { brand: brandId, position, events: [...new Set(slots.map((slot) => slot.event))] },
  );
  return row?.last ?? 0;
}

async function readSlot(
  memory: Memory,
  slot: StoredSlot,
  calendar: Calendar,
  range: Readonly<Record<string, number>>,
  leaves: Map<number, Record<string, Json>>,
): Promise<void> {
  const params = createParams(calendar);
  const kept = slot.form.fill.sql({
    decimal: (path) => valueSql(path, params).decimal,
    keys: (path) => keysSql(path, slot.where, params),
  });
  const sql = inSmallBlocks(
    `select leaf_id as leaf, ${kept} as kept
     from event
     where ${eventsSql(slot, params)}
         and position <= {position:UInt64}
         and leaf_id > {after:UInt64}
         and leaf_id <= {until:UInt64}
     group by leaf_id`,
  );
  const rows = await memory.query<{ leaf: number; kept: unknown }>(sql, { ...params.values, ...range });
  for (const row of rows) {
    const value = slot.form.fill.read(row.kept);
    if (value === undefined) continue;
    const slots = leaves.get(row.leaf) ?? {};
    leaves.set(row.leaf, slots);
    slots[slot.storedKey] = value;
  }
}
