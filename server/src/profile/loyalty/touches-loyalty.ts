import type { LoyaltySettings } from "@attune/contract";
import { type Day, type LocalDays, leavesWindowOn } from "../../kernel/local-date.ts";
import type { LeafState, ProfileState } from "../profile-state.ts";

type Leaves = ProfileState["leaves"];

/** What a batch changed of a customer, sales apart: nothing that counts, only dates of interactions, or more. */
export type Touch = "nothing" | "dates" | "more";

export interface TouchMoment {
  readonly days: LocalDays;
  readonly settings: LoyaltySettings;
  readonly nowMs: number;
}

/** Traits that loyalty reads (person.ts). */
const readTraits =
  /^(?:joined|created|account|latitude$|longitude$|location\.|address\.(?:lat|lon|lng|post|zip|city|town|country))/;

/**
 * What a customer's leaves changed in what loyalty reads of them. "dates": a first interaction of a day on a channel, in no other band than
 * before; that is most of what happens, and costs one narrow update.
 */
export function touchesLoyalty(
  before: Leaves | undefined,
  after: Leaves,
  { days, settings, nowMs }: TouchMoment,
): Touch {
  if (before === undefined) return "more";
  let touch: Touch = "nothing";
  for (const [leafId, leaf] of Object.entries(after)) {
    const known = before[leafId];
    if (known === leaf) continue;
    if (known === undefined || leafTouches(known, leaf, days)) return "more";
    if (hasNewDate(known.engaged, leaf.engaged, days)) touch = "dates";
  }
  if (touch !== "dates") return touch;
  return staysFresh(engagedDays(before, days), days.dayOf(nowMs), engagedDays(after, days), settings)
    ? "dates"
    : "more";
}

function leafTouches(before: LeafState, after: LeafState, days: LocalDays): boolean {
  if (before.joined?.[0] !== after.joined?.[0] || before.joined?.[1] !== after.joined?.[1]) return true;
  if (before.firstAt !== after.firstAt && days.dayOf(before.firstAt) !== days.dayOf(after.firstAt))
    return true;
  return before.traits !== after.traits && traitTouches(before.traits, after.traits);
}

function traitTouches(before: LeafState["traits"], after: LeafState["traits"]): boolean {
  return Object.keys(after).some(
    (path) => before[path] !== after[path] && before[path]?.[0] !== after[path]?.[0] && readTraits.test(path),
  );
}

function hasNewDate(before: LeafState["engaged"], after: LeafState["engaged"], days: LocalDays): boolean {
  if (before === after) return false;
  return Object.entries(after ?? {}).some(([channel, at]) => {
    const known = before?.[channel as keyof typeof before];
    return known === undefined || (known !== at && days.dayOf(known) !== days.dayOf(at));
  });
}

/** Up to which age the last interaction is in the first band, and its customer an active lead. */
function freshDaysOf({ bands, stages }: LoyaltySettings): number {
  return Math.min(bands.daysSinceEngagement[0] ?? 0, stages.newLeadDays);
}

/** Whether today every channel was in its window and the last interaction in the first band already, so that only dates are others; also when what is told happened long ago. */
function staysFresh(
  old: ReadonlyMap<string, Day>,
  today: Day,
  now: ReadonlyMap<string, Day>,
  settings: LoyaltySettings,
): boolean {
  if (today - Math.max(...old.values()) > freshDaysOf(settings)) return false;
  return [...now.keys()].every((channel) => {
    const known = old.get(channel);
    return known !== undefined && leavesWindowOn(known, 12) > today;
  });
}

/** Channel → date of the last interaction. */
export function engagedDays(leaves: Leaves, days: LocalDays): ReadonlyMap<string, Day> {
  const engaged = new Map<string, Day>();
  for (const leaf of Object.values(leaves))
    for (const [channel, at] of Object.entries(leaf.engaged ?? {})) {
      const day = days.dayOf(at);
      if (day > (engaged.get(channel) ?? Number.MIN_SAFE_INTEGER)) engaged.set(channel, day);
    }
  return engaged;
}
