import type { Channel, LineKind } from "@attune/contract";

/**
 * All that the events of one order have told. A function of the *set* of those events: every part is a register
 * (the best stamp wins) or a set, so any order of arrival, and any way of merging parts, ends in the same state.
 * Amounts stay as they were stated; `deriveSale` turns them into minor units once the currency is certain.
 */
export interface SaleState {
  /** Newest statement of what was ordered. */
  readonly lines?: Stated<readonly StatedLine[]>;
  /** Newest statement of each single fact. */
  readonly facts: { readonly [fact in Fact]?: Stated<string | number> };
  /** Earliest completing event. */
  readonly placed?: Stated<Origin>;
  /** Latest completing event: it re-opens an order that was cancelled before. */
  readonly completed?: Stamp;
  /** Latest cancelling event. */
  readonly cancelled?: Stamp;
  /** Leaf of the earliest completing event that has a customer. */
  readonly ownerLeaf?: Stated<number>;
  /** Leaf of the earliest other event that has a customer: it counts only while no completing event is known. */
  readonly tellerLeaf?: Stated<number>;
  /** The receipt's own leaf, of events without a customer. A claim joins it to one (identity/), and un-claiming parts them. */
  readonly receiptLeaf?: Stated<number>;
  /** Earliest event of any kind. */
  readonly first: Stated<Origin>;
  /** By key. */
  readonly returns: readonly StatedReturn[];
}

/** Told through a secret key or a signed token (1) outranks told by a page (0): a page cannot rewrite what a server has said. */
export type Stamp = readonly [rank: 0 | 1, at: number, messageId: string];

export type Stated<T> = readonly [stamp: Stamp, value: T];

export interface Origin {
  readonly channel: Channel;
  readonly simulated?: true;
}

export const facts = [
  "currency",
  "subtotal",
  "revenue",
  "total",
  "shipping",
  "tax",
  "discount",
  "storeKey",
  "staffKey",
  "tender",
  "accountType",
  "test",
] as const;
export type Fact = (typeof facts)[number];

/** `price` of one unit; `discount`, `tax` (contained in the price) and `net` of the whole line. Decimal amounts as stated. */
export interface StatedLine {
  readonly kind: LineKind;
  readonly product?: string;
  readonly name?: string;
  /** At most three decimals; negative in an exchange: what came back. */
  readonly quantity: number;
  readonly price?: string | number;
  readonly discount?: string | number;
  readonly tax?: string | number;
  readonly net?: string | number;
}

/** What came back: named lines, else an amount (`net` without tax and shipping, `gross` with), else everything. */
export interface StatedReturn {
  /** The refund's own id, else the message id: the same refund told twice is one. */
  readonly key: string;
  readonly stamp: Stamp;
  readonly currency?: string;
  readonly lines?: readonly StatedLine[];
  readonly net?: string | number;
  readonly gross?: string | number;
}

/** The state of the union of the two sets of events. */
export function mergeSale(a: SaleState, b: SaleState): SaleState {
  const merged: Mutable<SaleState> = {
    facts: mergeFacts(a.facts, b.facts),
    first: pick(a.first, b.first, isEarlier),
    returns: mergeReturns(a.returns, b.returns),
  };
  assign(merged, "lines", pick(a.lines, b.lines, isNewer));
  assign(merged, "placed", pick(a.placed, b.placed, isOlder));
  assign(merged, "ownerLeaf", pick(a.ownerLeaf, b.ownerLeaf, isOlder));
  assign(merged, "tellerLeaf", pick(a.tellerLeaf, b.tellerLeaf, isOlder));
  assign(merged, "receiptLeaf", pick(a.receiptLeaf, b.receiptLeaf, isOlder));
  assign(merged, "completed", newest(a.completed, b.completed));
  assign(merged, "cancelled", newest(a.cancelled, b.cancelled));
  return merged;
}

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

function assign<Key extends keyof SaleState>(
  state: Mutable<SaleState>,
  key: Key,
  value: SaleState[Key] | undefined,
): void {
  if (value !== undefined) state[key] = value;
}

/** Higher rank first, then later. Message ids are compared by code unit, so that every machine agrees. */
function isNewer(a: Stamp, b: Stamp): boolean {
  if (a[0] !== b[0]) return a[0] > b[0];
  return a[1] !== b[1] ? a[1] > b[1] : a[2] > b[2];
}

/** Higher rank first, then earlier. */
function isOlder(a: Stamp, b: Stamp): boolean {
  if (a[0] !== b[0]) return a[0] > b[0];
  return isEarlier(a, b);
}

export function isEarlier(a: Stamp, b: Stamp): boolean {
  return a[1] !== b[1] ? a[1] < b[1] : a[2] < b[2];
}

type Better = (a: Stamp, b: Stamp) => boolean;

function pick<T extends Stated<unknown>>(a: T, b: T, isBetter: Better): T;
function pick<T extends Stated<unknown>>(a: T | undefined, b: T | undefined, isBetter: Better): T | undefined;
function pick<T extends Stated<unknown>>(
  a: T | undefined,
  b: T | undefined,
  isBetter: Better,
): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isBetter(b[0], a[0]) ? b : a;
}

function newest(a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isNewer(b, a) ? b : a;
}

function mergeFacts(a: SaleState["facts"], b: SaleState["facts"]): SaleState["facts"] {
  const merged: { [fact in Fact]?: Stated<string | number> } = {};
  for (const fact of facts) {
    const value = pick(a[fact], b[fact], isNewer);
    if (value !== undefined) merged[fact] = value;
  }
  return merged;
}

function mergeReturns(a: readonly StatedReturn[], b: readonly StatedReturn[]): readonly StatedReturn[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const byKey = new Map(a.map((entry) => [entry.key, entry]));
  for (const entry of b) {
    const known = byKey.get(entry.key);
    if (known === undefined || isNewer(entry.stamp, known.stamp)) byKey.set(entry.key, entry);
  }
  return mostTrusted([...byKey.values()]).sort(compareKeys);
}

/** What a stranger with a public key sends must not make a row without end. Which are left out depends on no order of arrival. */
const mostReturns = 1_000;

function mostTrusted(entries: StatedReturn[]): StatedReturn[] {
  if (entries.length <= mostReturns) return entries;
  return entries.sort((a, b) => b.stamp[0] - a.stamp[0] || compareKeys(a, b)).slice(0, mostReturns);
}

function compareKeys(a: StatedReturn, b: StatedReturn): number {
  return a.key < b.key ? -1 : 1;
}
