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
  /** Asks one definition, what it depends on having been asked. */
  readonly holds: (id: number) => boolean;
  readonly held: Map<number, boolean>;
  /** By place in the program's definitions, as far as they were asked for. */
  readonly segments: Uint8Array;
}

const asked = { no: 1, yes: 2, untold: 3 } as const;

/** Of one brand's program at one time. */
type Asking = (answers: Answers) => boolean | undefined;

export function createConditions({ programOf, isFilled, position, computed }: Ports): Conditions {
  const planOf = rememberPlans();
  let last: Answers | undefined;
  const answersFor = (program: SegmentProgram, view: CustomerView, nowMs: number): Answers => {
    if (last?.view === view && last.nowMs === nowMs && last.program === program) return last;
    last = newAnswers(program, view, nowMs);
    return last;
  };
  const ask = (brandId: number, answers: Answers, id: number): boolean | undefined => {
    const { order, needing } = planOf(answers.program, id);
    if (order.length === 0) return undefined;
    for (const needed of needing) if (!isFilled(brandId, needed)) return undefined;
    return holds(answers, order, id);
  };
  const askSegment = (
    brandId: number,
    answers: Answers,
    { place, id }: SegmentPlace,
  ): boolean | undefined => {
    const known = answers.segments[place];
    if (known !== undefined && known !== 0) return known === asked.untold ? undefined : known === asked.yes;
    const isIn = ask(brandId, answers, id);
    answers.segments[place] = isIn === undefined ? asked.untold : isIn ? asked.yes : asked.no;
    return isIn;
  };
  const askingOf = (
    brandId: number,
    program: SegmentProgram,
    { id, body: { condition } }: LiveDefinition<Experience>,
  ): Asking => {
    const places = placesOf(program);
    const bySegments =
      condition &&
      segmentsOnly(condition, (key) => {
        const place = places.get(key);
        return place === undefined ? untold : (answers) => askSegment(brandId, answers, place);
      });
    return bySegments ?? ((answers) => ask(brandId, answers, id));
  };
  return {
    position,
    ...(computed === undefined ? {} : { computed }),
    prepare: (brandId, experience) => {
      let ready: { readonly program: SegmentProgram; readonly asking: Asking } | undefined;
      return (view, nowMs) => {
        const program = programOf(brandId);
        if (ready?.program !== program) ready = { program, asking: askingOf(brandId, program, experience) };
        return ready.asking(answersFor(program, view, nowMs));
      };
    },
  };
}

function untold(): undefined {
  return undefined;
}

function newAnswers(program: SegmentProgram, view: CustomerView, nowMs: number): Answers {
  const held = new Map<number, boolean>();
  return {
    program,
    view,
    nowMs,
    held,
    holds: program.asker(view, nowMs, (segmentId) => held.get(segmentId) === true),
    segments: new Uint8Array(program.definitions.length),
  };
}

/**
 * Most conditions of experiences only join segments, of which hundreds of candidates name the same few: of those each is asked once, and a candidate
 * costs no more than looking them up. Undefined: the condition asks for something else too.
 */
function segmentsOnly(condition: Condition, askingOf: (segment: string) => Asking): Asking | undefined {
  if ("segment" in condition && Object.keys(condition).length === 1) return askingOf(condition.segment);
  if ("not" in condition) {
    const part = segmentsOnly(condition.not, askingOf);
    return part && ((answers) => opposite(part(answers)));
  }
  if ("all" in condition) return joined(condition.all, false, askingOf);
  return "any" in condition ? joined(condition.any, true, askingOf) : undefined;
}

function opposite(holds: boolean | undefined): boolean | undefined {
  return holds === undefined ? undefined : !holds;
}

/** One part that is `decisive` decides; else one that cannot be told leaves all untold. */
function joined(
  conditions: readonly Condition[],
  decisive: boolean,
  askingOf: (segment: string) => Asking,
): Asking | undefined {
  const parts: Asking[] = [];
  for (const condition of conditions) {
    const part = segmentsOnly(condition, askingOf);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return (answers) => {
    let isTold = true;
    for (const part of parts) {
      const holds = part(answers);
      if (holds === decisive) return decisive;
      if (holds === undefined) isTold = false;
    }
    return isTold ? !decisive : undefined;
  };
}

interface SegmentPlace {
  /** In the program's definitions. */
  readonly place: number;
  readonly id: number;
}

const places = new WeakMap<SegmentProgram, ReadonlyMap<string, SegmentPlace>>();

/** By key. Those of who may be used have numbers below zero, and no experience asks for them. */
function placesOf(program: SegmentProgram): ReadonlyMap<string, SegmentPlace> {
  const known =
    places.get(program) ??
    new Map(
      program.definitions.flatMap(({ key, segmentId }, place) =>
        segmentId > 0 ? [[key, { place, id: segmentId }] as const] : [],
      ),
    );
  places.set(program, known);
  return known;
}

function holds({ holds: ask, held }: Answers, order: readonly number[], id: number): boolean {
  for (const needed of order) if (!held.has(needed)) held.set(needed, ask(needed));
  return held.get(id) === true;
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
