import { type BasketGraph, mostSold } from "./basket-graph.ts";
import { addTo, numberAt, smallAt, wholeAt } from "./numbers.ts";
import { clearSheet, emptySheet, largest, type Sheet, sumsOf } from "./sheet.ts";

export interface BasketGround {
  readonly graph: BasketGraph;
  readonly baskets: number;
  /** In how many of the customers' last baskets each product was. */
  readonly lately: Float32Array;
}

export interface Described {
  readonly count: number;
  readonly items: Int32Array;
  readonly rows: Float32Array;
}

export const basketInputs = 18;

/** Columns of the sheet. */
const [slow, fast, times, since, first, withOwn, nextOwn] = [0, 1, 2, 3, 4, 5, 6];
const width = 7;

const slowFade = 0.9;
const fastFade = 0.6;
const basketsRead = 50;
const seedsRead = 40;
const seedFade = 0.85;
const popularTried = 150;

/** Made once for a model; asks one question at a time: what follows these baskets, oldest first. */
export function createBasketDescriber(
  ground: BasketGround,
  most: number,
): (baskets: readonly ArrayLike<number>[]) => Described {
  const sheet = emptySheet(ground.graph.sold.length, width);
  const popular = mostSold(ground.graph, popularTried);
  const rows = new Float32Array(most * basketInputs);
  const items = new Int32Array(most);
  return (all) => {
    const baskets = all.slice(-basketsRead).reverse();
    const seeds = enterOwn(baskets, sheet);
    const own = sheet.count;
    for (const [item, age] of seeds) addNeighbours(ground.graph, item, seedFade ** age, sheet);
    for (const item of popular) sumsOf(sheet, item);
    const chosen = choose(ground, sheet, most);
    const shape = shapeOf(baskets, own);
    for (let row = 0; row < chosen.length; row += 1) {
      const candidate = wholeAt(chosen, row);
      const item = wholeAt(sheet.found, candidate);
      items[row] = item;
      describeOwn(sheet, candidate, shape, rows, row * basketInputs);
      describeItem(ground, sheet, candidate, item, rows, row * basketInputs + 11);
    }
    clearSheet(sheet);
    return { count: chosen.length, items, rows };
  };
}

/** Newest first. Returns the newest different products with the age of their basket: 0 is the last. */
function enterOwn(
  baskets: readonly ArrayLike<number>[],
  sheet: Sheet,
): readonly (readonly [number, number])[] {
  const seeds: (readonly [number, number])[] = [];
  for (const [age, basket] of baskets.entries()) {
    for (let place = 0; place < basket.length; place += 1) {
      const item = basket[place] ?? 0;
      if (enterPurchase(sheet, item, age) && seeds.length < seedsRead) seeds.push([item, age]);
    }
  }
  return seeds;
}

/** Whether it is the newest of this product. */
function enterPurchase(sheet: Sheet, item: number, age: number): boolean {
  const row = sumsOf(sheet, item);
  if (row < 0) return false;
  const { sums } = sheet;
  const isNewest = numberAt(sums, row + times) === 0;
  if (isNewest) sums[row + since] = age + 1;
  sums[row + first] = age + 1;
  addTo(sums, row + times, 1);
  addTo(sums, row + slow, slowFade ** age);
  addTo(sums, row + fast, fastFade ** age);
  return isNewest;
}

function addNeighbours(graph: BasketGraph, item: number, weight: number, sheet: Sheet): void {
  const { starts, to, together, next, sold, followed } = graph;
  const { sums } = sheet;
  const often = smallAt(sold, item) + 5;
  const came = smallAt(followed, item) + 5;
  for (let edge = wholeAt(starts, item); edge < wholeAt(starts, item + 1); edge += 1) {
    const other = wholeAt(to, edge);
    const row = sumsOf(sheet, other);
    if (row < 0) continue;
    addTo(
      sums,
      row + withOwn,
      (weight * smallAt(together, edge)) / Math.sqrt(often * (smallAt(sold, other) + 5)),
    );
    addTo(sums, row + nextOwn, (weight * smallAt(next, edge)) / came);
  }
}

/** At first sight. */
function choose({ graph, baskets }: BasketGround, { sums, found, count }: Sheet, most: number): Int32Array {
  const merits = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const at = row * width;
    const popular = smallAt(graph.sold, wholeAt(found, row)) / baskets;
    merits[row] =
      numberAt(sums, at + slow) + 2 * popular + numberAt(sums, at + withOwn) + numberAt(sums, at + nextOwn);
  }
  return largest(merits, count, most);
}

interface Shape {
  readonly baskets: number;
  readonly size: number;
  /** Share of what was bought that had been bought before. */
  readonly repeated: number;
}

function shapeOf(baskets: readonly ArrayLike<number>[], different: number): Shape {
  const bought = baskets.reduce((sum, { length }) => sum + length, 0);
  return {
    baskets: baskets.length,
    size: bought / Math.max(1, baskets.length),
    repeated: 1 - different / Math.max(1, bought),
  };
}

function describeOwn({ sums }: Sheet, candidate: number, shape: Shape, rows: Float32Array, to: number): void {
  const from = candidate * width;
  const count = numberAt(sums, from + times);
  const age = numberAt(sums, from + since);
  const gap = (numberAt(sums, from + first) - age) / Math.max(1, count - 1);
  const own = count > 0 ? 1 : 0;
  rows[to] = log(numberAt(sums, from + slow), 0.05);
  rows[to + 1] = log(numberAt(sums, from + fast), 0.01);
  rows[to + 2] = Math.log(count + 1);
  rows[to + 3] = own * Math.log(age + 1);
  rows[to + 4] = own;
  rows[to + 5] = count > 1 ? Math.log((age + 0.5) / (gap + 0.5)) : 0;
  rows[to + 6] = age === 1 ? 1 : 0;
  rows[to + 7] = own * Math.log(shape.baskets + 1);
  rows[to + 8] = own * shape.repeated;
  rows[to + 9] = Math.log(shape.size + 1);
  rows[to + 10] = count / Math.max(1, shape.baskets);
}

function describeItem(
  { graph, lately, baskets }: BasketGround,
  { sums }: Sheet,
  candidate: number,
  item: number,
  rows: Float32Array,
  to: number,
): void {
  const from = candidate * width;
  const own = numberAt(sums, from + times) > 0 ? 1 : 0;
  const again = (smallAt(graph.again, item) + 0.5) / (smallAt(graph.followed, item) + 10);
  rows[to] = Math.log((smallAt(graph.sold, item) + 0.5) / (baskets + 1));
  rows[to + 1] = Math.log((smallAt(lately, item) + 0.5) / (smallAt(graph.sold, item) + 1));
  rows[to + 2] = own * Math.log(again * 20);
  rows[to + 3] = log(numberAt(sums, from + withOwn), 1e-3);
  rows[to + 4] = log(numberAt(sums, from + nextOwn), 1e-3);
  rows[to + 5] = numberAt(sums, from + nextOwn) > 0 ? 0 : 1;
  rows[to + 6] = Math.log(again * 20);
}

function log(value: number, unit: number): number {
  return Math.log(value / unit + 1);
}
