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
}

/** A shelf that holds what a test says; products are named like their keys. */
export function aShelf({
  products = [],
  soldOut = [],
  popular = [],
  stores = {},
  together = {},
  models,
}: ShelfFacts = {}): Shelf {
  return {
    changedAt: 1,
    trainedAt: 1,
    product: (key) =>
      products.includes(key) ? { product: key, name: key, priceMinor: 995, currency: "GBP" } : undefined,
    isInStock: (key, store) => !soldOut.includes(store === "" ? key : `${key}@${store}`),
    store: (key) => stores[key],
    popular: () => popular,
    boughtWith: (key) => (together[key] ?? []).map((other, at) => [other, 1 / (at + 1)] as const),
    models: { ...noModels, ...models },
  };
}
