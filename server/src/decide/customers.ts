import type { Identifier, Proof } from "@attune/contract";
import type { CustomerView } from "../profile/index.ts";

/** A customer as far as the caller may use. */
export interface Customer {
  readonly profileId: number;
  /** The one by which the customer was found: wherever that leaf goes, there goes who was meant, and what she met is counted there. */
  readonly leafId: number;
  /** Only what the caller's device did itself, unless the link was proven. */
  readonly view: CustomerView;
  /** The oldest leaf first, then all that something is known of, also those whose deeds this caller may not see: variants and hold-outs go by them. */
  readonly leafIds: readonly number[];
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

/** A device of which nothing is known but whose it is has no state, and is not among the leaves that are read: its owner's oldest leaf counts for it. */
export function countedAt({ leafId, leafIds }: Customer): number {
  return leafIds.includes(leafId) ? leafId : (leafIds[0] ?? leafId);
}
