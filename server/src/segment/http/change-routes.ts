import {
  type CustomerNewsAnswer,
  customerNewsKinds,
  customerNewsSchema,
  definitionKey,
  followedSets,
  type SegmentChanges,
  type SegmentSizes,
  segmentChangesSchema,
  segmentSizesSchema,
} from "@attune/contract";
import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { formatCursor, parseCursor } from "../../kernel/cursor.ts";
import { formatId } from "../../kernel/public-id.ts";
import { ok, type Router } from "../../platform/http/route.ts";
import type { ChangePlace } from "../change-place.ts";
import type { ChangePage, Changes, CustomerFilter, CustomerNews } from "../changes.ts";
import type { Segments } from "../segments.ts";
import type { SizeBetween, SizeQuestion } from "../size-history.ts";

const tag = "Segments";
const dayMs = 86_400_000;

const of = z.enum(followedSets).default("members");
const key = z.object({ key: definitionKey });
const place = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  wait: z.coerce.number().min(0).max(25).default(0),
} as const;
const following = z.object({ ...place, of });

interface Place {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly wait: number;
}

export interface ChangeRouteDeps {
  readonly changes: Changes;
  readonly customers: Changes<CustomerFilter, CustomerNews>;
  readonly segments: Pick<Segments, "idOf">;
  readonly sizes: (brandId: number, question: SizeQuestion) => Promise<readonly SizeBetween[]>;
  readonly clock: Clock;
}

export function changeRoutes(router: Router, deps: ChangeRouteDeps): void {
  const { changes, segments } = deps;
  router.route({
    method: "GET",
    path: "/api/segments/changes",
    operationId: "followSegments",
    tag,
    summary:
      "Who entered and left any segment, in order. Hand `next` back as `after`: nothing is missed or told twice. `after=now` tells where the stream stands. `wait`: seconds to wait for a change when there is none. `of=usable`: of members who may be used for the segment's purpose.",
    access: "secretKey",
    query: following,
    responses: { 200: segmentChangesSchema },
    handle: async ({ principal, query: { of, ...from }, request }) => {
      const filter = { segmentId: undefined, of };
      return ok(changesOf(await follow(changes, principal.brandId, from, filter, request)));
    },
  });
  router.route({
    method: "GET",
    path: "/api/segments/{key}/changes",
    operationId: "followSegment",
    tag,
    summary: "Who entered and left one segment, in order; as of all of them.",
    access: "secretKey",
    params: key,
    query: following,
    responses: { 200: segmentChangesSchema },
    handle: async ({ principal, params, query: { of, ...from }, request }) => {
      const filter = { segmentId: segments.idOf(principal.brandId, params.key), of };
      return ok(changesOf(await follow(changes, principal.brandId, from, filter, request)));
    },
  });
  customersRoute(router, deps);
  sizesRoute(router, deps);
}

function customersRoute(router: Router, { customers }: ChangeRouteDeps): void {
  router.route({
    method: "GET",
    path: "/api/customers/changes",
    operationId: "followCustomers",
    tag: "Customers",
    summary:
      "What was noticed of customers, in order: a stage entered or left, a move, another preferred channel, a return after a lapse, another size. `after`, `limit` and `wait` as of segments.",
    access: "secretKey",
    query: z.object({ ...place, kind: z.enum(customerNewsKinds).optional() }),
    responses: { 200: customerNewsSchema },
    handle: async ({ principal, query: { kind, ...from }, request }) =>
      ok(newsOf(await follow(customers, principal.brandId, from, { kind }, request))),
  });
}

function newsOf({ changes, next }: ChangePage<CustomerNews>): CustomerNewsAnswer {
  return {
    items: changes.map((one) => ({
      cursor: cursorOf(one),
      profile: formatId("prf", one.profileId),
      kind: one.kind,
      at: new Date(one.at).toISOString(),
      from: one.from,
      to: one.to,
      about: one.about,
    })),
    next: cursorOf(next),
  };
}

function sizesRoute(router: Router, { segments, sizes, clock }: ChangeRouteDeps): void {
  router.route({
    method: "GET",
    path: "/api/segments/{key}/sizes",
    operationId: "listSegmentSizes",
    tag,
    summary:
      "A segment's size over time, by hours or by days of the brand's calendar, with how many came and went. Unless told: the last day by hours, the last 30 days by days.",
    access: "secretKey",
    params: key,
    query: z.object({
      from: z.iso.datetime({ offset: true }).optional(),
      to: z.iso.datetime({ offset: true }).optional(),
      by: z.enum(["hour", "day"]).default("day"),
      of,
    }),
    responses: { 200: segmentSizesSchema },
    handle: async ({ principal, params, query }) => {
      const to = query.to === undefined ? clock.now() + 1 : Date.parse(query.to);
      const usual = query.by === "hour" ? dayMs : 30 * dayMs;
      const from = query.from === undefined ? to - usual : Date.parse(query.from);
      const segmentId = segments.idOf(principal.brandId, params.key);
      return ok(sizesOf(await sizes(principal.brandId, { segmentId, of: query.of, by: query.by, from, to })));
    },
  });
}

/** Until there is something, the time is over, or the caller has hung up. */
async function follow<Filter extends object, News>(
  changes: Changes<Filter, News>,
  brandId: number,
  { after, limit, wait }: Place,
  filter: Filter,
  { raw: { socket } }: FastifyRequest,
): Promise<ChangePage<News>> {
  const gone = new AbortController();
  const hangUp = (): void => gone.abort();
  socket.once("close", hangUp);
  try {
    const waiting = { limit, waitMs: wait * 1_000, signal: gone.signal };
    return await changes.follow(brandId, { ...filter, after: readPlace(after), ...waiting });
  } finally {
    socket.off("close", hangUp);
  }
}

function readPlace(text: string | undefined): ChangePlace | "now" | undefined {
  if (text === undefined || text === "now") return text;
  const [position, ordinal] = parseCursor(text, ["number", "number"]);
  return { position: Number(position), ordinal: Number(ordinal) };
}

function cursorOf({ position, ordinal }: ChangePlace): string {
  return formatCursor([position, ordinal]);
}

function changesOf({ changes, next }: ChangePage): SegmentChanges {
  return {
    items: changes.map((one) => ({
      cursor: cursorOf(one),
      segment: one.segment,
      profile: formatId("prf", one.profileId),
      change: one.entered ? ("entered" as const) : ("left" as const),
      at: new Date(one.at).toISOString(),
      position: one.position,
      version: one.version,
    })),
    next: cursorOf(next),
  };
}

function sizesOf(sizes: readonly SizeBetween[]): SegmentSizes {
  return {
    items: sizes.map(({ from, to, entered, left, size }) => ({
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      entered,
      left,
      size,
    })),
  };
}
