import { type SegmentBody, segmentBodySchema } from "@attune/contract";
import { type DefinitionKind, parseWithSchema } from "../govern/index.ts";
import { segmentReferences } from "./segment-references.ts";

/** Segments as definitions. References to segments that are not live and cycles are refused by definitions/, inside the writing transaction. */
export const segmentKind: DefinitionKind<SegmentBody> = {
  kind: "segment",
  parse: (body) => parseWithSchema("segment", segmentBodySchema, body),
  references: ({ condition }) =>
    segmentReferences(condition, "/condition").map((reference) => ({ kind: "segment", ...reference })),
};
