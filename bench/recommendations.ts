import { type Invoice, readInvoices } from "../examples/sample-brand/invoices.ts";
import type { Deeds, ItemModels } from "../server/src/decide/items/models.ts";
import { openLessons } from "../server/src/decide/learn/lessons.ts";
import { trainModels } from "../server/src/decide/learn/train-models.ts";
import { openModels } from "../server/src/decide/learn/trained-models.ts";
import { type Measured, type Promised, say } from "./report.ts";

interface Sale {
  readonly at: number;
  readonly customer: string | undefined;
  readonly products: readonly string[];
}

const heldOutMs = 30 * 86_400_000;
const shown = 10;
const seedsOfSale = 5;

/** Online Retail: learns from all but the last month, then recommends for that month, against what is sold most and what each customer bought most. */
export async function measure(): Promise<Measured> {
  const sales = salesIn(await readInvoices());
  const until = Math.max(...sales.map(({ at }) => at)) - heldOutMs;
  const [known, later] = [sales.filter(({ at }) => at <= until), sales.filter(({ at }) => at > until)];
  say(`Learning from ${known.length} sales, recommending for ${later.length} of the last month …`);
  const startedAt = performance.now();
  const models = await learn(known);
  const seconds = (performance.now() - startedAt) / 1_000;
  const popular = mostFrequent(known.flatMap(({ products }) => products)).slice(0, shown);
  const together = measureTogether(models, later, popular);
  const forYou = measureForYou(models, known, later, popular, until);
  return {
    figures: { ...together.figures, ...forYou.figures, train_seconds: seconds },
    promises: [...together.promises, ...forYou.promises],
  };
}

function salesIn(invoices: readonly Invoice[]): readonly Sale[] {
  return invoices.flatMap(({ isCancellation, wallAt, customer, lines }) => {
    const sold = lines.filter(({ kind, quantity }) => kind === "merchandise" && quantity > 0);
    const products = [...new Set(sold.map(({ code }) => code))];
    return isCancellation || products.length === 0 ? [] : [{ at: wallAt, customer, products }];
  });
}

async function learn(sales: readonly Sale[]): Promise<ItemModels> {
  const book = openLessons();
  for (const own of ofCustomers(sales).values())
    book.enterPurchases({ at: own.map(({ at }) => at), products: own.map(({ products }) => products) });
  for (const { customer, at, products } of sales)
    if (customer === undefined) book.enterPurchases({ at: [at], products: [products] });
  const { card, bytes } = trainModels(book.close());
  const told = { ...card, version: 1, trainedAt: null, seconds: 0, peakMb: 0 };
  return openModels(bytes, told, async () => undefined);
}

function ofCustomers(sales: readonly Sale[]): ReadonlyMap<string, readonly Sale[]> {
  const customers = new Map<string, Sale[]>();
  for (const sale of sales) {
    if (sale.customer === undefined) continue;
    const own = customers.get(sale.customer) ?? [];
    customers.set(sale.customer, own);
    own.push(sale);
  }
  return customers;
}

/** One product of a sale is given: is another one of it among the first ten? */
function measureTogether(models: ItemModels, later: readonly Sale[], popular: readonly string[]): Measured {
  const [own, byPopular]: [number[], number[]] = [[], []];
  for (const { products } of later) {
    if (products.length < 2) continue;
    for (const seed of products.slice(0, seedsOfSale)) {
      const others = new Set(products.filter((product) => product !== seed));
      own.push(hit(others, keysOf(models.boughtWith([seed], shown))));
      byPopular.push(hit(others, popular));
    }
  }
  const [hr10, popularHr10] = [mean(own), mean(byPopular)];
  return {
    figures: { together_hr10: hr10, together_popular_hr10: popularHr10, together_asked: own.length },
    promises: [
      better("Bought together: sales in which one of the first 10 was bought too", hr10, popularHr10),
    ],
  };
}

/** What share of the products that a known customer bought in the last month were among the first ten? */
function measureForYou(
  models: ItemModels,
  known: readonly Sale[],
  later: readonly Sale[],
  popular: readonly string[],
  nowMs: number,
): Measured {
  const before = ofCustomers(known);
  const recalls: Record<"forYou" | "popular" | "own", number[]> = { forYou: [], popular: [], own: [] };
  for (const [customer, sales] of ofCustomers(later)) {
    const history = before.get(customer);
    if (history === undefined) continue;
    const wanted = new Set(sales.flatMap(({ products }) => products));
    recalls.forYou.push(recall(wanted, keysOf(models.forYou(deedsOf(history), nowMs, shown))));
    recalls.popular.push(recall(wanted, popular));
    const own = mostFrequent(history.flatMap(({ products }) => products)).slice(0, shown);
    recalls.own.push(recall(wanted, own));
  }
  const [forYou, byPopular, own] = [mean(recalls.forYou), mean(recalls.popular), mean(recalls.own)];
  const text = "For you: share of what customers bought next among the first 10, against";
  return {
    figures: {
      for_you_recall10: forYou,
      for_you_popular_recall10: byPopular,
      for_you_own_recall10: own,
      for_you_asked: recalls.forYou.length,
    },
    promises: [
      better(`${text} popular`, forYou, byPopular),
      better(`${text} own most frequent`, forYou, own),
    ],
  };
}

function deedsOf(history: readonly Sale[]): Deeds {
  return {
    viewed: [],
    bought: history.flatMap(({ at, products }) => products.map((key) => [key, at] as const)),
  };
}

function keysOf(scored: readonly (readonly [key: string, score: number])[] | undefined): readonly string[] {
  return (scored ?? []).map(([key]) => key);
}

/** Equal ones by key. */
function mostFrequent(keys: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
}

function hit(wanted: ReadonlySet<string>, offered: readonly string[]): number {
  return offered.some((key) => wanted.has(key)) ? 1 : 0;
}

function recall(wanted: ReadonlySet<string>, offered: readonly string[]): number {
  return offered.filter((key) => wanted.has(key)).length / wanted.size;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function better(text: string, value: number, than: number): Promised {
  return { text, goal: `> ${than.toFixed(4)}`, value, kept: value > than };
}
