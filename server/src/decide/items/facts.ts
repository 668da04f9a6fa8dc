/** What the catalogue says of a product beside what is shown of it. */
export interface ItemFacts {
  readonly brand: string | undefined;
  /** From the widest to the narrowest. */
  readonly category: readonly string[];
  readonly tags: readonly string[];
  readonly colour: string | undefined;
  readonly size: string | undefined;
  /** Shared by the sizes and colours of one article. */
  readonly style: string | undefined;
  /** Share of the price that is earned, where it is known. */
  readonly margin: number | undefined;
  /** When it first came into the catalogue; epoch milliseconds. Undefined: before that was noted. */
  readonly addedAt: number | undefined;
}

export const noFacts: ItemFacts = {
  brand: undefined,
  category: [],
  tags: [],
  colour: undefined,
  size: undefined,
  style: undefined,
  margin: undefined,
  addedAt: undefined,
};

export const priceBands = ["low", "middle", "high"] as const;
export type PriceBand = (typeof priceBands)[number];
