/** A brand as it is begun: its name for people, the zone of its days, the currency of its books. */
export interface NewBrand {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
}

export interface KnownBrand extends NewBrand {
  readonly brandId: number;
  readonly key: string;
}

export interface Act {
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What there is of a brand, counted. */
export interface BrandContents {
  readonly customers: number;
  readonly sales: number;
  readonly products: number;
  readonly stores: number;
  readonly events: number;
  /** Segments, placements and whatever else was defined and is not retired. */
  readonly definitions: number;
  /** Of these, what somebody else than the program wrote last. */
  readonly ownDefinitions: number;
}

/**
 * Brands of one store. Staff, sources and keys go with whichever is served; all else stays with its brand. Turning is one transaction: with
 * it keys append to the other brand.
 */
export interface BrandStore {
  /** All but the served one, newest first. */
  othersThan(brandId: number): Promise<readonly KnownBrand[]>;
  contentsOf(brandId: number): Promise<BrandContents>;
  /** Makes an empty brand and turns to it. */
  begin(from: number, brand: NewBrand, act: Act): Promise<KnownBrand>;
  /** "taken": both have a source of the same key. */
  turnTo(from: number, to: number, act: Act): Promise<"turned" | "taken">;
}
