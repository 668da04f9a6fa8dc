/**
 * Profile owns who a customer is and what is known of them: the identity graph, the fold of events into leaves, merges, the sales ledger.
 * It does not own what the facts mean for a segment or a decision, nor how events come in.
 */
export { nameOf } from "./answer-profile.ts";
export { answerResume } from "./answer-resume.ts";
export { openCaseChangedAt } from "./cases.ts";
export { combineDeeds, combineLeaves, leafIdsOf, oldestLeafOf, viewOf } from "./customer-view.ts";
export { evaluateProfile, type MembershipChange } from "./evaluate-profile.ts";
export { emptyLeaf, foldLeaf, isSimulated, openCart } from "./fold-leaf.ts";
export { foldVersion } from "./fold-version.ts";
export {
  type IdentifierLink,
  type IdentityChanges,
  IdentityGraph,
  identifierKey,
  type KnownIdentity,
  mergesPerRecord,
} from "./identity/identity-graph.ts";
export { receiptNamespace, resolveIdentity, wantedIdentifiers } from "./identity/resolve-identity.ts";
export { behaviourAt, pastDimensions } from "./loyalty/behaviour-at.ts";
export { newsOf } from "./loyalty/customer-news.ts";
export { exchangeRateKind, loyaltyKind } from "./loyalty/kinds.ts";
export { type LoyaltyAt, type LoyaltyOverTime, noLoyalty } from "./loyalty/loyalty-at.ts";
export { loyaltyOfNew } from "./loyalty/loyalty-of-new.ts";
export { saleChangesOf } from "./loyalty/sale-changes.ts";
export { engagedDays, touchesLoyalty } from "./loyalty/touches-loyalty.ts";
export { everythingApart, isStorable, type KeptPortrait, portraitOf } from "./portrait.ts";
export { findProfile, lookUpProfile } from "./profile-reader.ts";
export type { CustomerView, Leaf, LeafState, ProfileState, Slots } from "./profile-state.ts";
export type {
  AffinityAnswer,
  FoundProfile,
  Membership,
  OrderSummary,
} from "./profiles.ts";
export { resumeOf } from "./resume.ts";
export { saleKeyOf } from "./sale/sale-key.ts";
export { searchTermsOf } from "./search-terms.ts";
export type { LeafEvent } from "./timeline.ts";
export { readEntries } from "./trail/newest-entries.ts";
