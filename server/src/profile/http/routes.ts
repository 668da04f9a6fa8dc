import { z } from "zod";
import { formatId, parseId } from "../../kernel/public-id.ts";
import { actorOf, type Call, ok, type Principal, type Router } from "../../platform/http/route.ts";
import { answerProfile, nameOf, type ProductFacts, productsOf } from "../answer-profile.ts";
import { combineLeaves } from "../customer-view.ts";
import { isSimulated } from "../fold-leaf.ts";
import { type CustomerSearch, listCustomers } from "../list-customers.ts";
import { findProfile, type ProfileStore } from "../profile-reader.ts";
import type {
  AffinityAnswer,
  FoundProfile,
  Membership,
  MergeRow,
  OrderSummary,
  PastMembership,
  ProfileAnswer,
} from "../profiles.ts";
import { refusals } from "../refusals.ts";
import { parsePlace, type TimelineEntry, type TimelineQuestion, timelinePage } from "../timeline.ts";
import { mergeAnswer, profileAnswer, profileListAnswer, segmentsAnswer, timelineAnswer } from "./schemas.ts";

export interface ProfileRouteDeps {
  readonly profiles: ProfileStore;
  /** As far as the caller may look, for what was typed. */
  readonly searchFor: (caller: Principal, text: string) => CustomerSearch;
  readonly timeline: (brandId: number, question: TimelineQuestion) => Promise<readonly TimelineEntry[]>;
  /** Exact at this moment, also where the timer has not fired yet. */
  readonly memberships: (brandId: number, found: FoundProfile) => Promise<readonly Membership[]>;
  /** Stays in segments that have ended, newest first. */
  readonly pastStays: (brandId: number, found: FoundProfile) => Promise<readonly PastMembership[]>;
  readonly membershipKeys: (brandId: number, found: FoundProfile) => Promise<readonly string[]>;
  readonly orders: (found: FoundProfile) => OrderSummary;
  readonly products: (brandId: number, keys: readonly string[]) => Promise<ReadonlyMap<string, ProductFacts>>;
  readonly currency: string;
  /** What the customer tends to, as of now. */
  readonly affinities: (brandId: number, found: FoundProfile) => readonly AffinityAnswer[];
  /** Computed traits as of now, by key. */
  readonly computed: (found: FoundProfile) => ProfileAnswer["computed"];
  readonly sourceNames: (brandId: number) => Promise<ReadonlyMap<number, string>>;
  readonly merges: (
    brandId: number,
    question: { readonly profileId?: number; readonly mergeId?: number },
  ) => Promise<readonly MergeRow[]>;
  /** Appends the change and resolves when it can be read. */
  /** The id under which it is recorded, unless the two had become one before its turn came. */
  readonly merge: (brandId: number, from: FoundProfile, into: FoundProfile, actor: string) => Promise<number>;
  readonly undoMerge: (brandId: number, mergeId: number, actor: string) => Promise<void>;
}

const ref = z.object({ ref: z.string().min(1).max(600) });

export function profileRoutes(router: Router, deps: ProfileRouteDeps): void {
  listRoute(router, deps);
  readRoutes(router, deps);
  segmentsRoute(router, deps);
  timelineRoute(router, deps);
  mergeRoutes(router, deps);
}

function listRoute(router: Router, deps: ProfileRouteDeps): void {
  router.route({
    method: "GET",
    path: "/api/profiles",
    operationId: "listProfiles",
    tag: "Customers",
    summary:
      "Customers, newest first; found by the beginnings of names, e-mail, phone or identifiers, or by one whole identifier, also of a device, of an order or a receipt: that one comes first. When hardly anybody is found, `near` tells who may have been meant: a slip in a word, two in a long one. `known`: only those with a userId, card, e-mail or phone.",
    access: "secretKey",
    query: z.object({
      query: z.string().max(200).default(""),
      known: z
        .enum(["true", "false"])
        .default("false")
        .transform((text) => text === "true"),
      cursor: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    responses: { 200: profileListAnswer },
    handle: async ({ principal, query }) => {
      const { brandId } = principal;
      const { found, near, next } = await listCustomers(deps.searchFor(principal, query.query), brandId, {
        text: query.query,
        known: query.known,
        before: query.cursor === undefined ? undefined : readCursor(query.cursor),
        limit: query.limit,
      });
      return ok({
        items: await Promise.all(found.map((one) => listItem(deps, brandId, one))),
        near: await Promise.all(near.map((one) => listItem(deps, brandId, one))),
        next: next === undefined ? null : formatId("prf", next),
      });
    },
  });
}

function readCursor(cursor: string): number {
  const before = parseId("prf", cursor);
  if (before === undefined) throw refusals.badCursor();
  return before;
}

async function listItem(deps: ProfileRouteDeps, brandId: number, found: FoundProfile): Promise<unknown> {
  const leaf = combineLeaves(Object.values(found.state.leaves));
  const segments = await deps.membershipKeys(brandId, found);
  return {
    id: formatId("prf", found.profileId),
    name: nameOf(found),
    identifiers: found.identifiers.map(({ namespace, value }) => ({ namespace, value })),
    lastSeenAt: leaf.lastAt > 0 ? new Date(leaf.lastAt).toISOString() : null,
    channels: Object.keys(leaf.seen),
    segments,
    orders: deps.orders(found),
    simulated: isSimulated(leaf),
  };
}

function readRoutes(router: Router, deps: ProfileRouteDeps): void {
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}",
    operationId: "getProfile",
    tag: "Customers",
    summary: "One customer, by id or by any identifier (`namespace:value`).",
    access: "secretKey",
    params: ref,
    responses: { 200: profileAnswer },
    handle: async ({ principal: { brandId }, params }) => {
      const found = await findProfile(deps.profiles, brandId, params.ref);
      const [segments, products, sourceNames] = await Promise.all([
        deps.membershipKeys(brandId, found),
        deps.products(brandId, productsOf(found)),
        deps.sourceNames(brandId),
      ]);
      return ok(
        answerProfile(found, {
          segments,
          orders: deps.orders(found),
          products,
          sourceNames,
          currency: deps.currency,
          affinities: deps.affinities(brandId, found),
          computed: deps.computed(found),
        }),
      );
    },
  });
}

