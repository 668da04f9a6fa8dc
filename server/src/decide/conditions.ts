import type { Experience } from "@attune/contract";
import type { LiveDefinition } from "../govern/index.ts";
import type { CustomerView } from "../profile/index.ts";
import { loyaltyNeedsOf, type SegmentProgram, segmentsAsked } from "../segment/index.ts";

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

/** What it takes to answer for one definition. */
interface Plan {
  /** The definition and all segments that it depends on, however far, each after those that it depends on; empty when the program does not know it (yet). */
  readonly order: readonly number[];
  /** Those of them that need history: what asks only for traits and consents the profile tells at once. What is computed of shopping must have been filled too. */
  readonly needing: readonly number[];
}

/** What was answered for a customer at a moment: candidates share segments. */
interface Answers {
  readonly program: SegmentProgram;
  readonly view: CustomerView;
  readonly nowMs: number;
  readonly held: Map<number, boolean>;
}

export function createConditions({ programOf, isFilled, position }: Ports): Conditions {
  const planOf = rememberPlans();
  let last: Answers | undefined;
  const answersFor = (program: SegmentProgram, view: CustomerView, nowMs: number): Answers => {
    if (last?.view === view && last.nowMs === nowMs && last.program === program) return last;
    last = { program, view, nowMs, held: new Map() };
    return last;
  };
  return {
    position,
    prepare:
      (brandId, { id }) =>
      (view, nowMs) => {
        const program = programOf(brandId);
        const { order, needing } = planOf(program, id);
        if (order.length === 0 || !needing.every((needed) => isFilled(brandId, needed))) return undefined;
        return holds(answersFor(program, view, nowMs), order, id);
      },
  };
}

function holds({ program, view, nowMs, held }: Answers, order: readonly number[], id: number): boolean {
  const isMember = (segmentId: number): boolean => held.get(segmentId) === true;
  for (const needed of order) {
    if (held.has(needed)) continue;
    const [answer] = program.evaluate(view, [needed], nowMs, isMember);
    held.set(needed, answer?.isMember === true);
  }
  return isMember(id);
}

function rememberPlans(): (program: SegmentProgram, id: number) => Plan {
  const plans = new WeakMap<SegmentProgram, Map<number, Plan>>();
  return (program, id) => {
    const known = plans.get(program) ?? new Map<number, Plan>();
    plans.set(program, known);
    const plan = known.get(id) ?? planFor(program, id);
    known.set(id, plan);
    return plan;
  };
}

function planFor(program: SegmentProgram, id: number): Plan {
  const order = closureOf(program, id);
  const { ids } = loyaltyNeedsOf(program);
  return {
    order,
    needing: order.filter((needed) => program.slotKeysOf(needed).length > 0 || ids.has(needed)),
  };
}

/** Depth first, so that a definition comes after all that it depends on; there are no cycles among those let in. */
function closureOf(program: SegmentProgram, id: number): readonly number[] {
  const byKey = new Map(program.definitions.map((definition) => [definition.key, definition.segmentId]));
  const byId = new Map(program.definitions.map((definition) => [definition.segmentId, definition]));
  const found = new Set<number>();
  const enter = (next: number): void => {
    const definition = byId.get(next);
    if (definition === undefined || found.has(next)) return;
    for (const key of segmentsAsked(definition.condition, program.world)) enter(byKey.get(key) ?? -1);
    found.add(next);
  };
  enter(id);
  return [...found];
}
