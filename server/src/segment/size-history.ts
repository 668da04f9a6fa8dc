import type { FollowedSet } from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";
import { refusals } from "./refusals.ts";

/** Epoch milliseconds; `from` included, `to` not. */
export interface SizeBetween {
  readonly from: number;
  readonly to: number;
  readonly entered: number;
  readonly left: number;
  readonly size: number;
}

export interface Tide {
  readonly entries: number;
  readonly exits: number;
}

export interface TideStore {
  /** Who came and went before the first bound, then from each bound to the next; beyond the last bound nothing. */
  tides(brandId: number, segmentId: number, bounds: readonly number[]): Promise<readonly Tide[]>;
}

export interface SizeQuestion {
  readonly segmentId: number;
  readonly of: FollowedSet;
  readonly by: "hour" | "day";
  readonly from: number;
  readonly to: number;
}

const mostIntervals = 1_000;
const hourMs = 3_600_000;

/** Sizes by hours or by days of the brand's calendar, of all intervals that [from, to) touches. */
export async function sizeHistory(
  store: TideStore,
  calendar: Calendar,
  brandId: number,
  { segmentId, of, by, from, to }: SizeQuestion,
): Promise<readonly SizeBetween[]> {
  if (to <= from) throw refusals.badSpan("It ends before it begins.");
  const bounds = by === "hour" ? hoursOver(from, to) : daysOver(calendar, from, to);
  const [before = { entries: 0, exits: 0 }, ...tides] = await store.tides(
    brandId,
    of === "usable" ? -segmentId : segmentId,
    bounds,
  );
  let size = before.entries - before.exits;
  return tides.map(({ entries, exits }, at) => {
    size += entries - exits;
    return { from: bounds[at] ?? from, to: bounds[at + 1] ?? to, entered: entries, left: exits, size };
  });
}

function hoursOver(from: number, to: number): readonly number[] {
  const first = Math.floor(from / hourMs);
  return boundsOf(Math.ceil(to / hourMs) - first, (at) => (first + at) * hourMs);
}

function daysOver(calendar: Calendar, from: number, to: number): readonly number[] {
  const first = calendar.dayOf(from);
  return boundsOf(calendar.dayOf(to - 1) + 1 - first, (at) => calendar.startOfDay(first + at));
}

function boundsOf(intervals: number, boundAt: (at: number) => number): readonly number[] {
  if (intervals > mostIntervals)
    throw refusals.badSpan(`It holds ${intervals} intervals; at most ${mostIntervals} are told at once.`);
  return Array.from({ length: intervals + 1 }, (_, at) => boundAt(at));
}
