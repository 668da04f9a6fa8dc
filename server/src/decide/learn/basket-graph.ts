import type { Histories } from "./histories.ts";
import { addTo, numberAt, wholeAt } from "./numbers.ts";

/** Of each product those in the same baskets and those in the next basket of the same customer, the strongest first. */
export interface BasketGraph {
  readonly starts: Int32Array;
  readonly to: Int32Array;
  readonly together: Float32Array;
  readonly next: Float32Array;
  /** In how many baskets each product was. */
  readonly sold: Float32Array;
  /** In how many of these the customer came again, and in how many of those with the same product. */
  readonly followed: Float32Array;
  readonly again: Float32Array;
}

const neighboursKept = 60;
/** Of a product's baskets so many of the last are read, and of each so many products: bounds the time for what everybody buys. */
const basketsRead = 3_000;
const productsRead = 60;
/** Damps pairs that were seen once or twice. */
const shrinkage = 10;

export function buildBasketGraph(histories: Histories): BasketGraph {
  const { products } = histories;
  const whereabouts = locate(histories);
  const tally = { together: new Float64Array(products), next: new Float64Array(products), touched: [] };
  const starts = new Int32Array(products + 1);
  const [to, together, next]: [number[], number[], number[]] = [[], [], []];
  const [sold, followed, again] = [0, 1, 2].map(() => new Float32Array(products));
  if (sold === undefined || followed === undefined || again === undefined)
    throw new Error("Three were made.");
  for (let item = 0; item < products; item += 1)
    sold[item] = wholeAt(whereabouts.starts, item + 1) - wholeAt(whereabouts.starts, item);
  for (let item = 0; item < products; item += 1) {
    followed[item] = countBasketsOf(histories, whereabouts, item, tally);
    again[item] = numberAt(tally.next, item);
    for (const other of strongest(tally, item, sold)) {
      to.push(other);
      together.push(numberAt(tally.together, other));
      next.push(numberAt(tally.next, other));
    }
    clear(tally);
    starts[item + 1] = to.length;
  }
  return {
    starts,
    to: Int32Array.from(to),
    together: Float32Array.from(together),
    next: Float32Array.from(next),
    sold,
    followed,
    again,
  };
}

/** How strongly two products belong together, whatever else is sold of the other. */
export function strengthOf(together: number, soldOfOther: number): number {
  return together / Math.sqrt(soldOfOther + shrinkage);
}

interface Whereabouts {
  readonly starts: Int32Array;
  /** Baskets by product, oldest first. */
  readonly baskets: Int32Array;
  /** By basket: 1 when the next one is of the same customer. */
  readonly hasNext: Uint8Array;
}

function locate({ products, items, baskets, customers }: Histories): Whereabouts {
  const starts = new Int32Array(products + 1);
  for (const item of items) starts[item + 1] = wholeAt(starts, item + 1) + 1;
  for (let item = 0; item < products; item += 1)
    starts[item + 1] = wholeAt(starts, item + 1) + wholeAt(starts, item);
  const count = baskets.length - 1;
  const next = starts.slice();
  const list = new Int32Array(items.length);
  for (let basket = 0; basket < count; basket += 1) {
    for (let place = wholeAt(baskets, basket); place < wholeAt(baskets, basket + 1); place += 1) {
      const item = wholeAt(items, place);
      list[wholeAt(next, item)] = basket;
      next[item] = wholeAt(next, item) + 1;
    }
  }
  const hasNext = new Uint8Array(count).fill(1);
  for (let customer = 1; customer < customers.length; customer += 1)
    hasNext[wholeAt(customers, customer) - 1] = 0;
  return { starts, baskets: list, hasNext };
}

interface Tally {
  readonly together: Float64Array;
  readonly next: Float64Array;
  readonly touched: number[];
}

/** The neighbours of one product; returns after how many of its baskets the customer came again. */
function countBasketsOf(
  histories: Histories,
  { starts, baskets, hasNext }: Whereabouts,
  item: number,
  tally: Tally,
): number {
  const from = wholeAt(starts, item);
  let followed = 0;
  let read = 0;
  for (let at = wholeAt(starts, item + 1) - 1; at >= from && read < basketsRead; at -= 1) {
    const basket = wholeAt(baskets, at);
    read += 1;
    enter(histories, basket, tally, tally.together);
    if (hasNext[basket] !== 1) continue;
    followed += 1;
    enter(histories, basket + 1, tally, tally.next);
  }
  return followed;
}

function enter({ items, baskets }: Histories, basket: number, tally: Tally, sums: Float64Array): void {
  const from = wholeAt(baskets, basket);
  const end = Math.min(wholeAt(baskets, basket + 1), from + productsRead);
  for (let place = from; place < end; place += 1) {
    const other = wholeAt(items, place);
    if (numberAt(tally.together, other) === 0 && numberAt(tally.next, other) === 0) tally.touched.push(other);
    addTo(sums, other, 1);
  }
}

function strongest({ together, next, touched }: Tally, item: number, sold: Float32Array): readonly number[] {
  const weight = (other: number): number =>
    strengthOf(numberAt(together, other) + 0.5 * numberAt(next, other), sold[other] ?? 0);
  return touched
    .filter((other) => other !== item)
    .map((other) => [other, weight(other)] as const)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, neighboursKept)
    .map(([other]) => other);
}

function clear({ together, next, touched }: Tally): void {
  for (const item of touched) {
    together[item] = 0;
    next[item] = 0;
  }
  touched.length = 0;
}

/** The most sold, equal ones by number. */
export function mostSold({ sold }: BasketGraph, most: number): readonly number[] {
  return Array.from(sold, (count, item) => [item, count] as const)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, most)
    .map(([item]) => item);
}
