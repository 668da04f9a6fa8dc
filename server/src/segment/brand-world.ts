import type { ComputedTraitBody } from "@attune/contract";

/** What conditions name besides the customer, as it stands now. */
export interface BrandWorld {
  /** By key; undefined where the place of a store is not known. */
  readonly stores: ReadonlyMap<string, Point | undefined>;
  /** Keys of static lists. */
  readonly lists: ReadonlySet<string>;
  readonly schemes: ReadonlyMap<string, Scheme>;
  /** Computed traits by key. */
  readonly computed: ReadonlyMap<string, ComputedTrait>;
}

export interface ComputedTrait {
  /** The definition's. */
  readonly id: number;
  readonly body: ComputedTraitBody;
}

/** In degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Segments in an order; in a waterfall each customer is in the first that holds them. */
export interface Scheme {
  readonly segments: readonly string[];
  readonly isWaterfall: boolean;
}

export const emptyWorld: BrandWorld = {
  stores: new Map(),
  lists: new Set(),
  schemes: new Map(),
  computed: new Map(),
};
