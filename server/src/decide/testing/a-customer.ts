import type { ConsentState, Json } from "@attune/contract";
import { emptyLeaf, type LeafState, viewOf } from "../../profile/index.ts";
import type { Customer } from "../customers.ts";

export interface CustomerFacts {
  readonly profileId?: number;
  /** The profile's only leaf unless told. */
  readonly leafIds?: readonly number[];
  readonly consents?: Readonly<Record<string, Exclude<ConsentState, "unknown">>>;
  readonly traits?: Readonly<Record<string, Json>>;
  /** Product keys, the latest first. */
  readonly viewed?: readonly string[];
  readonly cart?: readonly string[];
  readonly zone?: string;
  readonly openCaseChangedAt?: number;
}

/** A customer of one leaf. */
export function aCustomer(facts: CustomerFacts = {}): Customer {
  const { profileId = 7, leafIds = [profileId], consents = {}, traits = {}, viewed = [], cart = [] } = facts;
  const care = { zone: () => facts.zone, openCaseChangedAt: () => facts.openCaseChangedAt };
  const leaf: LeafState = {
    ...emptyLeaf,
    events: 1,
    traits: Object.fromEntries(Object.entries(traits).map(([path, value]) => [path, [value, 1, "m", 1]])),
    consents: Object.fromEntries(Object.entries(consents).map(([key, state]) => [key, [state, 1, "m"]])),
    viewed: viewed.map((product, at) => [product, 1_000 - at]),
    cart: { since: null, steps: cart.map((product, at) => [at, "m", product, 1, null]) },
  };
  const view = viewOf(profileId, { leaves: { [profileId]: leaf }, segments: {} });
  return {
    profileId,
    leafIds,
    leafId: leafIds.at(-1) ?? profileId,
    care,
    view,
    isWhole: true,
    version: JSON.stringify(leaf),
  };
}

export const consenting = { consents: { "any.personalisation": "granted" } } as const;
