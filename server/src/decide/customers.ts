import type { Identifier, Proof } from "@attune/contract";
import type { CustomerView } from "../profile/index.ts";

/** A customer as far as the caller may use. */
export interface Customer {
  readonly profileId: number;
  /** The one by which the customer was found: wherever that leaf goes, there goes who was meant, and what she met is counted there. */
  readonly leafId: number;
  /** Only what the caller's device did itself, unless the link was proven. */
  readonly view: CustomerView;
  /** All leaves, the oldest first, also those whose deeds this caller may not see and those of which nothing is known: variants, hold-outs, caps and overrides go by them. */
  readonly leafIds: readonly number[];
  /** The view hides nothing that the customer did. */
  readonly isWhole: boolean;
  readonly care: Care;
  /** Another text whenever anything that the view shows has changed. */
  readonly version: string;
}

/** Of all leaves, whoever asks, and whatever the customer agreed to: it only ever keeps something back. It is told to nobody but staff. */
export interface Care {
  /** The trait `timeZone`. */
  zone(): string | undefined;
  /** When the open complaint, fault or missing delivery that was changed last was changed; undefined: none is open. Epoch milliseconds. */
  openCaseChangedAt(): number | undefined;
}

/** profile/ answers with one read. */
export interface Customers {
  /** By the first of the identifiers that is known; they are normalised here. Undefined: nobody is, or nobody whom this caller may see. */
  find(
    brandId: number,
    identity: readonly Identifier[],
    options: { readonly proof: Exclude<Proof, "none"> },
  ): Promise<Customer | undefined>;
  /** Whether one of the leaves stands for more than a device, or has bought something. */
  isKnown(brandId: number, leafIds: readonly number[]): Promise<boolean>;
  /** By one of the customer's leaves, all of her being visible: for callers who have shown that they may. A profile's number is its first leaf's. */
  findByLeaf(brandId: number, leafId: number): Promise<Customer | undefined>;
}
