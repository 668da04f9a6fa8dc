/**
 * Segments: conditions over customers, asked the moment something changes and as queries over the stores. Owns what a
 * condition means, what must be kept of events for it, sizes and members. Does not own the fold that calls it
 * (stream/), the profile's state (profile/) nor how definitions are kept (govern/).
 */
export type { BrandWorld } from "./brand-world.ts";
export { compileSegments } from "./compile-segments.ts";
export { conditionReferences, segmentsAsked } from "./condition-references.ts";
export { dependantsOf } from "./dependants-of.ts";
export { listKind, schemeKind } from "./list-kind.ts";
export { createLists } from "./lists.ts";
export { loyaltyNeedsOf } from "./loyalty-needs.ts";
export type { SegmentDefinition } from "./segment-definition.ts";
export { segmentKind } from "./segment-kind.ts";
export type { SegmentProgram } from "./segment-program.ts";
export { createSegments } from "./segments.ts";
export { countsSinceStage, type StageSource, selectSinceStage } from "./since-stage.ts";
