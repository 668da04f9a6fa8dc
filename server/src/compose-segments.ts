import type { ComputedAnswer } from "@attune/contract";
import { normaliseIdentifier } from "./collect/index.ts";
import { type LoyaltyLookUp, loyaltyLookUp } from "./compose-loyalty.ts";
import { composeReports } from "./compose-reports.ts";
import { type Conditions, createConditions } from "./decide/index.ts";
import { calendarOf } from "./kernel/calendar.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Parts } from "./parts.ts";
import type { Database } from "./platform/postgres/database.ts";
import { type CustomerView, type FoundProfile, type Membership, viewOf } from "./profile/index.ts";
import { isComputedInSql } from "./segment/clickhouse/computed-query.ts";
import { type FillRange, fillSlots } from "./segment/clickhouse/fill-slots.ts";
import { findDoers } from "./segment/clickhouse/find-doers.ts";
import { seenEvents } from "./segment/clickhouse/seen-events.ts";
import { alertRoutes } from "./segment/http/alert-routes.ts";
import { changeRoutes } from "./segment/http/change-routes.ts";
import { computedRoutes } from "./segment/http/computed-routes.ts";
import { listRoutes } from "./segment/http/list-routes.ts";
import { memberFileRoutes } from "./segment/http/member-file-routes.ts";
import { segmentRoutes } from "./segment/http/segment-routes.ts";
import { vocabularyRoute } from "./segment/http/vocabulary-route.ts";
import {
  columnsOf,
  computedNumber,
  computedOf,
  computedSummaries,
  countsSinceStage,
  createChanges,
  createLists,
  createSegments,
  createVocabulary,
  linesOf,
  loyaltyNeedsOf,
  type MemberFile,
  openQuestions,
  type SegmentPorts,
  type Segments,
  type StageSource,
  selectComputed,
  selectSinceStage,
  sizeHistory,
} from "./segment/index.ts";
import { listAlerts } from "./segment/postgres/alert-store.ts";
import { auditExport } from "./segment/postgres/audit-export.ts";
import { createChangeStore, createCustomerChangeStore } from "./segment/postgres/change-store.ts";
import { findHomes } from "./segment/postgres/find-homes.ts";
import { findInStage } from "./segment/postgres/find-in-stage.ts";
import { findOldestLeaves } from "./segment/postgres/find-oldest-leaves.ts";
import { findPeople } from "./segment/postgres/find-people.ts";
import { findShoppers } from "./segment/postgres/find-shoppers.ts";
import { createListStore } from "./segment/postgres/list-store.ts";
import { newestNames } from "./segment/postgres/newest-names.ts";
import { newestTraits } from "./segment/postgres/newest-traits.ts";
import { findPastStays, type PastStay } from "./segment/postgres/past-stays.ts";
import { createSegmentStore } from "./segment/postgres/segment-store.ts";
import { createTideStore } from "./segment/postgres/tide-store.ts";
import type { BrandStream } from "./stream/index.ts";

export interface ComposedSegments {
  readonly conditions: Conditions;
  readonly segments: Segments;
  /** Of a live segment. Refuses an unknown key. */
  segmentId(brandId: number, key: string): number;
  /** Exact at this moment: what has passed its `until` is asked anew. */
  memberships(found: FoundProfile): Promise<readonly Membership[]>;
  /** The same, only the keys: nothing is asked while no answer has run out. */
  membershipKeys(found: FoundProfile): Promise<readonly string[]>;
  /** Computed traits as they stand at this moment, by key. */
  computedOf(found: FoundProfile): Readonly<Record<string, ComputedAnswer>>;
  /** Stays that have ended, also those of the profiles that were joined into this one. */
  pastStays(found: FoundProfile): Promise<readonly PastStay[]>;
  /** Loyalty of customers, if any live segment or experience hangs on it; else of nobody. */
  readonly loyaltyOf: LoyaltyLookUp;
}

type SegmentParts = Pick<Parts, "router" | "database" | "memory" | "clock" | "brand" | "stream">;

