import { calendarOf } from "../kernel/calendar.ts";
import type { CustomerView } from "../profile/index.ts";
import { type BrandWorld, emptyWorld } from "./brand-world.ts";
import { createClockIndex } from "./clock-index.ts";
import { compileCondition, createCompiler } from "./compile-condition.ts";
import type { CompiledSegment } from "./compiled-segment.ts";
import { inDependencyOrder } from "./dependency-order.ts";
import { explanationOf } from "./explanation.ts";
import { createFirstTouch } from "./first-touch.ts";
import { compileComputedRead } from "./operators/computed/computed.ts";
import type { Moment } from "./operators/operator.ts";
import type { SegmentDefinition } from "./segment-definition.ts";
import type { SegmentAnswer, SegmentProgram } from "./segment-program.ts";
import { createSlotTable } from "./slot-table.ts";
import type { StoredSlot } from "./slots/slot.ts";
import { createTouchIndex } from "./touch-index.ts";
import { always, type Verdict } from "./verdict.ts";

/**
 * `generations`, by slot key, parts the state of a slot from what was kept under the same key when an earlier definition
 * needed it (README: "Filling"). Throws for a reference to a segment that is not among the definitions, and for a cycle:
 * definitions that were let in have neither.
 */
export function compileSegments(
  definitions: readonly SegmentDefinition[],
  brand: { readonly timeZone: string; readonly world?: BrandWorld },
  generations: ReadonlyMap<string, number> = new Map(),
): SegmentProgram {
  const calendar = calendarOf(brand.timeZone);
  const world = brand.world ?? emptyWorld;
  const storedKey = (key: string): string => {
    const generation = generations.get(key);
    return generation === undefined ? key : storedSlotKey(key, generation);
  };
  const compiled = definitions.map((definition) => ({
    ...definition,
    compiled: compileCondition(definition.condition, calendar, storedKey, world),
  }));
  const segments = inDependencyOrder(compiled).map((segment, at): CompiledSegment => ({ ...segment, at }));
  const slots = new Map<string, StoredSlot>(segments.flatMap((segment) => [...segment.compiled.slots]));
  const table = createSlotTable(slots.values(), calendar);
  const asked = createAsker(segments);
  const touchedBy = createTouchIndex(segments);
  return {
    definitions,
    world,
    calendar,
    computed: new Map(
      [...world.computed].map(([key, { body }]) => [
        key,
        compileComputedRead(body, createCompiler(calendar, storedKey, world).compiler),
      ]),
    ),
    slots,
    slotKeysOf: (segmentId) => [...(asked.byId.get(segmentId)?.compiled.slots.keys() ?? [])],
    observe: table.observe,
    mergeSlots: table.merge,
    touchedBy,
    touchedFirst: createFirstTouch(segments, touchedBy),
    touchedByClock: createClockIndex(segments),
    evaluate: asked.evaluate,
    asker: (view, nowMs, isMemberNow) => {
      const moment = asked.momentOf(view, nowMs, isMemberNow, noVerdicts);
      return (segmentId) => asked.byId.get(segmentId)?.compiled.ask(moment).holds === true;
    },
    explain: (segmentId, view, nowMs, isMemberNow) => {
      const moment = asked.momentOf(view, nowMs, isMemberNow, new Map());
      const reasoning = asked.byId.get(segmentId)?.compiled.explain(moment);
      return reasoning === undefined ? undefined : explanationOf(reasoning);
    },
  };
}

/** Under which the state of a slot lies in a leaf. */
export function storedSlotKey(key: string, generation: number): string {
  return `${key}.${generation.toString(36)}`;
}

const noVerdicts: ReadonlyMap<string, Verdict> = new Map();

interface Asker extends Pick<SegmentProgram, "evaluate"> {
  readonly byId: ReadonlyMap<number, CompiledSegment>;
  momentOf(
    view: CustomerView,
    nowMs: number,
    isMemberNow: (segmentId: number) => boolean,
    verdicts: ReadonlyMap<string, Verdict>,
  ): Moment;
}

function createAsker(segments: readonly CompiledSegment[]): Asker {
  const byId = new Map(segments.map((segment) => [segment.segmentId, segment]));
  const idOf = new Map(segments.map((segment) => [segment.key, segment.segmentId]));
  const referred = new Set(segments.flatMap(({ compiled }) => [...compiled.segments]));
  const momentOf: Asker["momentOf"] = (view, nowMs, isMemberNow, verdicts) => ({
    view,
    nowMs,
    segment: (key) => verdicts.get(key) ?? always(isMemberNow(idOf.get(key) ?? 0)),
  });
  const evaluate: Asker["evaluate"] = (view, which, nowMs, isMemberNow) => {
    const verdicts = new Map<string, Verdict>();
    const moment = momentOf(view, nowMs, isMemberNow, verdicts);
    return listOf(which).map((segment): SegmentAnswer => {
      const { holds, until } = segment.compiled.ask(moment);
      if (referred.has(segment.key)) verdicts.set(segment.key, { holds, until });
      return {
        segmentId: segment.segmentId,
        isMember: holds,
        until: until === Number.POSITIVE_INFINITY ? undefined : until,
      };
    });
  };
  const listOf = (which: readonly number[] | "all"): readonly CompiledSegment[] => {
    if (which === "all") return segments;
    const wanted: CompiledSegment[] = [];
    let isInOrder = true;
    for (const id of which) {
      const segment = byId.get(id);
      if (segment === undefined) continue;
      isInOrder &&= segment.at > (wanted.at(-1)?.at ?? -1);
      wanted.push(segment);
    }
    return isInOrder ? wanted : wanted.sort((a, b) => a.at - b.at);
  };
  return { byId, momentOf, evaluate };
}
