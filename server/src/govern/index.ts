/**
 * Govern owns what staff state about the brand and who may do what: definitions, keys, consent.
 * It does not own what a definition means, nor the customers that a consent is about.
 */

export {
  type ConsentEntry,
  type ConsentFact,
  type ConsentRow,
  consentKey,
  type ResolvedConsent,
  type StatedConsent,
} from "./consent/consent.ts";
export type {
  ConsentInbox,
  ConsentLedger,
  ConsentStream,
  ConsentSubject,
  Profiles,
} from "./consent/consent-ports.ts";
export { type ConsentPorts, type Consents, createConsents } from "./consent/consents.ts";
export { consentEntriesOf, consentFault, consentsOf } from "./consent/consents-of.ts";
export { ledgerNews } from "./consent/ledger-news.ts";
export { consentOutranks, resolveAll, resolveConsent } from "./consent/resolve-consent.ts";
export { changedPointers, escapePointer } from "./definitions/changed-pointers.ts";
export {
  type DefinitionKind,
  type Kinds,
  kindsOf,
  type Others,
  type Reference,
} from "./definitions/definition-kind.ts";
export type { DefinitionStore, StoredVersion } from "./definitions/definition-store.ts";
export { createDefinitions, type DefinitionLog, type Definitions } from "./definitions/definitions.ts";
export type { DefinitionMark, FoldedDefinition } from "./definitions/folded-definition.ts";
export {
  createLiveDefinitions,
  type LiveDefinition,
  type LiveDefinitions,
  type LiveKind,
  type LiveSet,
} from "./definitions/live-definitions.ts";
export { parseWithSchema } from "./definitions/parse-body.ts";
export type { KnownKey } from "./keys/key-store.ts";
export { createKeys, type FirstKeys, type Keys } from "./keys/keys.ts";
export { createRateLimit, type RateLimit } from "./keys/rate-limit.ts";
