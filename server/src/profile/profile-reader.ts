import { parseNamespace } from "@attune/contract";
import { normaliseIdentifier } from "../collect/index.ts";
import { parseId } from "../kernel/public-id.ts";
import type { FoundProfile } from "./profiles.ts";
import { refusals } from "./refusals.ts";

/** Reads customers; the Postgres adapter is postgres/find-profile.ts. */
export interface ProfileStore {
  byIdentifier(brandId: number, namespace: string, value: string): Promise<FoundProfile | undefined>;
  byId(brandId: number, profileId: number): Promise<FoundProfile | undefined>;
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
  return value === undefined ? undefined : store.byIdentifier(brandId, namespace, value);
}
