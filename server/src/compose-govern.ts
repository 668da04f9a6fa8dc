import { randomUUID } from "node:crypto";
import { webhookKind } from "./act/index.ts";
import { brandRoutes } from "./brand-routes.ts";
import {
  contactPolicyKind,
  experienceKind,
  holdOutKind,
  placementKind,
  touchpointKind,
} from "./decide/index.ts";
import { consentRoutes } from "./govern/consent/http/routes.ts";
import { createConsentLedger } from "./govern/consent/postgres/consent-ledger.ts";
import { registerDefinitionRoutes } from "./govern/definitions/http/definition-routes.ts";
import { createDefinitionStore } from "./govern/definitions/postgres/definition-store.ts";
import { createConsents, createDefinitions, type Definitions, kindsOf } from "./govern/index.ts";
import { registerKeyRoutes } from "./govern/keys/http/key-routes.ts";
import type { Parts } from "./parts.ts";
import { addressFault } from "./platform/http/outside-address.ts";
import { exchangeRateKind, lookUpProfile, loyaltyKind } from "./profile/index.ts";
import { createProfileStore } from "./profile/postgres/find-profile.ts";
import { computedTraitKind, listKind, schemeKind, segmentKind } from "./segment/index.ts";
import { findUnknownStores } from "./segment/postgres/find-unknown-stores.ts";

/** The brand, keys, definitions and the consent ledger. */
export function composeGovern(parts: Parts): { readonly definitions: Definitions; start(): Promise<void> } {
  const { router, keys, database, stream, clock, brand } = parts;
  const unknownStores = (keys: readonly string[]): Promise<readonly string[]> =>
    findUnknownStores(database, brand.brandId, keys);
  const definitions = createDefinitions({
    store: createDefinitionStore(database),
    kinds: kindsOf([
      segmentKind(unknownStores),
      listKind,
      schemeKind,
      computedTraitKind,
      touchpointKind,
      placementKind,
      experienceKind,
      holdOutKind,
      contactPolicyKind,
      loyaltyKind,
      exchangeRateKind,
      webhookKind((url) => addressFault(url, parts.privateHosts)),
    ]),
    log: {
      append: (brandId, records) => stream.inbox.append(brandId, records),
      foldedUpTo: (brandId, position) => stream.foldedUpTo(brandId, position),
    },
    clock,
  });
  const profiles = createProfileStore(database);
  const consents = createConsents({
    profiles: {
      resolve: async (brandId, ref) => {
        const found = await lookUpProfile(profiles, brandId, ref);
        const leafIds = found?.leaves.map((leaf) => leaf.leafId) ?? [];
        return found && { ...found, leafIds, mergedAt: found.state.mergedAt };
      },
    },
    inbox: stream.inbox,
    stream,
    ledger: createConsentLedger(database),
    clock,
    newId: randomUUID,
  });
  brandRoutes(parts);
  registerKeyRoutes(router, keys);
  registerDefinitionRoutes(router, definitions);
  consentRoutes(router, consents);
  return { definitions, start: () => definitions.announceUnfolded(brand.brandId) };
}
