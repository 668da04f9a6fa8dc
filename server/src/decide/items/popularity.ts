import type { Basket } from "./recommendations.ts";

/** Popular somewhere or lately: product keys, the most popular first. */
export interface Popularity {
  inStore(store: string): readonly string[];
  /** What sells better in the last week than in the four before. */
  readonly rising: readonly string[];
}

export const noPopularity: Popularity = { inStore: () => [], rising: [] };

const weekMs = 7 * 86_400_000;
const kept = 300;
/** Of a product that was sold once before and now twice, nothing can be said. */
const fewestSoldLately = 3;
/** As if each had sold so many a week before: a newcomer's first sales are no rise without end. */
const quietWeek = 1;

/** Counts baskets on their way to another reader. What came back is in none. */
export class PopularityCount {
  readonly #since: number;
  readonly #stores = new Map<string, Map<string, number>>();
  readonly #lately = new Map<string, number>();
  readonly #before = new Map<string, number>();

  constructor(nowMs: number) {
    this.#since = nowMs;
  }

  *reading(baskets: Iterable<Basket>): Generator<Basket> {
    for (const basket of baskets) {
      this.#enter(basket);
      yield basket;
    }
  }

  close(): Popularity {
    const inStore = new Map([...this.#stores].map(([store, counts]) => [store, topOf(counts)]));
    const rises = new Map<string, number>();
    for (const [product, sold] of this.#lately) {
      const usual = (this.#before.get(product) ?? 0) / 4;
      if (sold >= fewestSoldLately && sold > usual) rises.set(product, sold / (usual + quietWeek));
    }
    return { inStore: (store) => inStore.get(store) ?? [], rising: topOf(rises) };
  }

  #enter({ at, store, products }: Basket): void {
    const age = this.#since - at;
    if (age > 5 * weekMs) return;
    const counts = this.#stores.get(store) ?? new Map<string, number>();
    this.#stores.set(store, counts);
    const times = age <= weekMs ? this.#lately : this.#before;
    for (const product of products) {
      counts.set(product, (counts.get(product) ?? 0) + 1);
      times.set(product, (times.get(product) ?? 0) + 1);
    }
  }
}

/** By count, equal ones by key. */
function topOf(counts: ReadonlyMap<string, number>): readonly string[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, kept)
    .map(([key]) => key);
}
