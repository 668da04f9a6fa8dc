import { addTo, leastOfLargest, numberAt, wholeAt } from "./numbers.ts";
import type { VisitIndex } from "./visits.ts";

/** A product of the session that is asked about: where it stood last, how often it was there. */
export interface Step {
  readonly item: number;
  /** How many places before the end; 0 is the last. */
  readonly back: number;
  readonly times: number;
}

/** Visits that share products with a session. Two weights: one looks at the end of the session, one at all of it. */
export interface NearVisits {
  count: number;
  readonly visits: Int32Array;
  /** By visit. */
  readonly late: Float64Array;
  readonly whole: Float64Array;
  /** The place in the visit of the latest product in common. */
  readonly place: Int32Array;
}

/** Of what everybody looks at only the newest visits are read. */
const visitsOfProduct = 1_500;
const lateMemory = 1;
const wholeMemory = 5;
/** Brings both weights to one size. */
const wholeShare = 0.15;

export function roomForNear(visits: number): NearVisits {
  return {
    count: 0,
    visits: new Int32Array(visits),
    late: new Float64Array(visits),
    whole: new Float64Array(visits),
    place: new Int32Array(visits),
  };
}

/** A product that few look at says more. `steps` latest first. */
export function findNear(index: VisitIndex, steps: readonly Step[], near: NearVisits): void {
  const { placeStarts, visits } = index;
  near.count = 0;
  for (const { item, back } of steps) {
    const often = wholeAt(placeStarts, item + 1) - wholeAt(placeStarts, item);
    const rarity = Math.log(visits / Math.max(1, often) + 1);
    const late = Math.exp(-back / lateMemory) * rarity;
    enterVisits(index, item, late, Math.exp(-back / wholeMemory) * rarity * rarity * wholeShare, near);
  }
}

function enterVisits(index: VisitIndex, item: number, late: number, whole: number, near: NearVisits): void {
  const { places, placeStarts, visitOf } = index;
  const from = wholeAt(placeStarts, item);
  let last = -1;
  let read = 0;
  for (let at = wholeAt(placeStarts, item + 1) - 1; at >= from && read < visitsOfProduct; at -= 1) {
    const place = wholeAt(places, at);
    const visit = wholeAt(visitOf, place);
    if (visit === last) continue;
    last = visit;
    read += 1;
    if (numberAt(near.late, visit) === 0) {
      near.visits[near.count] = visit;
      near.place[visit] = place;
      near.count += 1;
    }
    addTo(near.late, visit, late);
    addTo(near.whole, visit, whole);
  }
}

/** Older and longer visits count less: weights become those to count with, and only the `most` nearest stay. */
export function keepNearest(index: VisitIndex, near: NearVisits, memory: number, most: number): void {
  const { visits: list, late, whole } = near;
  const merits = new Float64Array(near.count);
  for (let at = 0; at < near.count; at += 1) {
    const visit = wholeAt(list, at);
    const share = shareOf(index, visit, memory);
    late[visit] = numberAt(late, visit) * share;
    whole[visit] = numberAt(whole, visit) * share;
    merits[at] = numberAt(late, visit) + numberAt(whole, visit);
  }
  const least = leastOfLargest(merits, most);
  let kept = 0;
  for (let at = 0; at < near.count; at += 1) {
    const visit = wholeAt(list, at);
    if (numberAt(merits, at) < least || kept === most) {
      forget(near, visit);
      continue;
    }
    list[kept] = visit;
    kept += 1;
  }
  near.count = kept;
}

function shareOf({ starts, visits }: VisitIndex, visit: number, memory: number): number {
  const length = wholeAt(starts, visit + 1) - wholeAt(starts, visit);
  return Math.exp((visit - visits) / (visits * memory)) / Math.sqrt(length);
}

export function clearNear(near: NearVisits): void {
  for (let at = 0; at < near.count; at += 1) forget(near, wholeAt(near.visits, at));
  near.count = 0;
}

function forget({ late, whole }: NearVisits, visit: number): void {
  late[visit] = 0;
  whole[visit] = 0;
}
