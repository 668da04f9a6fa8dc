import { beforeCounts, type ItemGraph } from "./item-graph.ts";
import { clearNear, findNear, keepNearest, type NearVisits, roomForNear, type Step } from "./near-visits.ts";
import { addTo, numberAt, smallAt, wholeAt } from "./numbers.ts";
import { clearSheet, emptySheet, largest, type Sheet, sumsOf } from "./sheet.ts";
import type { VisitIndex } from "./visits.ts";

/** What is known of all visits. */
export interface NextGround {
  readonly index: VisitIndex;
  readonly graph: ItemGraph;
  /** How often each product was seen in the newest visits. */
  readonly lately: Float32Array;
}

/** Candidates of one session, those that look best at first sight. Read before the next question: the arrays are used again. */
export interface Described {
  readonly count: number;
  /** Product by row. */
  readonly items: Int32Array;
  /** `nextInputs` features a row. */
  readonly rows: Float32Array;
}

export const nextInputs = 25;

/** Columns of the sheet. */
const [late0, whole0, followed, preceded, best, lately0] = [0, 1, 2, 3, 4, 5];
const [afterLast, afterSecond, beforeLast, withLast, withAll, twoSteps] = [6, 7, 8, 9, 10, 11];
const width = 12;

const visitMemory = 0.4;
const latelyMemory = 0.065;
const nearest = 600;
const stepsRead = 12;
const graphSteps = 8;
const hopSteps = 2;
const hopsKept = 24;

/** Made once for a model; asks one question at a time. */
export function createDescriber(ground: NextGround, most: number): (session: ArrayLike<number>) => Described {
  const sheet = emptySheet(ground.index.products, width);
  const near = roomForNear(ground.index.visits);
  const rows = new Float32Array(most * nextInputs);
  const items = new Int32Array(most);
  return (session) => {
    const steps = stepsOf(session);
    for (const { item } of steps) sumsOf(sheet, item);
    findNear(ground.index, steps, near);
    keepNearest(ground.index, near, visitMemory, nearest);
    const total = addNear(ground.index, near, sheet);
    clearNear(near);
    addNeighbours(ground.graph, steps, sheet);
    addTwoSteps(ground.graph, steps, sheet);
    const chosen = choose(sheet, steps, total, most);
    const shape = shapeOf(session, steps);
    const byItem = new Map(steps.map((step) => [step.item, step]));
    for (let row = 0; row < chosen.length; row += 1) {
      const candidate = wholeAt(chosen, row);
      const item = wholeAt(sheet.found, candidate);
      items[row] = item;
      describeFound(ground, sheet, candidate, item, total, rows, row * nextInputs);
      describePlace(byItem.get(item), shape, rows, row * nextInputs + 16);
    }
    clearSheet(sheet);
    return { count: chosen.length, items, rows };
  };
}

/** Each product once, the latest first. */
function stepsOf(session: ArrayLike<number>): readonly Step[] {
  const steps = new Map<number, { item: number; back: number; times: number }>();
  for (let back = 0; back < session.length; back += 1) {
    const item = session[session.length - 1 - back] ?? 0;
    const known = steps.get(item);
    if (known !== undefined) known.times += 1;
    else if (steps.size < stepsRead) steps.set(item, { item, back, times: 1 });
  }
  return [...steps.values()];
}

interface Total {
  late: number;
  whole: number;
}

/** What is in near visits, near the product in common. */
function addNear(index: VisitIndex, near: NearVisits, sheet: Sheet): Total {
  const total: Total = { late: 0, whole: 0 };
  for (let at = 0; at < near.count; at += 1) addVisit(index, near, wholeAt(near.visits, at), sheet, total);
  return total;
}

