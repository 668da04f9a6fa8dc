import { parseNamespace } from "@attune/contract";
import { normaliseIdentifier } from "../collect/index.ts";
import { parseId } from "../kernel/public-id.ts";
import type { FoundProfile } from "./profiles.ts";
import { refusals } from "./refusals.ts";
import { searchTermOf } from "./search-terms.ts";

/** Reads customers; the Postgres adapter is postgres/find-profile.ts. */
export interface ProfileStore {
  byIdentifier(brandId: number, namespace: string, value: string): Promise<FoundProfile | undefined>;
  byId(brandId: number, profileId: number): Promise<FoundProfile | undefined>;
  /** Customers with this search term, at most three. */
  bySearchTerm(brandId: number, term: string): Promise<readonly FoundProfile[]>;
}

/** `prf_…` or `namespace:value`. Refuses what names nobody. */
export async function findProfile(store: ProfileStore, brandId: number, ref: string): Promise<FoundProfile> {
  const found = await lookUpProfile(store, brandId, ref);
  if (found === undefined) throw refusals.unknownProfile();
  return found;
}

/** As typed: values are brought into the form that events are kept in. Undefined when it names nobody. */
export async function lookUpProfile(
  store: ProfileStore,
  brandId: number,
  ref: string,
): Promise<FoundProfile | undefined> {
  const profileId = parseId("prf", ref);
  if (profileId !== undefined) return store.byId(brandId, profileId);
  const colon = ref.indexOf(":");
  const namespace = parseNamespace(ref.slice(0, Math.max(0, colon)));
  if (namespace === undefined) throw refusals.unknownNamespace();
  const value = normaliseIdentifier(namespace, ref.slice(colon + 1));
  if (value === undefined) return undefined;
  const found = await store.byIdentifier(brandId, namespace, value);
  return found ?? (namespace === "email" ? findByStatedEmail(store, brandId, value) : undefined);
}

/**
 * What a page says of an e-mail address proves nothing, so it names nobody by itself; but where nobody else has the address,
 * the one customer of whom it was said is whom staff mean.
 */
async function findByStatedEmail(
  store: ProfileStore,
  brandId: number,
  email: string,
): Promise<FoundProfile | undefined> {
  const termed = await store.bySearchTerm(brandId, searchTermOf(email));
  const stated = termed.filter(({ state }) =>
    Object.values(state.leaves).some(
      (leaf) => normaliseIdentifier("email", leaf.traits["email"]?.[0]) === email,
    ),
  );
  return stated.length === 1 ? stated[0] : undefined;
}
