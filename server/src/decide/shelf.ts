import type { DecisionItem } from "@attune/contract";
import type { ItemModels } from "./items/models.ts";
import type { ShelfStoreHours } from "./store-hours.ts";

/** What can be shown: catalogue and stock as of a few seconds ago, recommendations as of the last training. */
export interface Shelf {
  /** Newest change of catalogue and stock that is known. Epoch milliseconds. */
  readonly changedAt: number;
  /** When the recommendations were computed. Epoch milliseconds; 0 before the first time. */
  readonly trainedAt: number;
  /** Undefined: not in the catalogue. */
  product(key: string): DecisionItem | undefined;
  /** `store` "" is the online stock. What nobody told a quantity of is in stock. */
  isInStock(key: string, store: string): boolean;
  /** Undefined: there is no such store. */
  store(key: string): ShelfStoreHours | undefined;
  /** Product keys, the most popular first. */
  popular(): readonly string[];
  /** Product key → weight of those bought in the same sale, strongest first. */
  boughtWith(key: string): readonly (readonly [key: string, weight: number])[];
  /** Those trained last; a newer training is in the next answer, whole. */
  readonly models: ItemModels;
}
