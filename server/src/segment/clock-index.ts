import type { Slots } from "../profile/index.ts";
import type { CompiledSegment } from "./compiled-segment.ts";

/** Finds the segments whose answer may change by the clock alone, for a customer of whom these slots are kept. */
export function createClockIndex(
  segments: readonly CompiledSegment[],
): (kept: readonly Slots[]) => readonly number[] {
  const clocked = segments.filter(({ compiled }) => compiled.isTimeless !== true);
  const byGate = Map.groupBy(clocked, ({ compiled }) => compiled.gate);
  const ungated = (byGate.get(undefined) ?? []).map(({ at }) => at);
  return (kept) => {
    const found = new Set(ungated);
    for (const slots of kept) {
      for (const slot in slots) for (const { at } of byGate.get(slot) ?? []) found.add(at);
    }
    return [...found].sort((a, b) => a - b).map((at) => segments[at]?.segmentId ?? 0);
  };
}
