/**
 * Segments: conditions over customers, asked the moment something changes and as queries over the stores. Owns what a
 * condition means, what must be kept of events for it, sizes and members. Does not own the fold that calls it
 * (stream/), the profile's state (profile/) nor how definitions are kept (govern/).
 */
export { compileSegments } from "./compile-segments.ts";
export { dependantsOf } from "./dependants-of.ts";
export { explainCondition } from "./explain-condition.ts";
export type { Explanation } from "./explanation.ts";
export type { PlainEvent } from "./plain-event.ts";
export type { SegmentDefinition } from "./segment-definition.ts";
export { segmentKind } from "./segment-kind.ts";
export type { CustomerChange, SegmentAnswer, SegmentProgram } from "./segment-program.ts";
export { type SegmentReference, segmentReferences } from "./segment-references.ts";
export type { FillProgress, SegmentProfile, SegmentStore, StoredMember } from "./segment-store.ts";
export { createSegments, type SegmentPorts, type Segments } from "./segments.ts";
export type { MemberSource } from "./select-members.ts";