export function composeSegments(parts: SegmentParts): ComposedSegments {
  const { router, database, clock, brand, stream } = parts;
  const loyaltyOf = loyaltyLookUp(parts);
  const calendar = calendarOf(brand.timeZone);
  const ports: SegmentPorts = {
    store: createSegmentStore(database),
    clock,
    programOf: () => stream.segments.program(),
    answered: () => stream.segments.answered(),
    sourceOf: sourcesOf(parts, loyaltyOf),
    loyaltyOf,
  };
  const segments = createSegments(ports);
  segmentRoutes(router, segments);
  computedRoutes(router, async (brandId) =>
    computedSummaries(stream.segments.program(), await ports.store.fills(brandId)),
  );
  memberFileRoutes(router, { open: (...question) => openMemberFile(database, clock, segments, question) });
  const tides = createTideStore(database);
  changeRoutes(router, {
    changes: createChanges(createChangeStore(database)),
    customers: createChanges(createCustomerChangeStore(database)),
    segments,
    sizes: (brandId, question) => sizeHistory(tides, calendar, brandId, question),
    clock,
  });
  const lists = createLists({
    store: createListStore(database),
    log: {
      append: (brandId, records) => stream.inbox.append(brandId, records),
      foldedUpTo: (brandId, position) => stream.foldedUpTo(brandId, position),
    },
    normalise: normaliseIdentifier,
    clock,
  });
  listRoutes(router, lists);
  composeReports({ router, database, brand }, ports, lists);
  composeVocabulary(parts);
  alertRoutes(router, { segments, list: (...question) => listAlerts(database, ...question) });
  return {
    segments,
    ...conditionsOf(stream, clock),
    segmentId: segments.idOf,
    memberships: (found) => membershipsOf(stream, loyaltyOf, found, clock.now()),
    membershipKeys: (found) => membershipKeysOf(stream, loyaltyOf, found, clock.now()),
    // A profile's id is that of its first leaf: where leaves go, the stays of their profiles follow.
    pastStays: ({ leaves }) =>
      findPastStays(
        database,
        brand.brandId,
        leaves.map((leaf) => leaf.leafId),
      ),
    loyaltyOf: (profileIds) =>
      loyaltyOf(loyaltyNeedsOf(stream.segments.program()).ids.size === 0 ? [] : profileIds),
  };
}

function composeVocabulary({ router, database, memory, clock }: SegmentParts): void {
  const vocabulary = createVocabulary({
    events: (brandId) => seenEvents(memory, brandId),
    traits: (brandId, limit) => newestTraits(database, brandId, limit),
    clock,
  });
  vocabularyRoute(router, vocabulary);
}

/** What decisions and profiles ask of the program that is in force. */
function conditionsOf(
  { segments }: BrandStream,
  clock: Clock,
): Pick<ComposedSegments, "conditions" | "computedOf"> {
  const isFilled = (id: number): boolean => segments.isFilled(id);
  return {
    conditions: createConditions({
      programOf: () => segments.program(),
      isFilled: (_brandId, id) => isFilled(id),
      position: () => segments.position(),
      computed: (_brandId, key, moment) => computedNumber(segments.program(), key, moment, isFilled),
    }),
    computedOf: ({ profileId, state }) =>
      computedOf(segments.program(), viewOf(profileId, state), clock.now(), isFilled),
  };
}

function sourcesOf(parts: SegmentParts, loyaltyOf: LoyaltyLookUp): SegmentPorts["sourceOf"] {
  const { database, memory, brand, stream } = parts;
  const calendar = calendarOf(brand.timeZone);
  return (brandId) => ({
    people: (conditions, nowMs, isCountEnough) => {
      const { world } = stream.segments.program();
      return findPeople(database, { brandId, nowMs, calendar, world }, conditions, isCountEnough);
    },
    loyalty: (conditions, nowMs) =>
      findShoppers(database, { brandId, nowMs, calendar, loyaltyOf }, conditions),
    oldestLeaves: () => findOldestLeaves(database, brandId),
    doers: (did, nowMs) => {
      if ("computed" in did && !isComputedInSql(did))
        return selectComputed(did, nowMs, stageSourceOf(parts, loyaltyOf));
      return countsSinceStage(did)
        ? selectSinceStage(did, nowMs, stageSourceOf(parts, loyaltyOf))
        : findDoers(memory, brandId, did, nowMs, calendar);
    },
  });
}

