import type { Json } from "@attune/contract";

/**
 * Entries as one flat list, newest first: `[time, …, ago, …, ago, …]`. Each is `width` long; `ago` is in milliseconds before the entry in front.
 */
export type TimedList = readonly Json[];

export function timedList(kept: Json | undefined): TimedList {
  return Array.isArray(kept) ? kept : []; // written by these functions only
}

/**
 * With one more entry; undefined when `keep` entries lie before it. `isBefore` tells of the entry at an index, which is of the same
 * moment, whether it comes before the new one.
 */
export function insertTimed(
  list: TimedList,
  { width, keep }: { readonly width: number; readonly keep: number },
  entry: { readonly atMs: number; readonly cells: readonly Json[] },
  isBefore: (at: number) => boolean,
): TimedList | undefined {
  const { atMs, cells } = entry;
  const { at, before, time } = placeOf(list, width, atMs, isBefore);
  if (at >= keep * width) return undefined;
  const next = list.slice(0, at);
  next.push(at === 0 ? atMs : before - atMs, ...cells);
  if (at < list.length) {
    next.push(atMs - time);
    for (let rest = at + 1; rest < list.length; rest += 1) next.push(list[rest] ?? null);
  }
  if (next.length > keep * width) next.length = keep * width;
  return next;
}

/** Where an entry of this moment belongs, and the times of the entries in front of it and behind it. */
function placeOf(
  list: TimedList,
  width: number,
  atMs: number,
  isBefore: (at: number) => boolean,
): { readonly at: number; readonly before: number; readonly time: number } {
  let [at, time, before] = [0, 0, 0];
  for (; at < list.length; at += width) {
    time = at === 0 ? Number(list[0]) : before - Number(list[at]);
    if (time < atMs || (time === atMs && !isBefore(at))) break;
    before = time;
  }
  return { at, before, time };
}

export function removeTimed(list: TimedList, width: number, at: number): TimedList {
  const next = list.toSpliced(at, width);
  if (at >= next.length) return next;
  const following = Number(list[at + width]);
  next[at] = at === 0 ? Number(list[0]) - following : Number(list[at]) + following;
  return next;
}
