/**
 * Profile owns who a customer is and what is known of them: the identity graph, the fold of events into leaves, merges, the sales ledger.
 * It does not own what the facts mean for a segment or a decision, nor how events come in.
 */
export { answerProfile, nameOf, productsOf } from "./answer-profile.ts";
export { combineLeaves, viewOf } from "./customer-view.ts";
export { evaluateProfile, type MembershipChange, type MembershipRules } from "./evaluate-profile.ts";
export { emptyLeaf, foldLeaf, mergeLeaves, openCart, productKeyOf, type StatedConsent } from "./fold-leaf.ts";
export {
  type IdentifierLink,
  type IdentityChanges,
  IdentityGraph,
  identifierKey,
  type KnownIdentity,
  type MergeStep,
} from "./identity/identity-graph.ts";
export { receiptNamespace, resolveIdentity, wantedIdentifiers } from "./identity/resolve-identity.ts";
export { findProfile, lookUpProfile, type ProfileStore } from "./profile-reader.ts";
export type { CustomerView, Leaf, LeafState, ProfileState, Slots } from "./profile-state.ts";
export type {
  FoundProfile,
  Membership,
  MergeRow,
  OrderSummary,
  ProfileAnswer,
  SeenCustomer,
} from "./profiles.ts";
export { type SaleDeed, saleDeedOf, saleKeyOf } from "./sale/sale-key.ts";
export type { SaleReads, SalesPage, SalesQuestion, SalesSummary } from "./sale/sales.ts";
export { cutQuery, searchTermsOf } from "./search-terms.ts";
