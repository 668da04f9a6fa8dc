import { type Histories, historiesOf } from "./histories.ts";
import { type Visits, visitsOf } from "./visits.ts";

/** What one visitor looked at: times in epoch milliseconds and product keys, in any order. */
export interface Looks {
  readonly at: readonly number[];
  readonly products: readonly string[];
}

/** What one customer bought: times and the products of each sale, in any order. */
export interface Purchases {
  readonly at: readonly number[];
  readonly products: readonly (readonly string[])[];
}

/** What models learn from. */
export interface Lessons {
  /** Product keys by number. */
  readonly keys: readonly string[];
  /** In the order in which they ended. */
  readonly visits: Visits;
  readonly histories: Histories;
  /** Epoch milliseconds of the first and last deed; null when there is none. */
  readonly from: number | null;
  readonly until: number | null;
}

export interface LessonBook {
  enterLooks(looks: Looks): void;
  enterPurchases(purchases: Purchases): void;
  close(): Lessons;
}

/** A longer pause ends a visit. */
const visitPauseMs = 30 * 60_000;
/** A longer visit is a machine's, or says little; its last looks count. */
const mostLooks = 100;
/** Above this many products a sale is a stock-up that says little about what goes together. */
const largestBasket = 100;
/** Of a customer so many of the newest sales are read. */
const mostBaskets = 50;

/** The same deeds give the same lessons, in whatever order they are entered. */
export function openLessons(): LessonBook {
  const visits: Visit[] = [];
  const customers: { readonly at: number; readonly baskets: readonly (readonly string[])[] }[] = [];
  let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const note = (times: readonly number[]): void => {
    for (const at of times) [from, until] = [Math.min(from, at), Math.max(until, at)];
  };
  return {
    enterLooks: (looks) => {
      note(looks.at);
      for (const visit of visitsIn(looks)) visits.push(visit);
    },
    enterPurchases: (purchases) => {
      note(purchases.at);
      const baskets = basketsIn(purchases);
      if (baskets.length > 0) customers.push({ at: Math.max(...purchases.at), baskets });
    },
    close: () => {
      const numbers = new Numbering();
      visits.sort((a, b) => a.until - b.until || compare(a.products, b.products));
      customers.sort((a, b) => a.at - b.at || compare(a.baskets.flat(), b.baskets.flat()));
      const looked = visits.map(({ products }) => products.map((key) => numbers.of(key)));
      const bought = customers.map(({ baskets }) =>
        baskets.map((keys) => keys.map((key) => numbers.of(key))),
      );
      const { keys } = numbers;
      const isEmpty = until < from;
      return {
        keys,
        visits: visitsOf(looked, keys.length),
        histories: historiesOf(bought, keys.length),
        from: isEmpty ? null : from,
        until: isEmpty ? null : until,
      };
    },
  };
}

class Numbering {
  readonly keys: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.keys.length);
    return this.keys.push(key) - 1;
  }
}

interface Visit {
  readonly until: number;
  readonly products: readonly string[];
}

function* visitsIn({ at, products }: Looks): Generator<Visit> {
  const order = inOrder(at, products);
  let visit: string[] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const [time, product] of order) {
    if (time - last > visitPauseMs && visit.length > 0) {
      yield { until: last, products: visit.slice(-mostLooks) };
      visit = [];
    }
    visit.push(product);
    last = time;
  }
  if (visit.length > 0) yield { until: last, products: visit.slice(-mostLooks) };
}

function basketsIn({ at, products }: Purchases): readonly (readonly string[])[] {
  const texts = products.map((keys) => [...new Set(keys)].sort().slice(0, largestBasket));
  return inOrder(at, texts)
    .map(([, keys]) => keys)
    .filter((keys) => keys.length > 0)
    .slice(-mostBaskets);
}

/** By time; what happened at once by its text, so that the order of arrival does not matter. */
function inOrder<Thing extends string | readonly string[]>(
  at: readonly number[],
  things: readonly Thing[],
): readonly (readonly [number, Thing])[] {
  return things
    .map((thing, place) => [at[place] ?? 0, thing] as const)
    .sort((a, b) => a[0] - b[0] || (String(a[1]) < String(b[1]) ? -1 : 1));
}

function compare(a: readonly string[], b: readonly string[]): number {
  const [first, second] = [a.join("\n"), b.join("\n")];
  return first < second ? -1 : Number(first > second);
}
