import type { DecisionItem } from "@attune/contract";
import type { ItemFacts, PriceBand } from "./items/facts.ts";
import type { ItemModels } from "./items/models.ts";
import type { ShelfStoreHours } from "./store-hours.ts";

/** What can be shown: catalogue and stock as of a few seconds ago, recommendations as of the last training. */
export interface Shelf {
  /** Newest change of catalogue and stock that is known. Epoch milliseconds. */
  readonly changedAt: number;
  /** When the recommendations were computed. Epoch milliseconds; 0 before the first time. */
  readonly trainedAt: number;
  /** Undefined: not in the catalogue, or no longer sold. */
  product(key: string): DecisionItem | undefined;
  /** Sold or not. Undefined: not in the catalogue. */
  known(key: string): DecisionItem | undefined;
  facts(key: string): ItemFacts;
  /** By the prices of its widest category; undefined: no price, or no category. */
  priceBand(key: string): PriceBand | undefined;
  /** `store` "" is the online stock. What nobody told a quantity of is in stock. `above`: how many pieces are not for sale; none unless told. */
  isInStock(key: string, store: string, above?: number): boolean;
  /** Other sizes and colours of the same article, itself too, by key. */
  ofStyle(style: string): readonly string[];
  /** Products of a category, of any level: the most popular first, then the newest. */
  inCategory(category: string): readonly string[];
  /** Undefined: there is no such store. */
  store(key: string): ShelfStoreHours | undefined;
  /** Product keys, the most popular first. */
  popular(): readonly string[];
  popularInStore(store: string): readonly string[];
  /** Among the members of a segment; empty until it has been counted. */
  popularInSegment(segment: string): readonly string[];
  rising(): readonly string[];
  /** What nobody or hardly anybody knows yet, the newest first. */
  newest(): readonly string[];
  /** Product key → weight of those bought in the same sale, strongest first. */
  boughtWith(key: string): readonly (readonly [key: string, weight: number])[];
  /** Those trained last; a newer training is in the next answer, whole. */
  readonly models: ItemModels;
}
