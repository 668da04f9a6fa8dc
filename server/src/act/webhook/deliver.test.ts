import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Use } from "@attune/contract";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { stoppedClock } from "../../kernel/clock.ts";
import { createVault } from "../../kernel/vault.ts";
import { type Outside, OutsideFault, openOutside } from "../../platform/http/post-outside.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { createDeliverer, type Deliverer } from "./deliver.ts";
import { mostAttempts } from "./next-attempt.ts";
import { createWebhookStore } from "./postgres/webhook-store.ts";
import { signatureOf } from "./signature.ts";
import type { WebhookStore } from "./webhook-store.ts";

const clock = stoppedClock(Date.UTC(2026, 5, 1, 12));
const vault = createVault("a secret that only this test knows");
const segmentId = 1;
const day = 86_400_000;

let stores: TestStores;
let store: WebhookStore;
let outside: Outside;
let http: Server;
let url: string;
let deliverer: Deliverer;
/** What the other side was told: type, profile and id. */
let told: string[];
let ids: string[];
let answer: { status: number; headers?: Record<string, string> };

beforeAll(async () => {
  stores = await openTestStores();
  store = createWebhookStore(stores.database);
  outside = openOutside(new Set(["127.0.0.1"]));
  http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { type, data } = JSON.parse(Buffer.concat(parts).toString());
      told.push(`${type.slice(8)} ${data.profile}`);
      ids.push(String(request.headers["webhook-id"]));
      response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  await define(1, "segment", "buyers", 1);
  await define(2, "webhook", "news", 5);
});
afterAll(async () => {
  outside.close();
  http.close();
  await stores.close();
});

beforeEach(async () => {
  [told, ids, answer] = [[], [], { status: 200 }];
  deliverer = delivererTo(url);
  await store.addSecret(1, "news", vault.seal("whsec_AAAA"), clock.now(), clock.now());
});
afterEach(async () => {
  for (const table of [
    "outbox",
    "webhook",
    "webhook_delivery",
    "webhook_secret",
    "segment_member",
    "setting",
  ])
    await stores.database.query(`delete from ${table}`);
});

function delivererTo(address: string): Deliverer {
  const use: Use = { purpose: "service", channel: "any" };
  return createDeliverer({
    store,
    clock,
    vault,
    random: () => 0.5,
    live: () => [
      {
        key: "news",
        body: {
          name: "News",
          url: address,
          segments: ["buyers"],
          events: ["entered", "left"],
          identifiers: [],
        },
      },
    ],
    useOfSegment: () => use,
    post: (request) =>
      outside.post({ ...request, timeoutMs: 2_000 }).catch((error: unknown) => {
        if (error instanceof OutsideFault) return { fault: error.code };
        throw error;
      }),
    onOutcome: () => undefined,
  });
}

/** As the fold tells that members may be used, or no longer. */
async function tell(position: number, profileId: number, entered: boolean): Promise<void> {
  const { database } = stores;
  await database.query(
    `insert into outbox (brand_id, position, ordinal, kind, body, segment_id, recorded_at) values (1, $1, 1, $2, $3, $4, now())`,
    [
      position,
      entered ? "segment.entered" : "segment.left",
      JSON.stringify({ segmentId: -segmentId, profileId, at: clock.now(), version: 1 }),
      -segmentId,
    ],
  );
  await database.query(
    entered
      ? "insert into segment_member (brand_id, segment_id, profile_id, entered_at) values (1, $1, $2, now()) on conflict do nothing"
      : "delete from segment_member where brand_id = 1 and segment_id = $1 and profile_id = $2",
    [-segmentId, profileId],
  );
}

async function log(): Promise<readonly string[]> {
  const found = await store.deliveries(1, "news", undefined, undefined, 50);
  return found
    .toReversed()
    .map(({ profileId, state, attempts, reason }) => [profileId, state, attempts, reason].join(" ").trim());
}

/** Until nothing is due. */
async function deliver(): Promise<void> {
  while (await deliverer.round(1));
}

test("what the other side does not take is tried again later and later, and given up after three days", async () => {
  await tell(10, 1, true);
  answer = { status: 500 };
  const waits: number[] = [];
  for (let n = 0; n < mostAttempts; n += 1) {
    await deliver();
    const [one] = await store.deliveries(1, "news", "waiting", undefined, 1);
    if (one === undefined) break;
    waits.push((one.nextAt - clock.now()) / 1_000);
    clock.moveTo(one.nextAt);
  }

  expect(waits.slice(0, 5)).toEqual([5, 20, 80, 320, 1_280]);
  expect(Math.max(...waits)).toBe(86_400);
  expect(told).toHaveLength(mostAttempts);
  expect(new Set(ids).size).toBe(1);
  expect(await log()).toEqual([`1 dead ${mostAttempts} status500`]);
});

