import type { Condition, Experience } from "@attune/contract";
import type { LiveDefinition } from "../govern/index.ts";
import type { CustomerView } from "../profile/index.ts";
import { loyaltyNeedsOf, type SegmentProgram, segmentsAsked } from "../segment/index.ts";

/** Undefined: it cannot be told yet, history is still being read for it. Then the experience is not shown. */
export type Predicate = (view: CustomerView, nowMs: number) => boolean | undefined;

export type ReadComputedNumber = (
  brandId: number,
  key: string,
  moment: { readonly view: CustomerView; readonly nowMs: number },
) => number | undefined;

export interface Conditions {
  /** For an experience that has a condition. Segments that it names are looked up at each call. */
  prepare(brandId: number, experience: LiveDefinition<Experience>): Predicate;
  /** A computed trait's number; undefined: there is none, or it cannot be told yet. Absent: nothing is computed. */
  readonly computed?: ReadComputedNumber;
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
  readonly computed?: ReadComputedNumber;
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
  /** By key, as far as they were asked for; undefined: it cannot be told yet. */
  readonly segments: Map<string, boolean | undefined>;
}

export function createConditions({ programOf, isFilled, position, computed }: Ports): Conditions {
  const planOf = rememberPlans();
  let last: Answers | undefined;
  const answersFor = (program: SegmentProgram, view: CustomerView, nowMs: number): Answers => {
    if (last?.view === view && last.nowMs === nowMs && last.program === program) return last;
    last = { program, view, nowMs, held: new Map(), segments: new Map() };
    return last;
  };
  const ask = (brandId: number, answers: Answers, id: number): boolean | undefined => {
    const { order, needing } = planOf(answers.program, id);
    if (order.length === 0 || !needing.every((needed) => isFilled(brandId, needed))) return undefined;
    return holds(answers, order, id);
  };
  const askSegment = (brandId: number, answers: Answers, key: string): boolean | undefined => {
    const { segments, program } = answers;
    if (segments.has(key)) return segments.get(key);
    const isIn = ask(brandId, answers, segmentIdsOf(program).get(key) ?? -1);
    segments.set(key, isIn);
    return isIn;
  };
  return {
    position,
    ...(computed === undefined ? {} : { computed }),
    prepare: (brandId, { id, body: { condition } }) => {
      const bySegments = condition && segmentsOnly(condition);
      return (view, nowMs) => {
        const answers = answersFor(programOf(brandId), view, nowMs);
        if (bySegments === undefined) return ask(brandId, answers, id);
        return bySegments((key) => askSegment(brandId, answers, key));
      };
    },
  };
}

type BySegments = (isIn: (key: string) => boolean | undefined) => boolean | undefined;

/**
 * Most conditions of experiences only join segments, of which hundreds of candidates name the same few: of those each is asked once, and a candidate
 * costs no more than looking them up. Undefined: the condition asks for something else too.
 */
function segmentsOnly(condition: Condition): BySegments | undefined {
  if ("segment" in condition && Object.keys(condition).length === 1) {
    const key = condition.segment;
    return (isIn) => isIn(key);
  }
  if ("not" in condition) {
    const part = segmentsOnly(condition.not);
    return part && ((isIn) => opposite(part(isIn)));
  }
  if ("all" in condition) return joined(condition.all, false);
  return "any" in condition ? joined(condition.any, true) : undefined;
}

function opposite(holds: boolean | undefined): boolean | undefined {
  return holds === undefined ? undefined : !holds;
}

/** One part that is `decisive` decides; else one that cannot be told leaves all untold. */
function joined(conditions: readonly Condition[], decisive: boolean): BySegments | undefined {
  const parts: BySegments[] = [];
  for (const condition of conditions) {
    const part = segmentsOnly(condition);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return (isIn) => {
    let isTold = true;
    for (const part of parts) {
      const holds = part(isIn);
      if (holds === decisive) return decisive;
      if (holds === undefined) isTold = false;
    }
    return isTold ? !decisive : undefined;
  };
}

const segmentIds = new WeakMap<SegmentProgram, ReadonlyMap<string, number>>();

/** By key. Those of who may be used have numbers below zero, and no experience asks for them. */
function segmentIdsOf(program: SegmentProgram): ReadonlyMap<string, number> {
  const known =
    segmentIds.get(program) ??
    new Map(
      program.definitions.flatMap(({ key, segmentId }) => (segmentId > 0 ? [[key, segmentId] as const] : [])),
    );
  segmentIds.set(program, known);
  return known;
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