function stageSourceOf(
  { database, memory, brand: { brandId, timeZone } }: SegmentParts,
  loyaltyOf: LoyaltyLookUp,
): StageSource {
  return {
    timeZone,
    inStage: (stage, nowMs) => findInStage(database, { brandId, nowMs, loyaltyOf }, stage),
    slots: (program) => fillSlots(memory, { program, slotKeys: [...program.slots.keys()] }, wholeOf(brandId)),
    homes: (leafIds) => findHomes(database, brandId, leafIds),
  };
}

function wholeOf(brandId: number): FillRange {
  return { brandId, upToPosition: Number.MAX_SAFE_INTEGER, afterLeafId: 0 };
}

async function viewNow(
  stream: BrandStream,
  loyaltyOf: LoyaltyLookUp,
  { profileId, state }: FoundProfile,
): Promise<CustomerView> {
  const { ids } = loyaltyNeedsOf(stream.segments.program());
  const loyalty = (await loyaltyOf(ids.size === 0 ? [] : [profileId])).get(profileId);
  return { ...viewOf(profileId, state), ...(loyalty === undefined ? {} : { loyalty }) };
}

async function membershipKeysOf(
  stream: BrandStream,
  loyaltyOf: LoyaltyLookUp,
  found: FoundProfile,
  now: number,
): Promise<readonly string[]> {
  const program = stream.segments.program();
  const answered = stream.segments.answered();
  const isDue = found.timerAt !== undefined && found.timerAt <= now;
  if (isDue) return (await membershipsOf(stream, loyaltyOf, found, now)).map((one) => one.key);
  return program.definitions
    .filter(
      ({ segmentId }) =>
        segmentId > 0 && answered.has(segmentId) && found.state.segments[segmentId] !== undefined,
    )
    .map(({ key }) => key);
}

async function membershipsOf(
  stream: BrandStream,
  loyaltyOf: LoyaltyLookUp,
  found: FoundProfile,
  now: number,
): Promise<readonly Membership[]> {
  const view = await viewNow(stream, loyaltyOf, found);
  const [program, answered] = [stream.segments.program(), stream.segments.answered()];
  const { segments } = found.state;
  const asked = openQuestions(
    { program, answered, unsettled: stream.segments.unsettled() },
    {
      view,
      members: Object.keys(segments).map(Number),
      isDue: found.timerAt !== undefined && found.timerAt <= now,
    },
  );
  const stands = (id: number): boolean => answered.has(id) && segments[id] !== undefined;
  const answers = program.evaluate(view, asked, now, stands);
  const isMember = new Map(answers.map((answer) => [answer.segmentId, answer.isMember]));
  const byId = new Map(program.definitions.map((definition) => [definition.segmentId, definition]));
  return answers.flatMap(({ segmentId, isMember: isIn, until }) => {
    const definition = byId.get(segmentId);
    if (!isIn || definition === undefined || segmentId < 0) return [];
    const explained = program.explain(segmentId, view, now, (id) => isMember.get(id) ?? stands(id));
    return [
      {
        key: definition.key,
        name: definition.name,
        since: segments[segmentId] ?? now,
        why: explained?.why ?? "",
        until,
        ...(explained?.things === undefined ? {} : { things: explained.things }),
      },
    ];
  });
}

type FileQuestion = readonly [brandId: number, key: string, columns: string, actor: string];

async function openMemberFile(
  database: Database,
  clock: Clock,
  segments: Pick<Segments, "usable">,
  [brandId, key, text, actor]: FileQuestion,
): Promise<MemberFile> {
  const columns = columnsOf(text);
  const namespaces = columns.flatMap(({ namespace }) => namespace ?? []);
  const { use, page } = await segments.usable(brandId, key);
  await auditExport(database, brandId, {
    at: clock.now(),
    actor,
    segment: key,
    body: { ...use, columns: columns.map(({ title }) => title) },
  });
  const lines = linesOf(columns, async (afterId, limit) => {
    const { members, next } = await page(afterId, limit);
    const ids = members.map(({ profileId }) => profileId);
    const names = await newestNames(database, brandId, ids, namespaces);
    return {
      members: members.map((one) => ({ ...one, names: names.get(one.profileId) ?? new Map() })),
      next,
    };
  });
  return { use, lines };
}