test("what happened later to a customer waits behind what has not arrived, and others do not", async () => {
  await tell(10, 1, true);
  answer = { status: 400 };
  await deliver();
  await tell(11, 1, false);
  await tell(12, 2, true);
  answer = { status: 200 };
  await deliver();
  const meanwhile = [...told];
  clock.moveBy(5_000);
  await deliver();

  expect(meanwhile).toEqual(["entered prf_1", "entered prf_2"]);
  // Who may no longer be used is not told in, but told out.
  expect(told.slice(2)).toEqual(["left prf_1"]);
  expect(await log()).toEqual(["1 dropped 1 notUsable", "1 delivered 1", "2 delivered 1"]);
});

test("who asks for time is given it, as seconds or as a date, and nobody else is sent there meanwhile", async () => {
  await tell(10, 1, true);
  answer = { status: 429, headers: { "retry-after": "3600" } };
  await deliver();
  await tell(11, 2, true);
  clock.moveBy(3_599_000);
  await deliver();
  const early = told.length;
  answer = { status: 503, headers: { "retry-after": new Date(clock.now() + day / 2).toUTCString() } };
  clock.moveBy(1_000);
  await deliver();
  const later = told.length;
  answer = { status: 200 };
  clock.moveBy(day / 2);
  await deliver();

  expect([early, later]).toEqual([1, 2]);
  expect((await log()).map((line) => line.split(" ")[1])).toEqual(["delivered", "delivered"]);
});

test("who says that they are gone is not called again until somebody says that they are back", async () => {
  await tell(10, 1, true);
  answer = { status: 410 };
  await deliver();
  clock.moveBy(30 * day);
  await deliver();
  const calls = told.length;
  const standing = (await store.standings(1)).get("news");
  answer = { status: 200 };
  await store.enable(1, "news");
  await deliver();

  expect([calls, told.length]).toEqual([1, 2]);
  expect(standing).toMatchObject({ isDisabled: true, reason: "gone", waiting: 1 });
});

test("a redirect is not followed, a host in the own network is not called, nor one that does not answer", async () => {
  await tell(10, 1, true);
  answer = { status: 302, headers: { location: `${url}elsewhere` } };
  await deliver();
  const redirected = await log();
  for (const address of [
    "https://10.0.0.1/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
    "http://127.0.0.1:1/",
  ]) {
    clock.moveBy(30 * day);
    deliverer = delivererTo(address);
    await deliver();
  }

  expect(told).toHaveLength(1);
  expect(redirected).toEqual(["1 waiting 1 redirected"]);
  expect(await log()).toEqual(["1 waiting 5 unreachable"]);
  await expect(
    outside.post({ url: "https://localhost/", headers: {}, body: "", timeoutMs: 500 }),
  ).rejects.toMatchObject({
    code: "privateAddress",
  });
});

test("everything behind a place is told again, under the same ids and in the same order", async () => {
  await tell(10, 1, true);
  await tell(11, 2, true);
  await tell(12, 3, true);
  await deliver();
  const before = [...ids];
  await store.replay(1, "news", { position: 10, ordinal: 1 });
  await deliver();

  expect(before).toEqual(["whd_news_a_1", "whd_news_b_1", "whd_news_c_1"]);
  expect(ids.slice(3).sort()).toEqual(before.slice(1));
  await stores.database.query(
    `insert into setting (brand_id, key, value) values (1, 'outbox.floor', '{"position":11,"ordinal":1}')`,
  );
  expect(await store.replay(1, "news", { position: 11, ordinal: 0 })).toBe(false);
});

test("a secret that was replaced signs as long as was said, and none is readable in the store", async () => {
  const now = clock.now();
  await store.addSecret(1, "news", vault.seal("whsec_BBBB"), now, now + day);
  const both = (await store.secrets(1, "news", now)).map((one) => vault.open(one));
  const later = (await store.secrets(1, "news", now + day)).map((one) => vault.open(one));
  const [row] = await stores.database.query<{ sealed: Buffer }>("select sealed from webhook_secret");

  expect([both, later]).toEqual(
    [["whsec_BBBB"], ["whsec_BBBB"]].map((one, at) => (at === 0 ? ["whsec_BBBB", "whsec_AAAA"] : one)),
  );
  expect(row?.sealed.toString("latin1")).not.toContain("whsec");
  expect(() =>
    createVault("another key, another vault, no luck").open(row?.sealed ?? Buffer.alloc(0)),
  ).toThrow();
});

test("a signature is that of the standard's own example", () => {
  // From the text of Standard Webhooks 1.0.0.
  const signature = signatureOf(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    timestamp: "1614265330",
    body: '{"test": 2432232314}',
  });

  expect(signature).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

async function define(id: number, kind: string, key: string, position: number): Promise<void> {
  const { database } = stores;
  await database.query(
    `insert into definition (definition_id, brand_id, kind, key, version, folded_version, live_version)
     overriding system value values ($1, 1, $2, $3, 1, 1, 1)`,
    [id, kind, key],
  );
  await database.query(
    `insert into definition_version (definition_id, version, state, body, author, reason, position)
     values ($1, 1, 'live', '{}', 'test', '', $2)`,
    [id, position],
  );
}
