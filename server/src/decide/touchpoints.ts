import {
  type Experience,
  type JourneyStage,
  journeyStages,
  type Placement,
  type Touchpoint,
  type TouchpointAnswer,
  type TouchpointsAnswer,
} from "@attune/contract";
import type { LiveDefinition, LiveSet } from "../govern/index.ts";

interface Live {
  readonly touchpoints: LiveSet<Touchpoint>;
  readonly placements: LiveSet<Placement>;
  readonly experiences: LiveSet<Experience>;
}

/** The registry: every live touchpoint in the order of the journey, and whether anything is decided there at this moment. */
export function listTouchpoints(
  { touchpoints, placements, experiences }: Live,
  nowMs: number,
): TouchpointsAnswer {
  const byPlacement = Map.groupBy([...experiences.byKey.values()], ({ body }) => body.placement);
  const byTouchpoint = Map.groupBy([...placements.byKey.values()], ({ body }) => body.touchpoint);
  const items = [...touchpoints.byKey.values()].map(({ key, body }): TouchpointAnswer => {
    const told = (byTouchpoint.get(key) ?? [])
      .toSorted(byKey)
      .map((placement) => tellPlacement(placement, byPlacement.get(placement.key) ?? [], nowMs));
    return { key, ...body, placements: told, isDecided: told.some(({ live }) => live > 0) };
  });
  return { items: items.sort(byStage), coverage: coverageOf(items) };
}

function tellPlacement(
  { key, body }: LiveDefinition<Placement>,
  experiences: readonly LiveDefinition<Experience>[],
  nowMs: number,
): TouchpointAnswer["placements"][number] {
  const waiting = experiences.filter(({ body: { from } }) => from !== undefined && nowMs < Date.parse(from));
  const over = experiences.filter(({ body: { until } }) => until !== undefined && nowMs >= Date.parse(until));
  const live = experiences.length - waiting.length - over.length;
  return { key, name: body.name, live, waiting: waiting.length };
}

function coverageOf(items: readonly TouchpointAnswer[]): TouchpointsAnswer["coverage"] {
  const of = (stage: JourneyStage): TouchpointsAnswer["coverage"][JourneyStage] => {
    const all = items.filter((one) => one.stage === stage);
    return { touchpoints: all.length, decided: all.filter(({ isDecided }) => isDecided).length };
  };
  return { before: of("before"), during: of("during"), after: of("after") };
}

function byStage(a: TouchpointAnswer, b: TouchpointAnswer): number {
  return journeyStages.indexOf(a.stage) - journeyStages.indexOf(b.stage) || byKey(a, b);
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}
