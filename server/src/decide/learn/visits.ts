import { wholeAt } from "./numbers.ts";

/** What was looked at or bought together, one visit (or sale) behind the other, oldest first. Products are numbers from 0. */
export interface Visits {
  /** How many numbers there are for products. */
  readonly products: number;
  readonly items: Int32Array;
  /** Where each visit begins in `items`; one more than there are visits. */
  readonly starts: Int32Array;
}

/** Visits and where each product occurs in them. */
export interface VisitIndex extends Visits {
  readonly visits: number;
  /** The visit that each of `items` belongs to. */
  readonly visitOf: Int32Array;
  /** Places in `items`, by product, oldest first. */
  readonly places: Int32Array;
  readonly placeStarts: Int32Array;
}

export function visitsOf(lists: Iterable<readonly number[]>, products: number): Visits {
  const starts = [0];
  const items: number[] = [];
  for (const list of lists) {
    for (const item of list) items.push(item);
    starts.push(items.length);
  }
  return { products, items: Int32Array.from(items), starts: Int32Array.from(starts) };
}

export function countVisits({ starts }: Visits): number {
  return starts.length - 1;
}

export function visitAt({ items, starts }: Visits, visit: number): Int32Array {
  return items.subarray(starts[visit] ?? 0, starts[visit + 1] ?? 0);
}

/** The first `count` visits; nothing is copied. */
export function firstVisits({ products, items, starts }: Visits, count: number): Visits {
  return { products, items: items.subarray(0, starts[count] ?? 0), starts: starts.subarray(0, count + 1) };
}

export function indexVisits(visits: Visits): VisitIndex {
  const { products, items, starts } = visits;
  const count = countVisits(visits);
  const visitOf = new Int32Array(items.length);
  for (let visit = 0; visit < count; visit += 1) visitOf.fill(visit, starts[visit], starts[visit + 1]);
  const placeStarts = new Int32Array(products + 1);
  for (const item of items) placeStarts[item + 1] = wholeAt(placeStarts, item + 1) + 1;
  for (let item = 0; item < products; item += 1)
    placeStarts[item + 1] = wholeAt(placeStarts, item + 1) + wholeAt(placeStarts, item);
  const next = placeStarts.slice();
  const places = new Int32Array(items.length);
  for (let place = 0; place < items.length; place += 1) {
    const item = wholeAt(items, place);
    const at = wholeAt(next, item);
    places[at] = place;
    next[item] = at + 1;
  }
  return { ...visits, visits: count, visitOf, places, placeStarts };
}