function segmentsRoute(router: Router, deps: ProfileRouteDeps): void {
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/segments",
    operationId: "getProfileSegments",
    tag: "Customers",
    summary:
      "The segments a customer is in now, why, and until when if nothing happens; and the last 200 stays that have ended.",
    access: "secretKey",
    params: ref,
    responses: { 200: segmentsAnswer },
    handle: async ({ principal: { brandId }, params }) => {
      const found = await findProfile(deps.profiles, brandId, params.ref);
      const [segments, past] = await Promise.all([
        deps.memberships(brandId, found),
        deps.pastStays(brandId, found),
      ]);
      return ok({
        items: segments.map((one) => ({
          key: one.key,
          name: one.name,
          since: iso(one.since),
          why: one.why,
          until: one.until === undefined ? null : iso(one.until),
          ...(one.things === undefined ? {} : { things: one.things }),
        })),
        past: past.map(({ key, name, enteredAt, leftAt }) => ({
          key,
          name,
          enteredAt: iso(enteredAt),
          leftAt: iso(leftAt),
        })),
      });
    },
  });
}

function timelineRoute(router: Router, deps: ProfileRouteDeps): void {
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/timeline",
    operationId: "getProfileTimeline",
    tag: "Customers",
    summary: "Everything a customer did on every channel, newest first.",
    access: "secretKey",
    params: ref,
    query: z.object({
      channel: z.string().max(40).optional(),
      kind: z.string().max(200).optional(),
      cursor: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    responses: { 200: timelineAnswer },
    handle: async ({ principal: { brandId }, params, query }) => {
      const found = await findProfile(deps.profiles, brandId, params.ref);
      const question: TimelineQuestion = {
        leafIds: found.leaves.map((leaf) => leaf.leafId),
        channel: query.channel,
        kind: query.kind,
        before: parsePlace(query.cursor),
        limit: query.limit,
      };
      return ok(timelinePage(await deps.timeline(brandId, question), query.limit));
    },
  });
}

function mergeRoutes(router: Router, deps: ProfileRouteDeps): void {
  router.route({
    method: "POST",
    path: "/api/profiles/{ref}/merge",
    operationId: "mergeProfiles",
    tag: "Customers",
    summary: "Joins another customer (`from`) into this one. Can be undone.",
    access: "secretKey",
    params: ref,
    body: z.object({ from: z.string().min(1).max(600), actor: z.string().min(1).max(200).default("api") }),
    responses: { 200: mergeAnswer },
    handle: async ({ principal, params, body }) => {
      const { brandId } = principal;
      const [into, from] = await Promise.all([
        findProfile(deps.profiles, brandId, params.ref),
        findProfile(deps.profiles, brandId, body.from),
      ]);
      if (into.profileId === from.profileId) throw refusals.sameProfile();
      const mergeId = await deps.merge(brandId, from, into, actorOf(principal, body.actor));
      const [row] = await deps.merges(brandId, { mergeId });
      if (row === undefined) throw refusals.sameProfile();
      return ok(toMergeAnswer(row));
    },
  });
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/merges",
    operationId: "listProfileMerges",
    tag: "Customers",
    summary: "What was joined into a customer, newest first.",
    access: "secretKey",
    params: ref,
    responses: { 200: z.object({ items: z.array(mergeAnswer) }) },
    handle: async ({ principal: { brandId }, params }) => {
      const found = await findProfile(deps.profiles, brandId, params.ref);
      return ok({ items: (await deps.merges(brandId, { profileId: found.profileId })).map(toMergeAnswer) });
    },
  });
  router.route({
    method: "POST",
    path: "/api/merges/{id}/undo",
    operationId: "undoMerge",
    tag: "Customers",
    summary: "Takes a merge back: both customers are as they would be without it.",
    access: "secretKey",
    params: z.object({ id: z.string().max(40) }),
    body: z.object({ actor: z.string().min(1).max(200).default("api") }).nullish(),
    responses: { 200: mergeAnswer },
    handle: (call) => undo(deps, call),
  });
}

async function undo(
  deps: ProfileRouteDeps,
  call: Call<{ id: string }, unknown, { actor: string } | null | undefined>,
): Promise<ReturnType<typeof ok>> {
  const { brandId } = call.principal;
  const mergeId = parseId("mrg", call.params.id);
  const [row] = mergeId === undefined ? [] : await deps.merges(brandId, { mergeId });
  if (mergeId === undefined || row === undefined) throw refusals.unknownMerge();
  if (row.undoneAt !== undefined) throw refusals.mergeUndone();
  await deps.undoMerge(brandId, mergeId, actorOf(call.principal, call.body?.actor ?? "api"));
  const [after] = await deps.merges(brandId, { mergeId });
  return ok(toMergeAnswer(after));
}

function toMergeAnswer(row: MergeRow | undefined): unknown {
  if (row === undefined) throw new Error("The merge was folded but is not recorded.");
  return {
    id: formatId("mrg", row.mergeId),
    from: formatId("prf", row.fromProfileId),
    into: formatId("prf", row.intoProfileId),
    cause: row.cause,
    actor: row.actor,
    mergedAt: iso(row.mergedAt),
    undoneAt: row.undoneAt === undefined ? null : iso(row.undoneAt),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
