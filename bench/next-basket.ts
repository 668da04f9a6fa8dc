import { type Histories, historiesOf } from "../server/src/decide/learn/histories.ts";
import { createBasketScorer, trainBasket } from "../server/src/decide/learn/next-basket.ts";
import { readPublicData } from "./public-data.ts";
import { atLeast, type Measured, say } from "./report.ts";

interface Customer {
  readonly baskets: readonly (readonly number[])[];
  readonly next: ReadonlySet<number>;
}

/** Learns from the histories alone; each customer asks once what the next basket holds. */
export async function measure(): Promise<Measured> {
  const [history, future] = await Promise.all([
    readBaskets("tafeng_nbr/tafeng_history.json.gz"),
    readBaskets("tafeng_nbr/tafeng_future.json.gz"),
  ]);
  const customers: Customer[] = Object.keys(history).map((id) => ({
    baskets: history[id] ?? [],
    next: new Set(future[id]?.[0]),
  }));
  const histories = historiesIn(customers);
  say(
    `Learning from ${customers.length} customers with ${histories.baskets.length - 1} baskets, asking for ${customers.reduce((sum, { next }) => sum + next.size, 0)} products …`,
  );
  const startedAt = performance.now();
  const score = createBasketScorer(trainBasket(histories));
  const seconds = (performance.now() - startedAt) / 1_000;
  const askedAt = performance.now();
  const best = customers.map(({ baskets }) => score(baskets, 20).map(([item]) => item));
  const meanMs = (performance.now() - askedAt) / customers.length;
  const recall = (most: number): number =>
    customers.reduce((sum, { next }, at) => sum + shareOf(next, best[at]?.slice(0, most) ?? []), 0) /
    customers.length;
  const recall10 = recall(10);
  return {
    figures: {
      recall10,
      recall20: recall(20),
      mean_ms: meanMs,
      train_seconds: seconds,
      customers: customers.length,
    },
    promises: [atLeast("Share of the next basket among the first 10", recall10, 0.1312)],
  };
}

/** Histories begin and end with a basket of -1, which is none. */
async function readBaskets(path: string): Promise<Readonly<Record<string, number[][]>>> {
  // As the README of the data sets describes them.
  const told = JSON.parse(await readPublicData(path)) as Readonly<Record<string, number[][]>>;
  return Object.fromEntries(
    Object.entries(told).map(([id, baskets]) => [id, baskets.filter((basket) => basket[0] !== -1)]),
  );
}

function historiesIn(customers: readonly Customer[]): Histories {
  let highest = 0;
  for (const { baskets, next } of customers)
    for (const item of [...baskets.flat(), ...next]) highest = Math.max(highest, item);
  return historiesOf(
    customers.map(({ baskets }) => baskets.map((basket) => [...new Set(basket)])),
    highest + 1,
  );
}

function shareOf(wanted: ReadonlySet<number>, offered: readonly number[]): number {
  return offered.filter((item) => wanted.has(item)).length / Math.max(1, wanted.size);
}
