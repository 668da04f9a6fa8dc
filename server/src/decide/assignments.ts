import type { FreshVariant, KeptVariant } from "./variants.ts";

/** Which variants customers were dealt and shown, by leaf: so each leaf takes its own with it through merges and back. */
export interface Assignments {
  /** Of all these leaves, in their order. */
  kept(brandId: number, leafIds: readonly number[]): Promise<readonly KeptVariant[]>;
  /** Resolves when they are committed. Of two at once the first stays; one that is not offered any more gives way. */
  keep(brandId: number, leafId: number, fresh: readonly FreshVariant[]): Promise<void>;
}
