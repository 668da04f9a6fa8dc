import type { Slots } from "../profile/index.ts";
import type { CompiledSegment } from "./compiled-segment.ts";

/** Finds the segments whose answer may change by the clock alone, for a customer of whom these slots are kept. */
export function createClockIndex(
  segments: readonly CompiledSegment[],
): (kept: readonly Slots[]) => readonly number[] {
  const ungated: number[] = [];
  const byGate = new Map<string, number[]>();
  for (const { segmentId, compiled } of segments) {
    if (compiled.isTimeless === true) continue;
    const list = compiled.gate === undefined ? ungated : (byGate.get(compiled.gate) ?? []);
    list.push(segmentId);
    if (compiled.gate !== undefined) byGate.set(compiled.gate, list);
  }
  return (kept) => {
    const found = new Set(ungated);
    for (const slots of kept)
      for (const slot in slots) for (const segmentId of byGate.get(slot) ?? []) found.add(segmentId);
    return [...found];
  };
}
