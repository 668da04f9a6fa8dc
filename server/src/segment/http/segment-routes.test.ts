import {
  type Condition,
  segmentDetailSchema,
  segmentListSchema,
  segmentMembersSchema,
  segmentPreviewSchema,
} from "@attune/contract";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { stoppedClock } from "../../kernel/clock.ts";
import { answerProblems } from "../../platform/http/problem.ts";
import { createRouter } from "../../platform/http/route.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { emptyLeaf, type ProfileState } from "../../profile/index.ts";
import { keepPortrait } from "../../profile/testing/keep-portrait.ts";
import { createSegmentStore } from "../postgres/segment-store.ts";
import { createSegments } from "../segments.ts";
import { memberSourceOf } from "../testing/member-source.ts";
import { observeAll, programOf } from "../testing/program-of.ts";
import { segmentRoutes } from "./segment-routes.ts";

const now = Date.UTC(2026, 5, 15, 12);
const day = 86_400_000;
const buyers: Condition = { did: "Order Completed", within: "30d" };
const program = programOf({
  buyers,
  quiet: { not: { segment: "buyers" } },
  australians: { trait: "address.country", is: "AU" },
});
const [buyersId, quietId, australiansId] = program.definitions.map((definition) => definition.segmentId);

let stores: TestStores;
let app: FastifyInstance;
const clock = stoppedClock(now);

beforeAll(async () => {
  stores = await openTestStores();
  const { database } = stores;
  app = Fastify();
  answerProblems(app, () => undefined);
  const principal = { brandId: 1, sourceId: 1, keyId: 1, actor: "key:1", kind: "secret" } as const;
  segmentRoutes(
    createRouter(app, async () => principal),
    createSegments({
      store: createSegmentStore(database),
      clock,
      programOf: () => program,
      answered: () => new Set(program.definitions.map((definition) => definition.segmentId)),
      sourceOf: (brandId) => memberSourceOf(stores, brandId, { timeZone: "Europe/London" }),
      loyaltyOf: () => Promise.resolve(new Map()),
    }),
  );
});
afterAll(async () => {
  await app.close();
  await stores.close();
});

beforeEach(async () => {
  clock.moveTo(now);
  for (const table of [
    "identifier",
    "leaf",
    "profile",
    "portrait",
    "segment_member",
    "segment_size",
    "segment_fill",
  ]) {
    await stores.database.query(`delete from ${table}`);
  }
  await stores.memory.command("truncate table event");
});

const get = async (url: string): Promise<{ status: number; body: unknown }> => {
  const answer = await app.inject({ url });
  return { status: answer.statusCode, body: answer.json() };
};
const preview = async (condition: unknown): Promise<{ status: number; body: unknown }> => {
  const answer = await app.inject({ method: "POST", url: "/api/segments/preview", payload: { condition } });
  return { status: answer.statusCode, body: answer.json() };
};

/** A customer as the fold left it when it was last touched: who bought within 30 days is a member, with a timer. */
async function aCustomer(
  profileId: number,
  { boughtAt, country }: { readonly boughtAt?: number; readonly country?: string },
): Promise<void> {
  const events = boughtAt === undefined ? [] : [anOrder(boughtAt)];
  const leaf = {
    ...emptyLeaf,
    slots: observeAll(program, events),
    traits: {
      firstName: ["Ann", 1, "m", 1] as const,
      lastName: [String(profileId), 1, "m", 1] as const,
      ...(country === undefined ? {} : { "address.country": [country, 1, "m", 1] as const }),
    },
  };
  const segments = {
    ...(boughtAt === undefined ? { [quietId ?? 0]: now - day } : { [buyersId ?? 0]: boughtAt }),
    ...(country === "AU" ? { [australiansId ?? 0]: now - day } : {}),
  };
  const state: ProfileState = { leaves: { [profileId]: leaf }, segments };
  await stores.database.query(
    "insert into profile (brand_id, profile_id, state, timer_at) values (1, $1, $2, $3)",
    [profileId, JSON.stringify(state), boughtAt === undefined ? null : new Date(boughtAt + 30 * day)],
  );
  await keepPortrait(stores.database, 1, profileId, state);
  for (const [segmentId, enteredAt] of Object.entries(segments)) {
    await stores.database.query(
      "insert into segment_member (brand_id, segment_id, profile_id, entered_at) values (1, $1, $2, $3)",
      [Number(segmentId), profileId, new Date(enteredAt)],
    );
    await stores.database.query(
      `insert into segment_size (brand_id, segment_id, writer, size) values (1, $1, 0, 1)
       on conflict (brand_id, segment_id, writer) do update set size = segment_size.size + 1`,
      [Number(segmentId)],
    );
  }
  if (boughtAt !== undefined) await remember(profileId, boughtAt);
}

