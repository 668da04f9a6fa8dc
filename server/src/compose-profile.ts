import { hash } from "node:crypto";
import {
  type ConsentState,
  type ControlRecord,
  type Identifier,
  namespaceRule,
  type Proof,
} from "@attune/contract";
import { type LoyaltyLookUp, loyaltyReads } from "./compose-loyalty.ts";
import type { ComposedSegments } from "./compose-segments.ts";
import type { Care, Customer, Customers } from "./decide/index.ts";
import type { Definitions } from "./govern/index.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Parts } from "./parts.ts";
import type { Principal } from "./platform/http/route.ts";
import type { Database } from "./platform/postgres/database.ts";
import { grouped } from "./platform/postgres/grouped.ts";
import { readTimeline } from "./profile/clickhouse/read-timeline.ts";
import { completenessRoute } from "./profile/http/completeness-route.ts";
import { resumeRoute } from "./profile/http/resume-route.ts";
import { profileRoutes } from "./profile/http/routes.ts";
import {
  type AffinityAnswer,
  type CustomerView,
  type FoundProfile,
  findProfile,
  type LoyaltyOverTime,
  leafIdsOf,
  mergesPerRecord,
  type OrderSummary,
  openCaseChangedAt,
  type ProfileState,
  viewOf,
} from "./profile/index.ts";
import type { CustomerSearch } from "./profile/list-customers.ts";
import { loyaltyRoutes } from "./profile/loyalty/http/routes.ts";
import { stuckRoute } from "./profile/loyalty/http/stuck-route.ts";
import { type FoundCustomer, findCustomerOfLeaf, findCustomers } from "./profile/postgres/find-customer.ts";
import { findMerges } from "./profile/postgres/find-merges.ts";
import { createProfileStore } from "./profile/postgres/find-profile.ts";
import { isKnown } from "./profile/postgres/is-known.ts";
import { readProducts } from "./profile/postgres/read-products.ts";
import { readRecentEvents } from "./profile/postgres/read-recent-events.ts";
import { createCustomerSearch } from "./profile/postgres/search-profiles.ts";
import { saleRoutes } from "./profile/sale/http/routes.ts";
import { findSale, listSales, summaryOf } from "./profile/sale/postgres/read-sales.ts";
import { reportSales } from "./profile/sale/postgres/report-sales.ts";
import { createOwnCustomers } from "./profile/sight/postgres/own-customers.ts";
import { scopedSearch } from "./profile/sight/scoped-search.ts";
import type { StoreScope } from "./profile/sight/sight.ts";

/** Customers: routes, and the look-up that decisions use. */
export function composeProfile(
  parts: Parts,
  segments: ComposedSegments,
  definitions: Definitions,
  affinitiesOf: (view: CustomerView) => readonly AffinityAnswer[],
): { readonly customers: Customers } {
  const { router, database, memory, clock, stream } = parts;
  const append = async (brandId: number, record: ControlRecord): Promise<number> => {
    const [position = 0] = await stream.inbox.append(brandId, [record]);
    await stream.foldedUpTo(brandId, position);
    return position;
  };
  const profiles = createProfileStore(database);
  const products: ReadProducts = (brandId, keys) => readProducts(database, brandId, keys);
  profileRoutes(router, {
    profiles,
    searchFor: scopedSearches(database, parts.storeScope),
    timeline: async (brandId, question) => {
      const sunk = await stream.sunkTo();
      const both = [
        readRecentEvents(database, brandId, sunk, question),
        readTimeline(memory, database, brandId, question),
      ];
      return (await Promise.all(both)).flat();
    },
    memberships: async (_brandId, found) => segments.memberships(found),
    pastStays: (_brandId, found) => segments.pastStays(found),
    membershipKeys: (_brandId, found) => segments.membershipKeys(found),
    orders: ({ sold }) => summarise(sold, parts.brand.currency),
    products,
    currency: parts.brand.currency,
    computed: (found) => segments.computedOf(found),
    affinities: (_brandId, found) => affinitiesOf(viewOf(found.profileId, found.state)),
    sourceNames: rememberNames(clock, (brandId) => readSourceNames(database, brandId)),
    merges: (brandId, question) => findMerges(database, brandId, question),
    merge: async (brandId, from, into, actor) => {
      const leaves = { fromLeafId: leafOf(from), intoLeafId: leafOf(into) };
      const position = await append(brandId, { kind: "merge", ...leaves, actor, receivedAt: clock.now() });
      return position * mergesPerRecord;
    },
    undoMerge: async (brandId, mergeId, actor) => {
      await append(brandId, { kind: "undoMerge", mergeId, actor, receivedAt: clock.now() });
    },
  });
  resumeRoute(router, { profiles, products, clock });
  completenessRoute(router, { profiles, clock });
  saleRoutes(router, {
    find: (brandId, key) => findSale(database, brandId, key),
    list: async (brandId, ref, cursor, limit) => {
      const leafIds = (await findProfile(profiles, brandId, ref)).leaves.map((leaf) => leaf.leafId);
      return listSales(database, brandId, leafIds, cursor, limit);
    },
    report: (brandId, question) => reportSales(database, brandId, question),
  });
  const loyalty = loyaltyReads(parts, clock);
  loyaltyRoutes(router, loyalty);
  stuckRoute(router, { stages: loyalty.stages, put: definitions.put });
  return { customers: customersOf(database, segments.loyaltyOf) };
}

