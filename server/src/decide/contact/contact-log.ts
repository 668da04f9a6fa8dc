import type { Decision } from "../decide.ts";
import type { KeptVariant } from "../variants.ts";
import type { ContactRow, Past } from "./contact.ts";

/** What is counted for one customer, over all leaves. */
export interface ContactQuestion {
  readonly leafIds: readonly number[];
  /** Whether a cap asks what the customer bought. */
  readonly asksBought: boolean;
  /** Whether variants may be dealt. */
  readonly asksKept: boolean;
}

export interface ContactPast {
  readonly past: Past;
  readonly kept: readonly KeptVariant[];
}

export interface CountedCall extends ContactQuestion {
  /** Where what is served is counted. */
  readonly leafId: number;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly decide: (known: ContactPast) => Decision;
  /** Of what a leaf was served what is still worth keeping. */
  readonly forget: (served: readonly ContactRow[]) => readonly ContactRow[];
}

export interface ContactLog {
  /**
   * Decides and keeps the decision, what it serves and the variants it deals in one commit. Of all calls for a customer, in whatever copy of the
   * program, one is decided after the other, each upon what those before have served.
   */
  decide(brandId: number, call: CountedCall): Promise<Decision>;
  /** As it stands, for whoever only asks. */
  past(brandId: number, question: ContactQuestion): Promise<ContactPast>;
}
