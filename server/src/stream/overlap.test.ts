import { readFile } from "node:fs/promises";
import type { EventRecord, InboxRecord } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leafIdsOf, mergesPerRecord, type ProfileState, portraitOf } from "../profile/index.ts";
import { anEvent } from "../profile/testing/an-event.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";

/** In one, batches of seven overlap as they would under load; in the other each is committed before the next begins. */
let overlapping: OpenStream;
let alone: OpenStream;
beforeAll(async () => {
  [overlapping, alone] = await Promise.all([
    openStream({ most: 7, worthOverlapping: 0 }),
    openStream({ most: 7, worthOverlapping: 1_000 }),
  ]);
  await Promise.all([putList(overlapping), putList(alone)]);
});
afterAll(() => Promise.all([overlapping.close(), alone.close()]));

let runs = 0;

const fact = fc.record({
  user: fc.option(fc.nat(3), { nil: undefined, freq: 2 }),
  device: fc.option(fc.nat(3), { nil: undefined, freq: 3 }),
  email: fc.option(fc.nat(2), { nil: undefined, freq: 2 }),
  proof: fc.constantFrom("publicKey" as const, "secretKey" as const),
  name: fc.constantFrom("Product Viewed", "Identified", "Signed Out", "Order Completed", "Aliased"),
  message: fc.nat(60),
  at: fc.nat(50),
});
const listed = fc.record({ listed: fc.boolean(), emails: fc.subarray([0, 1, 2]), user: fc.nat(3) });
const control = fc.record({ kind: fc.constantFrom("merge", "undoMerge"), a: fc.nat(12), b: fc.nat(12) });

test("batches that overlap end with the same customers as batches that wait for each other", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          { weight: 12, arbitrary: fact },
          { weight: 1, arbitrary: control },
          { weight: 1, arbitrary: listed },
        ),
        {
          minLength: 20,
          maxLength: 90,
        },
      ),
      async (facts) => {
        runs += 1;
        const opening = anEvent({ userId: `first-${runs}` });
        const [first = 0] = await overlapping.take([opening]);
        await alone.take([opening]);
        const records = facts.map((one, at) => recordOf(one, first + 1 + at, first));
        const appended = records.map((record) => overlapping.stream.inbox.append(1, [record]));
        const last = Math.max(...(await Promise.all(appended)).flat());
        await overlapping.stream.foldedUpTo(1, last);
        for (const record of records) await alone.take([record]);

        expect(await everything(overlapping)).toEqual(await everything(alone));
        for (const open of [overlapping, alone]) {
          expect(await portraits(open)).toEqual(await drawn(open));
          expect(await leavesKept(open)).toEqual(await leavesThereAre(open));
          expect(await lost(open)).toEqual([]);
        }
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
}, 120_000);

test("rows that were written before leaves without events were noted learn them when the store is opened", async () => {
  const { database } = alone.stores;
  await database.query(`update profile set state = regexp_replace(state, ',"untold":[^]]*]', '')`);
  expect(await leavesKept(alone)).not.toEqual(await leavesThereAre(alone));

  await database.query(
    await readFile(new URL("../../sql/postgres/0172-untold-leaves.sql", import.meta.url), "utf8"),
  );

  expect(await leavesKept(alone)).toEqual(await leavesThereAre(alone));
});

type Fact = typeof fact extends fc.Arbitrary<infer T> ? T : never;
type Listed = typeof listed extends fc.Arbitrary<infer T> ? T : never;
type Control = typeof control extends fc.Arbitrary<infer T> ? T : never;

function recordOf(one: Fact | Control | Listed, position: number, first: number): InboxRecord {
  if ("listed" in one) return listOf(one);
  if (!("kind" in one)) return eventOf(one);
  const common = { actor: "clerk", receivedAt: testNow };
  return one.kind === "merge"
    ? { ...common, kind: "merge", fromLeafId: one.a + 1, intoLeafId: one.b + 1 }
    : { ...common, kind: "undoMerge", mergeId: Math.max(first, position - one.a) * mergesPerRecord };
}

function listOf({ listed: isListed, emails, user }: Listed): InboxRecord {
  const who = `${runs % 3}`;
  const named = emails.map((email) => ({
    namespace: "email" as const,
    value: `${who}-${email}@example.com`,
  }));
  const identifiers = [...named, { namespace: "userId" as const, value: `user-${who}-${user}` }];
  return { kind: "listed", list: "press", isListed, identifiers, receivedAt: testNow };
}

/** Both have the list before anybody comes. */
async function putList({ stores, take }: OpenStream): Promise<void> {
  await stores.database.query(
    `with made as (
       insert into definition (brand_id, kind, key, version) values (1, 'list', 'press', 1) returning definition_id
     )
     insert into definition_version (definition_id, version, state, body, author, reason)
     select definition_id, 1, 'live', '{"name":"Press"}', 'test', '' from made`,
  );
  await take([{ kind: "definition", definitionKind: "list", key: "press", version: 1, receivedAt: testNow }]);
}

