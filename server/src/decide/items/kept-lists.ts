/** A list that was shown under a context id. */
export interface KeptList {
  /** 0: made without looking at a customer. */
  readonly leafId: number;
  readonly recipe: string;
  /** All that was ranked, as far as a placement can show. */
  readonly products: readonly string[];
}

/** The lists of one context id while it is decided: those that are kept, and those that are made for the first time. */
export interface ListDesk {
  readonly kept: readonly KeptList[];
  /** Whose lists: the customer's oldest leaf; 0 for nobody's. */
  readonly leafId: number;
  readonly fresh: KeptList[];
}

/** For 90 days the same context id shows a customer the same list, wherever it is asked for. */
export interface KeptLists {
  /** Of this leaf, and nobody's. */
  find(brandId: number, contextId: string, leafId: number): Promise<readonly KeptList[]>;
  /** What is kept already stays as it is. */
  keep(brandId: number, contextId: string, fresh: readonly KeptList[]): Promise<void>;
}
