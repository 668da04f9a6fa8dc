import type { Channel } from "@attune/contract";

/** What a customer met: an experience, at a placement, on a channel. */
export interface Met {
  readonly experience: string;
  readonly placement: string;
  /** "" where none was told. */
  readonly channel: Channel | "";
  readonly tags: readonly string[];
  readonly promotes: boolean;
}

/** The newest times at which one leaf met it in one way, newest first. */
export interface ContactRow extends Met {
  readonly leafId: number;
  readonly kind: "served" | "seen" | "clicked" | "refused";
  readonly times: readonly number[];
}

/** What is known of a customer's contacts, over all leaves. Times are epoch milliseconds. */
export interface Past {
  readonly rows: readonly ContactRow[];
  /** When the customer bought, as far as a cap asks for it. */
  readonly boughtAt: readonly number[];
}

export const noPast: Past = { rows: [], boughtAt: [] };