/** Somebody of a store looks as far as a store does. */
function scopedSearches(
  database: Database,
  storeScope: StoreScope,
): (caller: Principal, text: string) => CustomerSearch {
  const [search, own] = [createCustomerSearch(database), createOwnCustomers(database)];
  return ({ person }, text) => {
    const staffId = person?.role === "retail" ? person.staffId : undefined;
    if (person === undefined || staffId === undefined) return search;
    return scopedSearch(search, own, { stores: person.stores, text }, (found) =>
      storeScope.admit(
        staffId,
        found.map(({ profileId }) => profileId),
      ),
    );
  };
}

type ReadProducts = (brandId: number, keys: readonly string[]) => ReturnType<typeof readProducts>;

function leafOf(found: FoundProfile): number {
  const [leaf] = found.leaves;
  if (leaf === undefined) throw new Error(`Profile ${found.profileId} has no leaf.`);
  return leaf.leafId;
}

function summarise(sold: FoundProfile["sold"], brandCurrency: string): OrderSummary {
  const { count, netMinor, currency, lastAt } = summaryOf(sold, brandCurrency);
  return { count, netMinor, currency, lastAt: lastAt === undefined ? null : new Date(lastAt).toISOString() };
}

type ReadNames = (brandId: number) => Promise<ReadonlyMap<number, string>>;

const namesFreshMs = 5_000;

/** There are few sources, and every profile names some: read now and then. */
function rememberNames(clock: Clock, read: ReadNames): ReadNames {
  const known = new Map<number, { readonly at: number; readonly names: ReadonlyMap<number, string> }>();
  return async (brandId) => {
    const kept = known.get(brandId);
    if (kept !== undefined && clock.now() - kept.at < namesFreshMs) return kept.names;
    const names = await read(brandId);
    known.set(brandId, { at: clock.now(), names });
    return names;
  };
}

async function readSourceNames(database: Database, brandId: number): Promise<ReadonlyMap<number, string>> {
  const rows = await database.query<{ source_id: number; name: string }>(
    "select source_id, name from source where brand_id = $1",
    [brandId],
  );
  return new Map(rows.map((row) => [row.source_id, row.name]));
}

type LoyalCustomer = FoundCustomer & { readonly loyalty?: LoyaltyOverTime };
type LookUp = (one: Identifier) => Promise<LoyalCustomer | undefined>;

const lookUpsAtOnce = 64;

