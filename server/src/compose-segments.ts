import { normaliseIdentifier } from "./collect/index.ts";
import { type Conditions, createConditions } from "./decide/index.ts";
import { calendarOf } from "./kernel/calendar.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Parts } from "./parts.ts";
import type { Database } from "./platform/postgres/database.ts";
import { type FoundProfile, type Membership, viewOf } from "./profile/index.ts";
import { findDoers } from "./segment/clickhouse/find-doers.ts";
import { alertRoutes } from "./segment/http/alert-routes.ts";
import { changeRoutes } from "./segment/http/change-routes.ts";
import { listRoutes } from "./segment/http/list-routes.ts";
import { memberFileRoutes } from "./segment/http/member-file-routes.ts";
import { segmentRoutes } from "./segment/http/segment-routes.ts";
import {
  columnsOf,
  createChanges,
  createLists,
  createSegments,
  linesOf,
  type MemberFile,
  type Segments,
  segmentKind,
  sizeHistory,
  type WatchedSegment,
} from "./segment/index.ts";
import { startAlertJobs } from "./segment/jobs/alert-jobs.ts";
import { createAlertStore, listAlerts } from "./segment/postgres/alert-store.ts";
import { auditExport } from "./segment/postgres/audit-export.ts";
import { createChangeStore } from "./segment/postgres/change-store.ts";
import { findEveryone } from "./segment/postgres/find-everyone.ts";
import { findPeople } from "./segment/postgres/find-people.ts";
import { unknownShoppers } from "./segment/postgres/find-shoppers.ts";
import { createListStore } from "./segment/postgres/list-store.ts";
import { newestNames } from "./segment/postgres/newest-names.ts";
import { findPastStays, type PastStay } from "./segment/postgres/past-stays.ts";
import { createSegmentStore } from "./segment/postgres/segment-store.ts";
import { createTideStore } from "./segment/postgres/tide-store.ts";
import { type BrandStream, tellOutbox } from "./stream/index.ts";

export interface ComposedSegments {
  readonly conditions: Conditions;
  /** Exact at this moment: what has passed its `until` is asked anew. */
  memberships(found: FoundProfile): readonly Membership[];
  /** The same, only the keys: nothing is asked while no answer has run out. */
  membershipKeys(found: FoundProfile): readonly string[];
  /** Stays that have ended, also those of the profiles that were joined into this one. */
  pastStays(found: FoundProfile): Promise<readonly PastStay[]>;
  start(): void;
  stop(): Promise<void>;
}

export function composeSegments(parts: Parts): ComposedSegments {
  const { router, database, memory, clock, brand, stream } = parts;
  const calendar = calendarOf(brand.timeZone);
  const segments = createSegments({
    store: createSegmentStore(database),
    clock,
    programOf: () => stream.segments.program(),
    answered: () => stream.segments.answered(),
    sourceOf: (brandId) => ({
      everyone: () => findEveryone(database, brandId),
      people: (conditions, nowMs) => {
        const { world } = stream.segments.program();
        return findPeople(database, { brandId, nowMs, calendar, world }, conditions);
      },
      loyalty: (conditions, nowMs) => Promise.resolve(unknownShoppers(conditions, { nowMs, calendar })),
      doers: (did, nowMs) => findDoers(memory, brandId, did, nowMs, calendar),
    }),
  });
  segmentRoutes(router, segments);
  memberFileRoutes(router, { open: (...question) => openMemberFile(database, clock, segments, question) });
  const tides = createTideStore(database);
  changeRoutes(router, {
    changes: createChanges(createChangeStore(database)),
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
  alertRoutes(router, { segments, list: (...question) => listAlerts(database, ...question) });
  return {
    ...alertJobs(parts),
    conditions: createConditions({
      programOf: () => stream.segments.program(),
      isFilled: (_brandId, id) => stream.segments.isFilled(id),
      position: () => stream.segments.position(),
    }),
    memberships: (found) => membershipsOf(stream, found, clock.now()),
    membershipKeys: (found) => membershipKeysOf(stream, found, clock.now()),
    // A profile's id is that of its first leaf: where leaves go, the stays of their profiles follow.
    pastStays: ({ leaves }) =>
      findPastStays(
        database,
        brand.brandId,
        leaves.map((leaf) => leaf.leafId),
      ),
  };
}

function membershipKeysOf(stream: BrandStream, found: FoundProfile, now: number): readonly string[] {
  const program = stream.segments.program();
  const answered = stream.segments.answered();
  const isDue = found.timerAt !== undefined && found.timerAt <= now;
  if (isDue) return membershipsOf(stream, found, now).map((one) => one.key);
  return program.definitions
    .filter(
      ({ segmentId }) =>
        segmentId > 0 && answered.has(segmentId) && found.state.segments[segmentId] !== undefined,
    )
    .map(({ key }) => key);
}

function membershipsOf(stream: BrandStream, found: FoundProfile, now: number): readonly Membership[] {
  const program = stream.segments.program();
  const view = viewOf(found.profileId, found.state);
  const answers = program.evaluate(view, [...stream.segments.answered()], now, () => false);
  const isMember = new Map(answers.map((answer) => [answer.segmentId, answer.isMember]));
  const byId = new Map(program.definitions.map((definition) => [definition.segmentId, definition]));
  return answers.flatMap(({ segmentId, isMember: isIn, until }) => {
    const definition = byId.get(segmentId);
    if (!isIn || definition === undefined || segmentId < 0) return [];
    const explained = program.explain(segmentId, view, now, (id) => isMember.get(id) === true);
    return [
      {
        key: definition.key,
        name: definition.name,
        since: found.state.segments[segmentId] ?? now,
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

function alertJobs({
  database,
  clock,
  brand,
  stream,
  live,
  log,
}: Parts): Pick<ComposedSegments, "start" | "stop"> {
  const segments = live.follow(segmentKind(async () => []));
  const watched = (): readonly WatchedSegment[] => {
    const filled = new Set(
      stream.segments
        .fills()
        .filter(({ state }) => state === "live")
        .map(({ segmentId }) => segmentId),
    );
    return [...segments.of(brand.brandId).byKey.values()].flatMap(({ id, key, body: { alerts = [] } }) =>
      filled.has(id) && alerts.length > 0 ? [{ segmentId: id, key, alerts }] : [],
    );
  };
  let jobs: { stop(): Promise<void> } | undefined;
  return {
    start: () => {
      jobs = startAlertJobs({
        brandId: brand.brandId,
        store: createAlertStore(database, tellOutbox),
        watched,
        clock,
        isLeading: () => stream.isLeading(),
        report: (job) => log({ event: `job.failed.${job}` }),
      });
    },
    stop: async () => {
      await jobs?.stop();
    },
  };
}