function anOrder(occurredAt: number): Parameters<typeof observeAll>[1][number] {
  return { name: "Order Completed", channel: "web", occurredAt, properties: {}, context: {} };
}

async function remember(leafId: number, occurredAt: number): Promise<void> {
  const line = {
    brand_id: 1,
    position: leafId,
    leaf_id: leafId,
    occurred_at: occurredAt,
    name: "Order Completed",
    channel: "web",
    properties: "{}",
    context: "{}",
  };
  await stores.memory.insertLines("event", JSON.stringify(line), `event-${leafId}-${occurredAt}`);
}

function ann(profileId: number): object {
  return { profile: `prf_${profileId}`, name: `Ann ${profileId}`, identifiers: [], simulated: false };
}

/** What the customer of this one leaf is known by. */
async function known(leafId: number, identifiers: readonly (readonly [string, string])[]): Promise<void> {
  await stores.database.query(
    "insert into leaf (brand_id, leaf_id, profile_id, namespace, value, epoch, proof, position) values (1, $1, $1, 'userId', $2, 0, 'secretKey', 1)",
    [leafId, `user-${leafId}`],
  );
  for (const [namespace, value] of identifiers) {
    await stores.database.query(
      "insert into identifier (brand_id, namespace, value, leaf_id, proof, position) values (1, $2, $3, $1, 'secretKey', 1)",
      [leafId, namespace, value],
    );
  }
}

test("members and those of a preview are told with what they are known by, and marked when nothing of them is real", async () => {
  await aCustomer(1, { boughtAt: now - day });
  await aCustomer(2, { boughtAt: now - day });
  await known(1, [
    ["userId", "12347"],
    ["email", "ann@example.com"],
    ["receipt", "R-1"],
  ]);
  await stores.database.query(
    'update profile set state = replace(state::text, \'"events":0\', \'"events":2,"simulated":2\') where profile_id = 2',
  );
  const expected = [
    {
      profile: "prf_1",
      name: "Ann 1",
      identifiers: [
        { namespace: "email", value: "ann@example.com" },
        { namespace: "userId", value: "12347" },
      ],
      simulated: false,
    },
    { ...ann(2), simulated: true },
  ];

  expect(segmentMembersSchema.parse((await get("/api/segments/buyers/members")).body).items).toMatchObject(
    expected,
  );
  expect(segmentPreviewSchema.parse((await preview(buyers)).body).sample).toEqual(expected);
});

test("every segment is listed with its size and its condition in words", async () => {
  await aCustomer(1, { boughtAt: now - day, country: "AU" });
  await aCustomer(2, { boughtAt: now - 2 * day });
  await aCustomer(3, {});
  await stores.database.query(
    "insert into segment_fill (brand_id, segment_id, version, up_to_position, state) values (1, $1, 1, 0, 'live')",
    [buyersId],
  );

  const { status, body } = await get("/api/segments");

  expect(status).toBe(200);
  expect(segmentListSchema.parse(body).items).toEqual([
    {
      key: "buyers",
      name: "buyers",
      size: 2,
      state: "live",
      progress: 1,
      explanation: "Customers who did “Order Completed” in the last 30 days.",
    },
    {
      key: "quiet",
      name: "quiet",
      size: 1,
      state: "filling",
      progress: 0,
      explanation: "Customers who are not among those in the segment “buyers”.",
    },
    {
      key: "australians",
      name: "australians",
      size: 1,
      state: "filling",
      progress: 0,
      explanation: "Customers whose country (address) is “AU”.",
    },
  ]);
});

test("a segment tells its condition, also in words", async () => {
  const { body } = await get("/api/segments/buyers");

  expect(segmentDetailSchema.parse(body)).toMatchObject({
    key: "buyers",
    version: 1,
    condition: buyers,
    text: 'did "Order Completed" within 30d',
    explanation: "Customers who did “Order Completed” in the last 30 days.",
  });
});