/** Through a public key a customer is only what the calling device did itself, unless the link was proven. */
function customersOf(database: Database, loyaltyOf: LoyaltyLookUp): Customers {
  const lookUps = new Map<number, LookUp>();
  const lookUpOf = (brandId: number): LookUp => {
    const lookUp =
      lookUps.get(brandId) ??
      grouped(lookUpsAtOnce, async (identifiers: readonly Identifier[]) =>
        withLoyalty(await findCustomers(database, brandId, identifiers), loyaltyOf),
      );
    lookUps.set(brandId, lookUp);
    return lookUp;
  };
  return {
    find: async (brandId, identity, { proof }) => {
      for (const one of order(identity)) {
        if (proof === "publicKey" && one.namespace !== "anonymousId") continue;
        const found = await lookUpOf(brandId)(one);
        if (found !== undefined) return seenBy(found, proof);
      }
      return undefined;
    },
    isKnown: (brandId, leafIds) => isKnown(database, brandId, leafIds),
    findByLeaf: async (brandId, leafId) => {
      const [found] = await withLoyalty([await findCustomerOfLeaf(database, brandId, leafId)], loyaltyOf);
      return found && seenBy(found, "signedToken");
    },
  };
}

/** One question for all of them, and none when nothing hangs on it. */
async function withLoyalty(
  found: readonly (FoundCustomer | undefined)[],
  loyaltyOf: LoyaltyLookUp,
): Promise<readonly (LoyalCustomer | undefined)[]> {
  const loyal = await loyaltyOf(found.flatMap((one) => one?.profileId ?? []));
  if (loyal.size === 0) return found;
  return found.map((one) => {
    const loyalty = one && loyal.get(one.profileId);
    return one && loyalty ? { ...one, loyalty } : one;
  });
}

/** What is computed of all that a customer bought is seen by those only who may see all of the customer. */
function seenBy({ profileId, leafId, proof, text, loyalty }: LoyalCustomer, caller: Proof): Customer {
  const isProven = caller !== "publicKey" || proof === "secretKey" || proof === "signedToken";
  const state = JSON.parse(text) as ProfileState; // written by the fold only
  const leafIds = leafIdsOf(profileId, state);
  const known = { profileId, leafId, leafIds, care: careOf(profileId, state) };
  if (isProven) {
    const view = { ...viewOf(profileId, state), ...(loyalty === undefined ? {} : { loyalty }) };
    return { ...known, view, isWhole: true, version: versionOf(`${text}${loyalty?.version ?? ""}`) };
  }
  const own = state.leaves[leafId];
  const seen: ProfileState = { leaves: own === undefined ? {} : { [leafId]: own }, segments: {} };
  const part = viewOf(profileId, seen);
  return {
    ...known,
    view: {
      ...part,
      oldestLeafId: leafIds[0],
      consent: (key) => consentOfBoth(part, viewOf(profileId, state), key),
    },
    isWhole: part.leaves.length === Object.keys(state.leaves).length,
    version: versionOf(JSON.stringify(seen)),
  };
}

/** What a device was granted its owner may have taken back elsewhere; what she granted elsewhere is not the device's. */
function consentOfBoth(own: CustomerView, whole: CustomerView, key: string): ConsentState {
  const state = own.consent(key);
  return state === "granted" ? whole.consent(key) : state;
}

/** Of all leaves, whatever the caller may see. */
function careOf(profileId: number, state: ProfileState): Care {
  return {
    openCaseChangedAt: () => openCaseChangedAt(Object.values(state.leaves)),
    zone: () => {
      const view = viewOf(profileId, state);
      const zone = view.trait("timeZone") ?? view.trait("timezone") ?? view.trait("time_zone");
      return typeof zone === "string" ? zone : undefined;
    },
  };
}

/** Known customers before devices. */
function order(identity: readonly Identifier[]): readonly Identifier[] {
  return identity.length < 2
    ? identity
    : identity.toSorted((a, b) => namespaceRule(a.namespace).priority - namespaceRule(b.namespace).priority);
}

function versionOf(text: string): string {
  return hash("sha256", text, "base64url").slice(0, 22);
}
