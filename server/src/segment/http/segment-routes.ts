import {
  type Condition,
  conditionSchema,
  definitionKey,
  parseConditionText,
  placeInText,
  printCondition,
  type SegmentDetail,
  type SegmentForms,
  type SegmentMembers,
  type SegmentPreview,
  type SegmentSummary,
  segmentDetailSchema,
  segmentFormsSchema,
  segmentListSchema,
  segmentMembersSchema,
  segmentPreviewSchema,
} from "@attune/contract";
import { z } from "zod";
import { formatId, parseId } from "../../kernel/public-id.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { ok, type Router } from "../../platform/http/route.ts";
import { explainCondition } from "../explain-condition.ts";
import { customerOf } from "../listed-customer.ts";
import { refusals } from "../refusals.ts";
import type { ListedMembers, Preview, SegmentStanding, Segments } from "../segments.ts";

const tag = "Segments";
/** Four times what the largest condition takes: what is read of a body must not hold others up. */
const mostBodyBytes = 256 * 1024;

export function segmentRoutes(router: Router, segments: Segments): void {
  listRoute(router, segments);
  readRoute(router, segments);
  membersRoute(router, segments);
  previewRoute(router, segments);
  parseRoute(router, segments);
}

function listRoute(router: Router, segments: Segments): void {
  router.route({
    method: "GET",
    path: "/api/segments",
    operationId: "listSegments",
    tag,
    summary: "All live segments with their conditions in words and their sizes.",
    access: "secretKey",
    responses: { 200: segmentListSchema },
    handle: async ({ principal }) => {
      const standings = await segments.list(principal.brandId);
      return ok({ items: standings.map(summaryOf) });
    },
  });
}

function readRoute(router: Router, segments: Segments): void {
  router.route({
    method: "GET",
    path: "/api/segments/{key}",
    operationId: "getSegment",
    tag,
    summary: "One segment: its condition, in words too, its size and how far it has been filled.",
    access: "secretKey",
    params: z.object({ key: definitionKey }),
    responses: { 200: segmentDetailSchema },
    handle: async ({ principal, params }) => ok(detailOf(await segments.get(principal.brandId, params.key))),
  });
}

function membersRoute(router: Router, segments: Segments): void {
  router.route({
    method: "GET",
    path: "/api/segments/{key}/members",
    operationId: "listSegmentMembers",
    tag,
    summary:
      "The customers in a segment, exact at this moment. A page may hold fewer than `limit`; `next` is null on the last.",
    access: "secretKey",
    params: z.object({ key: definitionKey }),
    query: z.object({
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    responses: { 200: segmentMembersSchema },
    handle: async ({ principal, params, query }) => {
      const after = query.cursor === undefined ? -1 : parseId("prf", query.cursor);
      if (after === undefined) throw refusals.badCursor();
      return ok(membersOf(await segments.members(principal.brandId, params.key, after, query.limit)));
    },
  });
}

function previewRoute(router: Router, segments: Segments): void {
  router.route({
    method: "POST",
    path: "/api/segments/preview",
    operationId: "previewSegment",
    tag,
    summary:
      "Whom a condition would hold, without keeping it: how many, which share of all, how many in each stage, and a few of them.",
    access: "secretKey",
    body: previewBody,
    mostBodyBytes,
    responses: { 200: segmentPreviewSchema },
    handle: async ({ principal, body }) =>
      ok(previewOf(await segments.preview(principal.brandId, body.condition), body.condition)),
  });
}

function parseRoute(router: Router, segments: Segments): void {
  router.route({
    method: "POST",
    path: "/api/segments/parse",
    operationId: "parseCondition",
    tag,
    summary:
      "A condition in all its forms, from its text or its JSON: nothing is kept. Faults in a text are told with line and column.",
    access: "secretKey",
    body: parseBody,
    mostBodyBytes,
    responses: { 200: segmentFormsSchema },
    handle: async ({ principal, body }) => ok(formsOf(conditionIn(body, segments, principal.brandId))),
  });
}

interface Written {
  readonly text?: string;
  readonly condition?: Condition;
}

const parseBody: z.ZodType<Written> = z
  .strictObject({ text: z.string().exactOptional(), condition: conditionSchema.exactOptional() })
  .refine(
    ({ text, condition }) => (text === undefined) !== (condition === undefined),
    "Either text or condition is needed.",
  );

function conditionIn({ text, condition }: Written, segments: Segments, brandId: number): Condition {
  const read = text === undefined ? { condition } : parseConditionText(text);
  if ("faults" in read && read.faults !== undefined) throw refusals.invalidText(read.faults);
  if (read.condition === undefined) throw new Error("The body was parsed: it has one of the two.");
  try {
    segments.check(brandId, read.condition);
  } catch (error) {
    throw text === undefined ? error : inText(error, text);
  }
  return read.condition;
}

/** Places in the condition as places in the text. */
function inText(error: unknown, text: string): unknown {
  if (!(error instanceof Refusal)) return error;
  return refusals.invalidText(
    error.faults.map(({ pointer, message }) => ({
      ...placeInText(text, pointer.replace(/^\/condition/, "")),
      message,
    })),
  );
}

function formsOf(condition: Condition): SegmentForms {
  return { condition, text: printCondition(condition), explanation: explainCondition(condition) };
}

const previewBody: z.ZodType<{ readonly condition: Condition }> = z.strictObject({
  condition: conditionSchema,
});

function summaryOf({ key, name, size, state, progress, condition }: SegmentStanding): SegmentSummary {
  return { key, name, size, state, progress, explanation: explainCondition(condition) };
}

function detailOf(standing: SegmentStanding): SegmentDetail {
  const { condition, version, use } = standing;
  return {
    ...summaryOf(standing),
    condition,
    text: printCondition(condition),
    version,
    purpose: use?.purpose ?? null,
    channel: use?.channel ?? null,
    usable: standing.usable ?? null,
  };
}

function membersOf({ members, next, standing }: ListedMembers): SegmentMembers {
  return {
    items: members.map((member) => ({
      ...customerOf(member),
      enteredAt: new Date(member.enteredAt).toISOString(),
    })),
    next: next === undefined ? null : formatId("prf", next),
    size: standing.size,
    usable: standing.usable ?? null,
  };
}

function previewOf({ size, share, stages, sample }: Preview, condition: Condition): SegmentPreview {
  return {
    size,
    share,
    stages: Object.fromEntries(stages),
    sample: sample.map(customerOf),
    explanation: explainCondition(condition),
  };
}