function addVisit(index: VisitIndex, near: NearVisits, visit: number, sheet: Sheet, total: Total): void {
  const { items, starts, visits } = index;
  const { sums } = sheet;
  const late = numberAt(near.late, visit);
  const whole = numberAt(near.whole, visit);
  const fresh = late * Math.exp((visit - visits) / (visits * latelyMemory));
  const common = wholeAt(near.place, visit);
  const end = wholeAt(starts, visit + 1);
  for (let place = wholeAt(starts, visit); place < end; place += 1) {
    const row = sumsOf(sheet, wholeAt(items, place));
    if (row < 0) continue;
    const distance = Math.abs(place - common);
    const share = late * numberAt(fades2, distance);
    const wholeShare = whole * numberAt(fades6, distance);
    total.late += share;
    total.whole += wholeShare;
    addTo(sums, row + late0, share);
    addTo(sums, row + whole0, wholeShare);
    if (place !== common) addTo(sums, row + (place > common ? followed : preceded), share);
    if (share > numberAt(sums, row + best)) sums[row + best] = share;
    addTo(sums, row + lately0, fresh * numberAt(fades3, distance));
  }
}

/** Products that stand before and after those of the session. */
function addNeighbours(graph: ItemGraph, steps: readonly Step[], sheet: Sheet): void {
  for (const [place, step] of steps.slice(0, graphSteps).entries())
    addNeighboursOf(graph, step, place, sheet);
}

/** `place` of the step: 0 is the last product, 1 the one before. */
function addNeighboursOf(graph: ItemGraph, { item, back }: Step, place: number, sheet: Sheet): void {
  const { starts, to, after, before, seen } = graph;
  const { sums } = sheet;
  const often = smallAt(seen, item) + 1;
  const weight = Math.exp(-back / 3);
  const end = wholeAt(starts, item + 1);
  for (let edge = wholeAt(starts, item); edge < end; edge += 1) {
    const other = wholeAt(to, edge);
    const row = sumsOf(sheet, other);
    if (row < 0) continue;
    const follows = smallAt(after, edge);
    const precedes = smallAt(before, edge);
    const together = (follows + precedes) / Math.sqrt((smallAt(seen, other) + 3) * often);
    addTo(sums, row + withAll, weight * together);
    if (place === 1) sums[row + afterSecond] = follows / often;
    if (place > 0) continue;
    sums[row + afterLast] = follows / often;
    sums[row + beforeLast] = precedes / often;
    sums[row + withLast] = together;
  }
}

/** Neighbours of neighbours: what was never seen together may still belong together. */
function addTwoSteps(graph: ItemGraph, steps: readonly Step[], sheet: Sheet): void {
  const { starts, to, after, before, seen } = graph;
  for (const { item, back } of steps.slice(0, hopSteps)) {
    const weight = Math.exp(-back / 2) / (smallAt(seen, item) + 1);
    const from = wholeAt(starts, item);
    const end = Math.min(wholeAt(starts, item + 1), from + hopsKept);
    for (let edge = from; edge < end; edge += 1) {
      const middle = wholeAt(to, edge);
      const strength = smallAt(after, edge) + beforeCounts * smallAt(before, edge);
      addHop(graph, item, middle, (weight * strength) / (smallAt(seen, middle) + 1), sheet);
    }
  }
}

function addHop(graph: ItemGraph, item: number, middle: number, weight: number, sheet: Sheet): void {
  const { starts, to, after, before } = graph;
  const from = wholeAt(starts, middle);
  const end = Math.min(wholeAt(starts, middle + 1), from + hopsKept);
  for (let edge = from; edge < end; edge += 1) {
    const other = wholeAt(to, edge);
    const row = other === item ? -1 : sumsOf(sheet, other);
    if (row < 0) continue;
    const strength = smallAt(after, edge) + beforeCounts * smallAt(before, edge);
    addTo(sheet.sums, row + twoSteps, weight * strength);
  }
}

