import { segmentsAsked } from "./condition-references.ts";
import type { SegmentProgram } from "./segment-program.ts";

/** The definitions whose answer hangs on that of a segment, however far. */
export function dependantsOf(
  { definitions, world }: Pick<SegmentProgram, "definitions" | "world">,
  segmentId: number,
): readonly number[] {
  const found = new Set<number>();
  const names = new Set(definitions.filter((one) => one.segmentId === segmentId).map((one) => one.key));
  for (let grown = -1; grown !== names.size; ) {
    grown = names.size;
    for (const definition of definitions) {
      const refers = segmentsAsked(definition.condition, world).some((key) => names.has(key));
      if (!refers || definition.segmentId === segmentId) continue;
      names.add(definition.key);
      found.add(definition.segmentId);
    }
  }
  return [...found];
}
