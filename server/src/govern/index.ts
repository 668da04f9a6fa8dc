/**
 * Govern owns what staff state about the brand and who may do what: definitions, keys, consent.
 * It does not own what a definition means, nor the customers that a consent is about.
 */

export { createNoting, type Noting } from "./audit/noting.ts";
export { keyOfSeals } from "./audit/seal.ts";
export type {
  ConsentFact,
  ConsentRow,
} from "./consent/consent.ts";
export { createConsents } from "./consent/consents.ts";
export { consentEntriesOf, consentFault, consentsOf } from "./consent/consents-of.ts";
export { ledgerNews } from "./consent/ledger-news.ts";
export { resolveTold } from "./consent/resolve-consent.ts";
export {
  type DefinitionKind,
  kindsOf,
  type Others,
  type Reference,
} from "./definitions/definition-kind.ts";
export { createDefinitions, type Definitions } from "./definitions/definitions.ts";
export type { FoldedDefinition } from "./definitions/folded-definition.ts";
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
export { type Mask, masksOf } from "./staff/masks.ts";
export { type Role, roles } from "./staff/role.ts";
