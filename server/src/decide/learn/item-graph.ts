import { addTo, numberAt, wholeAt } from "./numbers.ts";
import type { VisitIndex } from "./visits.ts";

/** Of each product those that are seen before and after it, the strongest first. */
export interface ItemGraph {
  readonly starts: Int32Array;
  readonly to: Int32Array;
  /** How often, near visits and near places counting more: `to` after the product, and before it. */
  readonly after: Float32Array;
  readonly before: Float32Array;
  /** How often each product was seen at all, older visits counting less. */
  readonly seen: Float32Array;
}

export interface GraphShape {
  /** How many places apart two products may be. */
  readonly reach: number;
  /** How many neighbours of a product are kept. */
  readonly most: number;
  /** Share of all visits after which a visit counts 1/e. */
  readonly memory: number;
  /** Of a product's occurrences so many of the newest are read: bounds the time for what everybody looks at. */
  readonly occurrences: number;
}

/** What was seen before counts a little less than what came after. */
export const beforeCounts = 0.7;

export function buildItemGraph(index: VisitIndex, shape: GraphShape): ItemGraph {
  const { products } = index;
  const tally = emptyTally(products);
  const starts = new Int32Array(products + 1);
  const seen = new Float32Array(products);
  let room = Math.max(1_024, index.items.length);
  let [to, after, before] = [new Int32Array(room), new Float32Array(room), new Float32Array(room)];
  let end = 0;
  for (let item = 0; item < products; item += 1) {
    seen[item] = count(index, item, shape, tally);
    if (end + shape.most > room) {
      room = room * 2 + shape.most;
      [to, after, before] = [grown(to, room), grown(after, room), grown(before, room)];
    }
    for (const other of strongest(tally, shape.most)) {
      to[end] = other;
      after[end] = numberAt(tally.after, other);
      before[end] = numberAt(tally.before, other);
      end += 1;
    }
    clear(tally);
    starts[item + 1] = end;
  }
  return { starts, to: to.slice(0, end), after: after.slice(0, end), before: before.slice(0, end), seen };
}

interface Tally {
  readonly after: Float64Array;
  readonly before: Float64Array;
  readonly touched: number[];
}

function emptyTally(products: number): Tally {
  return { after: new Float64Array(products), before: new Float64Array(products), touched: [] };
}

/** The neighbours of one product; returns how often it was seen. */
function count(index: VisitIndex, item: number, shape: GraphShape, tally: Tally): number {
  const { places, placeStarts, visitOf, visits } = index;
  const from = wholeAt(placeStarts, item);
  const until = wholeAt(placeStarts, item + 1);
  let seen = 0;
  for (let at = until - 1; at >= from; at -= 1) {
    const place = wholeAt(places, at);
    const weight = Math.exp((wholeAt(visitOf, place) - visits) / (visits * shape.memory));
    seen += weight;
    if (until - at <= shape.occurrences) countAround(index, place, shape.reach, weight, tally);
  }
  return seen;
}

function countAround(index: VisitIndex, place: number, reach: number, weight: number, tally: Tally): void {
  const { items, starts, visitOf } = index;
  const visit = wholeAt(visitOf, place);
  const item = wholeAt(items, place);
  const first = Math.max(wholeAt(starts, visit), place - reach);
  const last = Math.min(wholeAt(starts, visit + 1) - 1, place + reach);
  for (let other = first; other <= last; other += 1) {
    const neighbour = wholeAt(items, other);
    if (neighbour !== item) enter(tally, neighbour, other > place, weight / Math.abs(other - place));
  }
}

function enter({ after, before, touched }: Tally, item: number, isAfter: boolean, weight: number): void {
  if (numberAt(after, item) === 0 && numberAt(before, item) === 0) touched.push(item);
  addTo(isAfter ? after : before, item, weight);
}

function strongest({ after, before, touched }: Tally, most: number): readonly number[] {
  const weight = (item: number): number => numberAt(after, item) + beforeCounts * numberAt(before, item);
  return touched
    .slice()
    .sort((a, b) => weight(b) - weight(a) || a - b)
    .slice(0, most);
}

function clear({ after, before, touched }: Tally): void {
  for (const item of touched) {
    after[item] = 0;
    before[item] = 0;
  }
  touched.length = 0;
}

function grown<Numbers extends Int32Array<ArrayBuffer> | Float32Array<ArrayBuffer>>(
  numbers: Numbers,
  room: number,
): Numbers {
  // The same kind of array as was given.
  const larger = new (numbers.constructor as new (length: number) => Numbers)(room);
  larger.set(numbers);
  return larger;
}