test("a segment that is being filled tells how far it has come", async () => {
  await stores.database.query("update identity_head set leaf_id = 100 where brand_id = 1");
  await stores.database.query(
    `insert into segment_fill (brand_id, segment_id, version, up_to_position, state, done_leaf_id)
     values (1, $1, 1, 0, 'live', 100), (1, $1, 2, 0, 'filling', 50)`,
    [buyersId],
  );

  expect(segmentDetailSchema.parse((await get("/api/segments/buyers")).body)).toMatchObject({
    state: "filling",
    progress: 0.25,
  });
});

test("whose window has ended is no longer listed or counted, although no timer has fired", async () => {
  await aCustomer(1, { boughtAt: now - 29 * day });
  await aCustomer(2, { boughtAt: now - 30 * day + 1 });
  clock.moveBy(1);

  expect(segmentMembersSchema.parse((await get("/api/segments/buyers/members")).body)).toEqual({
    items: [{ ...ann(1), enteredAt: new Date(now - 29 * day).toISOString() }],
    next: null,
    size: 1,
    usable: null,
  });
  expect(segmentMembersSchema.parse((await get("/api/segments/quiet/members")).body).items).toEqual([
    { ...ann(2), enteredAt: new Date(now + 1).toISOString() },
  ]);
  expect(segmentDetailSchema.parse((await get("/api/segments/buyers")).body).size).toBe(1);
  expect(segmentDetailSchema.parse((await get("/api/segments/quiet")).body).size).toBe(1);
});

test("the pages of a list together hold every member once", async () => {
  for (let id = 1; id <= 12; id += 1) await aCustomer(id, { boughtAt: now - (id % 3 === 0 ? 31 : 1) * day });
  const seen: string[] = [];
  let url = "/api/segments/buyers/members?limit=3";
  for (let pages = 0; url !== "" && pages < 20; pages += 1) {
    const { items, next } = segmentMembersSchema.parse((await get(url)).body);
    seen.push(...items.map((member) => member.profile));
    url = next === null ? "" : `/api/segments/buyers/members?limit=3&cursor=${next}`;
  }

  expect(seen).toEqual([1, 2, 4, 5, 7, 8, 10, 11].map((id) => `prf_${id.toString(36)}`));
});

test("a preview tells how many customers a condition would hold, and shows some", async () => {
  await aCustomer(1, { boughtAt: now - day, country: "AU" });
  await aCustomer(2, { boughtAt: now - day });
  await aCustomer(3, { country: "AU" });
  await aCustomer(4, {});

  const both = await preview({ all: [{ trait: "address.country", is: "AU" }, { segment: "buyers" }] });
  const neither = await preview({
    not: { any: [{ trait: "address.country", is: "AU" }, { did: "Order Completed" }] },
  });

  expect(segmentPreviewSchema.parse(both.body)).toMatchObject({
    size: 1,
    share: 0.25,
    sample: [{ profile: "prf_1", name: "Ann 1" }],
  });
  expect(segmentPreviewSchema.parse(neither.body)).toMatchObject({ size: 1, sample: [{ profile: "prf_4" }] });
});

test("a condition with faults is refused with the place of each", async () => {
  const { status, body } = await preview({
    all: [
      { trait: "a", looks: "nice" },
      { did: "Order Completed", within: "soon" },
    ],
  });
  expect(status).toBe(400);
  const pointers = ["/condition/all/0/looks", "/condition/all/0", "/condition/all/1/within"];
  expect(body).toMatchObject({ errors: pointers.map((pointer) => ({ pointer })) });
});

test("a preview of a condition that refers to a segment that does not exist is refused", async () => {
  const { status, body } = await preview({ any: [{ segment: "buyers" }, { segment: "martians" }] });
  expect(status).toBe(422);
  expect(body).toMatchObject({
    code: "segment.invalid_condition",
    errors: [{ pointer: "/condition/any/1/segment" }],
  });
});

test("an unknown segment is not found, an unknown cursor refused", async () => {
  expect((await get("/api/segments/martians")).status).toBe(404);
  expect((await get("/api/segments/martians/members")).status).toBe(404);
  expect((await get("/api/segments/buyers/members?cursor=next")).status).toBe(400);
});
