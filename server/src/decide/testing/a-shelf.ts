import { type ItemFacts, noFacts, type PriceBand } from "../items/facts.ts";
import { type ItemModels, noModels } from "../items/models.ts";
import type { Shelf } from "../shelf.ts";
import type { ShelfStoreHours } from "../store-hours.ts";

export interface ShelfFacts {
  readonly products?: readonly string[];
  /** `product` is sold out online, `product@store` at that store. */
  readonly soldOut?: readonly string[];
  readonly popular?: readonly string[];
  readonly stores?: Readonly<Record<string, ShelfStoreHours>>;
  readonly together?: Readonly<Record<string, readonly string[]>>;
  readonly models?: Partial<ItemModels>;
  readonly facts?: Readonly<Record<string, Partial<ItemFacts> & { readonly band?: PriceBand }>>;
  /** Pieces, as in `soldOut`; enough of what is not named. */
  readonly stock?: Readonly<Record<string, number>>;
  readonly prices?: Readonly<Record<string, number>>;
  readonly popularInStore?: Readonly<Record<string, readonly string[]>>;
  readonly popularInSegment?: Readonly<Record<string, readonly string[]>>;
  readonly rising?: readonly string[];
  readonly newest?: readonly string[];
}

/** A shelf that holds what a test says; products are named like their keys. */
export function aShelf(told: ShelfFacts = {}): Shelf {
  const { products = [], soldOut = [], popular = [], together = {}, facts = {}, stock = {} } = told;
  const factsOf = (key: string): ItemFacts => ({ ...noFacts, ...facts[key] });
  const placeOf = (key: string, store: string): string => (store === "" ? key : `${key}@${store}`);
  const product: Shelf["product"] = (key) =>
    products.includes(key)
      ? { product: key, name: key, priceMinor: told.prices?.[key] ?? 995, currency: "GBP" }
      : undefined;
  return {
    changedAt: 1,
    trainedAt: 1,
    product,
    known: product,
    facts: factsOf,
    priceBand: (key) => facts[key]?.band,
    isInStock: (key, store, above = 0) =>
      (stock[placeOf(key, store)] ?? (soldOut.includes(placeOf(key, store)) ? 0 : above + 1)) > above,
    ofStyle: (style) => products.filter((key) => factsOf(key).style === style).toSorted(),
    inCategory: (category) => products.filter((key) => factsOf(key).category.includes(category)),
    store: (key) => told.stores?.[key],
    popular: () => popular,
    popularInStore: (store) => told.popularInStore?.[store] ?? [],
    popularInSegment: (segment) => told.popularInSegment?.[segment] ?? [],
    rising: () => told.rising ?? [],
    newest: () => told.newest ?? [],
    boughtWith: (key) => (together[key] ?? []).map((other, at) => [other, 1 / (at + 1)] as const),
    models: { ...noModels, ...told.models },
  };
}
