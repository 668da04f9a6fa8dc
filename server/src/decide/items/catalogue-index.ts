import type { ItemFacts } from "./facts.ts";
import { type BandBounds, bandBoundsOf } from "./price-bands.ts";

/** The catalogue by what its products have in common, as of the last training. */
export interface CatalogueIndex {
  /** Of any level: the most popular first, then the newest; at most 200. */
  inCategory(category: string): readonly string[];
  ofStyle(style: string): readonly string[];
  /** Of the last 60 days, the newest first; at most 300. */
  readonly newest: readonly string[];
  readonly bounds: BandBounds;
}

export interface IndexedProduct {
  readonly key: string;
  readonly facts: ItemFacts;
  readonly priceMinor: number | undefined;
}

/** What can be told of `products` before a training: what prices there are. */
export function untrainedIndex(products: Iterable<IndexedProduct>): CatalogueIndex {
  return {
    inCategory: () => [],
    ofStyle: () => [],
    newest: [],
    bounds: bandBoundsOf(pricesOf(products)),
  };
}

const mostInCategory = 200;
/** So that what nobody has bought yet has a place beside what everybody buys. */
const mostPopularInCategory = 150;
const mostNewest = 300;
const newMs = 60 * 86_400_000;
const productsPerBreath = 1_000;

/** `products` by key. `pause` lets others run. */
export async function indexCatalogue(
  products: ReadonlyMap<string, IndexedProduct>,
  popular: readonly string[],
  nowMs: number,
  pause: () => Promise<void>,
): Promise<CatalogueIndex> {
  const categories = new Map<string, string[]>();
  for (const key of popular) enter(categories, products.get(key), mostPopularInCategory);
  const isPopular = new Set(popular);
  const { styles, fresh, unknown } = await sortOut(products, isPopular, nowMs - newMs, pause);
  for (const product of [...fresh.filter(({ key }) => !isPopular.has(key)), ...unknown])
    enter(categories, product, mostInCategory);
  return {
    inCategory: (category) => categories.get(category) ?? [],
    ofStyle: (style) => styles.get(style) ?? [],
    newest: fresh.slice(0, mostNewest).map(({ key }) => key),
    bounds: bandBoundsOf(pricesOf(products.values())),
  };
}

interface Sorted {
  readonly styles: ReadonlyMap<string, readonly string[]>;
  /** The newest first. */
  readonly fresh: readonly IndexedProduct[];
  /** Neither new nor popular. */
  readonly unknown: readonly IndexedProduct[];
}

async function sortOut(
  products: ReadonlyMap<string, IndexedProduct>,
  isPopular: ReadonlySet<string>,
  sinceMs: number,
  pause: () => Promise<void>,
): Promise<Sorted> {
  const styles = new Map<string, string[]>();
  const [fresh, unknown]: [IndexedProduct[], IndexedProduct[]] = [[], []];
  let read = 0;
  for (const product of products.values()) {
    const { style, addedAt = 0 } = product.facts;
    if (style !== undefined) push(styles, style, product.key);
    if (addedAt > sinceMs) fresh.push(product);
    else if (!isPopular.has(product.key)) unknown.push(product);
    read += 1;
    if (read % productsPerBreath === 0) await pause();
  }
  fresh.sort((a, b) => (b.facts.addedAt ?? 0) - (a.facts.addedAt ?? 0) || (a.key < b.key ? -1 : 1));
  for (const keys of styles.values()) keys.sort();
  return { styles, fresh, unknown };
}

function enter(categories: Map<string, string[]>, product: IndexedProduct | undefined, most: number): void {
  for (const category of new Set(product?.facts.category)) {
    const keys = categories.get(category);
    if (keys === undefined) categories.set(category, [product?.key ?? ""]);
    else if (keys.length < most) keys.push(product?.key ?? "");
  }
}

function push(lists: Map<string, string[]>, name: string, key: string): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [key]);
  else list.push(key);
}

function* pricesOf(
  products: Iterable<IndexedProduct>,
): Generator<{ readonly category: string; readonly priceMinor: number }> {
  for (const { facts, priceMinor } of products) {
    const [category] = facts.category;
    if (category !== undefined && priceMinor !== undefined) yield { category, priceMinor };
  }
}
