import type { Sale } from "./sale.ts";

/** A sale that a batch changed: as it was, and as it is. */
export interface ChangedSale {
  readonly key: string;
  readonly before: Sale | undefined;
  readonly after: Sale;
}
