import type { EventSource } from "../judge-event.ts";

/** What the door last took under a natural key. Digests are UUIDs. */
export interface ImportKey {
  readonly digest: string;
  readonly content: string;
  /** Counts the contents that were taken: 1 is the first. */
  readonly revision: number;
}

export interface ImportKeys {
  find(brandId: number, digests: readonly string[]): Promise<ReadonlyMap<string, ImportKey>>;
  /** Written after the inbox: should that write be lost, the fold still drops the repeat by its natural key. */
  save(brandId: number, keys: readonly ImportKey[]): Promise<void>;
}

/** Where records come from, and the currency of prices that state none. */
export interface Brands {
  sourceOf(sourceId: number): Promise<EventSource>;
  currencyOf(brandId: number): Promise<string>;
}
