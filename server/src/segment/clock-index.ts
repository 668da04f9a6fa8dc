import type { Slots } from "../profile/index.ts";
import type { CompiledSegment } from "./compiled-segment.ts";

/** Finds the segments whose answer may change by the clock alone, for a customer of whom these slots are kept. */
export function createClockIndex(
  segments: readonly CompiledSegment[],
): (kept: readonly Slots[], members: readonly number[]) => readonly number[] {
  const clocked = segments.filter(({ compiled }) => compiled.isTimeless !== true);
  const byGate = Map.groupBy(clocked, ({ compiled }) => compiled.gate);
  const ungated = (byGate.get(undefined) ?? []).map(({ at }) => at);
  const placeOf = new Map(clocked.map(({ segmentId, at }) => [segmentId, at]));
  return (kept, members) => {
    const found = new Set(ungated);
    for (const segmentId of members) add(found, placeOf.get(segmentId));
    for (const slots of kept) {
      for (const slot in slots) for (const { at } of byGate.get(slot) ?? nobody) found.add(at);
    }
    return [...found].sort((a, b) => a - b).map((at) => segments[at]?.segmentId ?? 0);
  };
}

const nobody: readonly CompiledSegment[] = [];

function add(places: Set<number>, at: number | undefined): void {
  if (at !== undefined) places.add(at);
}
