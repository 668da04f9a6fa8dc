/**
 * Segments: conditions over customers, asked the moment something changes and as queries over the stores. Owns what a
 * condition means, what must be kept of events for it, sizes and members. Does not own the fold that calls it
 * (stream/), the profile's state (profile/) nor how definitions are kept (govern/).
 */
export { judgeAlerts, type WatchedSegment } from "./alerts.ts";
export type { BrandWorld } from "./brand-world.ts";
export { type ChangePage, createChanges, type MembershipNews } from "./changes.ts";
export { compileSegments, storedSlotKey } from "./compile-segments.ts";
export { computedTraitKind } from "./computed-kind.ts";
export { computedNumber, computedOf, computedSummaries } from "./computed-traits.ts";
export { conditionReferences, segmentsAsked } from "./condition-references.ts";
export { dependantsOf } from "./dependants-of.ts";
export { listKind, schemeKind } from "./list-kind.ts";
export { customerOf } from "./listed-customer.ts";
export { createLists, type Lists } from "./lists.ts";
export { loyaltyNeedsOf } from "./loyalty-needs.ts";
export { columnsOf, linesOf, type MemberFile } from "./member-file.ts";
export { openQuestions } from "./open-questions.ts";
export { isIn, nobody, type ProfileSet, profileSetOf, sizeOf, without } from "./profile-set.ts";
export { TraitCounts } from "./reports/count-trait-facts.ts";
export { createLookAlikes } from "./reports/look-alikes.ts";
export { createSegmentReports } from "./reports/segment-reports.ts";
export type { SegmentDefinition } from "./segment-definition.ts";
export { segmentKind } from "./segment-kind.ts";
export type { SegmentProgram } from "./segment-program.ts";
export { createSegments, type SegmentPorts, type Segments } from "./segments.ts";
export { selectComputed } from "./select-computed.ts";
export { countsSinceStage, type StageSource, selectSinceStage } from "./since-stage.ts";
export { sizeHistory } from "./size-history.ts";
export { usableIdOf, usableSegment } from "./usable-segment.ts";
export { createVocabulary } from "./vocabulary/vocabulary.ts";
