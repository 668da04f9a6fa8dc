import type { Experience } from "@attune/contract";
import type { LiveDefinition } from "../govern/index.ts";
import type { CustomerView } from "../profile/index.ts";
import { type SegmentProgram, segmentsAsked } from "../segment/index.ts";

/** Undefined: it cannot be told yet, history is still being read for it. Then the experience is not shown. */
export type Predicate = (view: CustomerView, nowMs: number) => boolean | undefined;

export interface Conditions {
  /** For an experience that has a condition. Segments that it names are looked up at each call. */
  prepare(brandId: number, experience: LiveDefinition<Experience>): Predicate;
  /** Inbox position of the newest segment in force: a condition may hold differently from there on. */
  position(brandId: number): number;
}

/** Conditions of experiences stand in the program of the segments under this key, so that what they need of events is kept and filled in the same way. */
export function programKeyOf(experience: { readonly key: string }): string {
  return `experience:${experience.key}`;
}

interface Ports {
  /** Holds every segment, and every experience with a condition (segmentId: the definition's id; key: programKeyOf). */
  readonly programOf: (brandId: number) => SegmentProgram;
  /** Whether the history of all that this definition needs has been read. */
  readonly isFilled: (brandId: number, definitionId: number) => boolean;
  readonly position: (brandId: number) => number;
}

export function createConditions({ programOf, isFilled, position }: Ports): Conditions {
  const closures = new WeakMap<SegmentProgram, Map<number, readonly number[]>>();
  const closureIn = (program: SegmentProgram, id: number): readonly number[] => {
    const known = closures.get(program) ?? new Map<number, readonly number[]>();
    closures.set(program, known);
    const closure = known.get(id) ?? closureOf(program, id);
    known.set(id, closure);
    return closure;
  };
  return {
    position,
    prepare:
      (brandId, { id }) =>
      (view, nowMs) => {
        const program = programOf(brandId);
        const closure = closureIn(program, id);
        // What asks only for traits and consents needs no history: the profile tells it at once.
        const isReady = (needed: number): boolean =>
          program.slotKeysOf(needed).length === 0 || isFilled(brandId, needed);
        if (closure.length === 0 || !closure.every(isReady)) return undefined;
        const answers = program.evaluate(view, closure, nowMs, () => false);
        return answers.find(({ segmentId }) => segmentId === id)?.isMember;
      },
  };
}

/** The definition and all segments that it depends on, however far; empty when the program does not know it (yet). */
function closureOf(program: SegmentProgram, id: number): readonly number[] {
  const byKey = new Map(program.definitions.map((definition) => [definition.key, definition.segmentId]));
  const byId = new Map(program.definitions.map((definition) => [definition.segmentId, definition]));
  const found = new Set<number>();
  const enter = (next: number): void => {
    const definition = byId.get(next);
    if (definition === undefined || found.has(next)) return;
    found.add(next);
    for (const key of segmentsAsked(definition.condition, program.world)) enter(byKey.get(key) ?? -1);
  };
  enter(id);
  return [...found];
}
