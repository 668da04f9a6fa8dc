import type { InboxRecord } from "@attune/contract";

/** The one way in: what is appended is committed when the promise resolves, and is folded in this order. */
export interface Inbox {
  /** Positions of the records, in the order given. Fails as a whole: then nothing was kept. */
  append(brandId: number, records: readonly InboxRecord[]): Promise<readonly number[]>;
}

/** Lets an API call that changed something answer only when the change can be read. */
export interface Stream {
  /** Resolves when the fold has passed `position`. */
  foldedUpTo(brandId: number, position: number): Promise<void>;
}
