import { normaliseIdentifier } from "./collect/index.ts";
import { type LoyaltyLookUp, loyaltyLookUp } from "./compose-loyalty.ts";
import { type Conditions, createConditions } from "./decide/index.ts";
import { calendarOf } from "./kernel/calendar.ts";
import type { Parts } from "./parts.ts";
import { type CustomerView, type FoundProfile, type Membership, viewOf } from "./profile/index.ts";
import { type FillRange, fillSlots } from "./segment/clickhouse/fill-slots.ts";
import { findDoers } from "./segment/clickhouse/find-doers.ts";
import { listRoutes } from "./segment/http/list-routes.ts";
import { segmentRoutes } from "./segment/http/segment-routes.ts";
import {
  countsSinceStage,
  createLists,
  createSegments,
  loyaltyNeedsOf,
  type StageSource,
  selectSinceStage,
} from "./segment/index.ts";
import { findEveryone } from "./segment/postgres/find-everyone.ts";
import { findHomes } from "./segment/postgres/find-homes.ts";
import { findInStage } from "./segment/postgres/find-in-stage.ts";
import { findPeople } from "./segment/postgres/find-people.ts";
import { findShoppers } from "./segment/postgres/find-shoppers.ts";
import { createListStore } from "./segment/postgres/list-store.ts";
import { createSegmentStore } from "./segment/postgres/segment-store.ts";
import type { BrandStream } from "./stream/index.ts";

export interface ComposedSegments {
  readonly conditions: Conditions;
  /** Exact at this moment: what has passed its `until` is asked anew. */
  memberships(found: FoundProfile): Promise<readonly Membership[]>;
  /** The same, only the keys: nothing is asked while no answer has run out. */
  membershipKeys(found: FoundProfile): Promise<readonly string[]>;
  /** Loyalty of customers, if any live segment or experience hangs on it; else of nobody. */
  readonly loyaltyOf: LoyaltyLookUp;
}

export function composeSegments(parts: Parts): ComposedSegments {
  const { router, database, memory, clock, brand, stream } = parts;
  const loyaltyOf = loyaltyLookUp(parts);
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
      loyalty: (conditions, nowMs) =>
        findShoppers(database, { brandId, nowMs, calendar, loyaltyOf }, conditions),
      doers: (did, nowMs) =>
        countsSinceStage(did)
          ? selectSinceStage(did, nowMs, stageSourceOf(parts, loyaltyOf))
          : findDoers(memory, brandId, did, nowMs, calendar),
    }),
    loyaltyOf,
  });
  segmentRoutes(router, segments);
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
  return {
    conditions: createConditions({
      programOf: () => stream.segments.program(),
      isFilled: (_brandId, id) => stream.segments.isFilled(id),
      position: () => stream.segments.position(),
    }),
    memberships: (found) => membershipsOf(stream, loyaltyOf, found, clock.now()),
    membershipKeys: (found) => membershipKeysOf(stream, loyaltyOf, found, clock.now()),
    loyaltyOf: (profileIds) =>
      loyaltyOf(loyaltyNeedsOf(stream.segments.program()).ids.size === 0 ? [] : profileIds),
  };
}

function stageSourceOf(
  { database, memory, brand: { brandId, timeZone } }: Parts,
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
    .filter(({ segmentId }) => answered.has(segmentId) && found.state.segments[segmentId] !== undefined)
    .map(({ key }) => key);
}

async function membershipsOf(
  stream: BrandStream,
  loyaltyOf: LoyaltyLookUp,
  found: FoundProfile,
  now: number,
): Promise<readonly Membership[]> {
  const view = await viewNow(stream, loyaltyOf, found);
  const program = stream.segments.program();
  const answers = program.evaluate(view, [...stream.segments.answered()], now, () => false);
  const isMember = new Map(answers.map((answer) => [answer.segmentId, answer.isMember]));
  const byId = new Map(program.definitions.map((definition) => [definition.segmentId, definition]));
  return answers.flatMap(({ segmentId, isMember: isIn, until }) => {
    const definition = byId.get(segmentId);
    if (!isIn || definition === undefined) return [];
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