/** At first sight; what is in the session always. */
function choose(sheet: Sheet, steps: readonly Step[], total: Total, most: number): Int32Array {
  const { sums, count } = sheet;
  const merits = new Float64Array(count);
  for (let row = 0; row < count; row += 1) {
    const at = row * width;
    merits[row] =
      numberAt(sums, at + late0) / (total.late || 1) +
      numberAt(sums, at + whole0) / (total.whole || 1) +
      0.5 * numberAt(sums, at + withAll) +
      0.3 * (numberAt(sums, at + twoSteps) + numberAt(sums, at + afterLast));
  }
  // They were entered first.
  for (let row = 0; row < Math.min(count, steps.length); row += 1) addTo(merits, row, 10);
  return largest(merits, count, most);
}

function describeFound(
  { graph, lately }: NextGround,
  { sums }: Sheet,
  candidate: number,
  item: number,
  total: Total,
  rows: Float32Array,
  to: number,
): void {
  const from = candidate * width;
  const byLate = 1 / (total.late || 1);
  const byWhole = 1 / (total.whole || 1);
  rows[to] = log(numberAt(sums, from + late0) * byLate, 1e-4);
  rows[to + 1] = log(numberAt(sums, from + whole0) * byWhole, 1e-4);
  rows[to + 2] = log(numberAt(sums, from + followed) * byLate, 1e-4);
  rows[to + 3] = log(numberAt(sums, from + preceded) * byLate, 1e-4);
  rows[to + 4] = log(numberAt(sums, from + best), 1e-3);
  rows[to + 5] = log(numberAt(sums, from + lately0) * byLate, 1e-4);
  for (let column = afterLast; column <= withAll; column += 1)
    rows[to + column] = log(numberAt(sums, from + column), 1e-3);
  rows[to + 11] = log(numberAt(sums, from + twoSteps), 1e-4);
  rows[to + 12] = Math.log(smallAt(lately, item) + 0.1);
  rows[to + 13] = Math.log(smallAt(graph.seen, item) + 0.1);
  rows[to + 14] = numberAt(sums, from + late0) > 0 ? 0 : 1;
  rows[to + 15] = numberAt(sums, from + afterLast) > 0 ? 0 : 1;
}

interface Shape {
  readonly length: number;
  readonly first: number;
  readonly last: number;
  readonly previous: number;
  /** Share of looks at what had been looked at before. */
  readonly repeated: number;
}

function shapeOf(session: ArrayLike<number>, steps: readonly Step[]): Shape {
  const { length } = session;
  return {
    length,
    first: session[0] ?? -1,
    last: session[length - 1] ?? -1,
    previous: session[length - 2] ?? -1,
    repeated:
      1 -
      steps.length /
        Math.max(
          1,
          steps.reduce((sum, { times }) => sum + times, 0),
        ),
  };
}

/** Where the candidate stands in the session itself. */
function describePlace(step: Step | undefined, shape: Shape, rows: Float32Array, to: number): void {
  if (step === undefined) {
    rows.fill(0, to, to + 9);
    return;
  }
  const isLast = step.item === shape.last ? 1 : 0;
  rows[to] = 1;
  rows[to + 1] = isLast;
  rows[to + 2] = step.item === shape.previous && isLast === 0 ? 1 : 0;
  rows[to + 3] = Math.log(step.back + 1);
  rows[to + 4] = Math.log(step.times);
  rows[to + 5] = shape.repeated;
  rows[to + 6] = isLast === 1 && shape.previous === shape.last ? 1 : 0;
  rows[to + 7] = Math.log(shape.length);
  rows[to + 8] = step.item === shape.first ? 1 : 0;
}

function log(value: number, unit: number): number {
  return Math.log(value / unit + 1);
}

/** e to the −distance ÷ memory, by distance; nothing from 64 places on. */
function fadesOf(memory: number): Float64Array {
  return Float64Array.from({ length: 64 }, (_, distance) => Math.exp(-distance / memory));
}

const [fades2, fades3, fades6] = [fadesOf(2), fadesOf(3), fadesOf(6)];