const typeOf = { Aliased: "alias", Identified: "identify" } as const;

function eventOf({ user, device, email, proof, name, message, at }: Fact): EventRecord {
  const who = `${runs % 3}`;
  const occurredAt = testNow - at * 60_000;
  return anEvent({
    ...(user === undefined && device !== undefined ? {} : { userId: `user-${who}-${user ?? 0}` }),
    ...(device === undefined ? {} : { anonymousId: `device-${who}-${device}` }),
    ...(name === "Aliased" ? { previousId: `user-${who}-${message % 4}` } : {}),
    ...emailOf(email, proof, who),
    proof,
    messageId: `message-${runs}-${message}`,
    originalAt: occurredAt,
    occurredAt,
    type: name in typeOf ? typeOf[name as keyof typeof typeOf] : "track",
    name,
    traits: name === "Identified" ? { firstName: `Name${at}` } : {},
    properties: name === "Order Completed" ? { order_id: `order-${runs}-${at}`, revenue: at } : {},
  });
}

function emailOf(
  email: number | undefined,
  proof: Fact["proof"],
  who: string,
): Pick<EventRecord, "identifiers"> {
  if (email === undefined || proof === "publicKey") return {};
  return { identifiers: [{ namespace: "email", value: `${who}-${email}@example.com` }] };
}

async function portraits({ stores }: OpenStream): Promise<unknown> {
  return stores.database.query(
    "select profile_id, traits, consents, lists, apart from portrait order by profile_id",
  );
}

/** As they would be drawn of the profiles' own rows. */
async function drawn({ stores }: OpenStream): Promise<unknown> {
  const rows = await stores.database.query<{ profile_id: number; state: string }>(
    "select profile_id, state from profile where not hidden and merged_into is null order by profile_id",
  );
  return rows.map(({ profile_id, state }) => {
    const texts = Object.entries(portraitOf(profile_id, JSON.parse(state) as ProfileState));
    return {
      profile_id,
      ...Object.fromEntries(
        texts.map(([name, text]) => [name, text === undefined ? null : JSON.parse(text)]),
      ),
    };
  });
}

/** Of visible profiles, as their rows tell. */
async function leavesKept({ stores }: OpenStream): Promise<unknown> {
  const rows = await stores.database.query<{ profile_id: number; state: string }>(
    "select profile_id, state from profile where not hidden and merged_into is null order by profile_id",
  );
  return rows.map(({ profile_id, state }) => ({
    profile_id,
    ...leavesOf(profile_id, JSON.parse(state) as ProfileState),
  }));
}

function leavesOf(profileId: number, state: ProfileState): { oldest: number; all: readonly number[] } {
  const all = leafIdsOf(profileId, state);
  return { oldest: all[0], all: all.toSorted((a, b) => a - b) };
}

async function leavesThereAre({ stores }: OpenStream): Promise<unknown> {
  return stores.database.query(
    `select p.profile_id,
       min(l.leaf_id) filter (where l.namespace <> 'receipt') as oldest,
       array_agg(l.leaf_id order by l.leaf_id) as "all"
     from profile p
     join leaf l on l.brand_id = p.brand_id and l.profile_id = p.profile_id
     where not p.hidden and p.merged_into is null
     group by p.profile_id
     order by p.profile_id`,
  );
}

/** Leaves of profiles that say that they went into another. */
function lost({ stores }: OpenStream): Promise<unknown> {
  return stores.database.query(
    `select l.leaf_id, l.profile_id, p.merged_into
     from leaf l
     join profile p on p.brand_id = l.brand_id and p.profile_id = l.profile_id
     where p.merged_into is not null`,
  );
}

async function everything({ stores }: OpenStream): Promise<unknown> {
  const asked = [
    // Who came and was joined to another in one batch has never had a row.
    "select profile_id, state, timer_at, hidden from profile where merged_into is null order by 1",
    "select leaf_id, profile_id, anchor_id, namespace, value, epoch, proof, position from leaf order by 1",
    "select namespace, value, leaf_id, proof, position from identifier order by 1, 2",
    "select merge_id, from_profile_id, into_profile_id, (select array_agg(id order by id) from unnest(leaf_ids) as id) as leaf_ids, cause, merged_at, undone_at from merge order by 1",
    "select position, leaf_id, body from event_private order by 1",
    "select term, profile_id from search_term order by 1, 2",
    "select list_key, namespace, value from list_member order by 1, 2, 3",
    "select sale_key, leaf_id, state from sale order by 1",
    "select original::text, code from quarantine order by 1",
  ];
  return Promise.all(asked.map((sql) => stores.database.query(sql)));
}
