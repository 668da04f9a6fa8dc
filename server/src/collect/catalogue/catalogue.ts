import type { JsonObject, ProductView, StoreRecord, StoreView } from "@attune/contract";

/** A product as it is kept. */
export interface Product {
  readonly key: string;
  readonly name: string;
  readonly brand: string | null;
  readonly category: readonly string[];
  readonly tags: readonly string[];
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly url: string | null;
  readonly imageUrl: string | null;
  readonly attributes: JsonObject;
  readonly simulated: boolean;
}

/** Pieces on hand of a product in a store; "" is the online stock. */
export interface Stock {
  readonly productKey: string;
  readonly storeKey: string;
  readonly quantity: number;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export interface ListQuestion {
  /** A part of a key or name, in any case; "" finds all. */
  readonly query: string;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** `dryRun`: told what would change, and nothing does. Keys repeated in one call: the last counts. */
export interface WriteOptions {
  readonly dryRun: boolean;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Writes answer with the keys that are new or differ from what was kept; the others cost no write. */
export interface ProductStore {
  find(brandId: number, key: string): Promise<ProductView | undefined>;
  list(brandId: number, question: ListQuestion): Promise<Page<ProductView>>;
  put(brandId: number, products: readonly Product[], options: WriteOptions): Promise<ReadonlySet<string>>;
  /** No longer sold from a moment (epoch milliseconds) on, or sold again (null). What is so already keeps its moment. */
  withdraw(brandId: number, key: string, atMs: number | null): Promise<void>;
  /** Keys as `stockKey` makes them. */
  putStock(brandId: number, stock: readonly Stock[], options: WriteOptions): Promise<ReadonlySet<string>>;
  /** Those of the keys that no product has. */
  unknown(brandId: number, keys: readonly string[]): Promise<ReadonlySet<string>>;
}

export interface StoreStore {
  find(brandId: number, key: string): Promise<StoreView | undefined>;
  list(brandId: number, question: ListQuestion): Promise<Page<StoreView>>;
  put(brandId: number, stores: readonly StoreRecord[], options: WriteOptions): Promise<ReadonlySet<string>>;
  unknown(brandId: number, keys: readonly string[]): Promise<ReadonlySet<string>>;
}

export function stockKey({ productKey, storeKey }: Pick<Stock, "productKey" | "storeKey">): string {
  return JSON.stringify([productKey, storeKey]);
}

/** Of several entries with one key the last. */
export function lastOfEach<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
