import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { settle } from "../sdk/recorded.ts";
import { ago, day, hour, type LiveSegment, type Shop, shopAt, track, untilLive, userIdOf } from "./shop.ts";

let server: TestServer;
let shop: Shop;
beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
});
afterAll(() => server.close());

const putSegment = (key: string, condition: unknown): Promise<LiveSegment> =>
  shop.putSegment(key, { condition });
const live = (key: string): Promise<LiveSegment> => untilLive(server, key);

/** Who is in it, by userId, page by page. */
async function membersOf(key: string, limit = 100): Promise<readonly string[]> {
  const profiles: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { items: { profile: string }[]; next: string | null } = await server.get(
      `/api/segments/${key}/members?limit=${limit}&cursor=${cursor}`,
    );
    profiles.push(...page.items.map((item) => item.profile));
    cursor = page.next;
  }
  const names = await Promise.all(profiles.map((id) => shop.profile(id)));
  return names.map(userIdOf).sort();
}

const ann = { userId: "ann" };
const bob = { userId: "bob" };
const cid = { userId: "cid" };
const dee = { userId: "dee" };

async function sendPeople(): Promise<void> {
  const order = (id: string, revenue: number, more = {}): object => ({
    order_id: id,
    revenue,
    currency: "GBP",
    ...more,
  });
  await shop.till(
    {
      type: "identify",
      ...ann,
      traits: { tier: "gold", age_band: 40, address: { country: "AU" }, likes: ["mugs", "lamps"], vip: true },
    },
    { type: "identify", ...bob, traits: { tier: "silver", age_band: 30, address: { country: "GB" } } },
    { type: "identify", ...cid, traits: { tier: null, age_band: "30" } },
    track("Order Completed", ann, { ...order("a1", 60), coupon: "SPRING" }, { timestamp: ago(40 * day) }),
    track("Order Completed", ann, { ...order("a2", 49.99) }, { timestamp: ago(5 * day) }),
    track("Order Completed", ann, { ...order("a3", 50.01) }, { timestamp: ago(hour) }),
    track(
      "Order Completed",
      bob,
      { ...order("b1", 10, { location_id: "north" }) },
      { timestamp: ago(2 * day) },
    ),
    track("Order Completed", bob, { ...order("b2", 10) }, { timestamp: ago(40 * day) }),
    track("Product Viewed", dee, { product_id: "mug" }),
    track("Consent Given", ann, { purpose: "marketing", channel: "email" }),
    track("Consent Withdrawn", bob, { purpose: "marketing" }),
  );
}

const orders = "Order Completed";
const cases: readonly (readonly [key: string, condition: object, members: readonly string[]])[] = [
  ["is", { trait: "address.country", is: "AU" }, ["ann"]],
  ["is-true", { trait: "vip", is: true }, ["ann"]],
  ["is-not", { trait: "address.country", isNot: "AU" }, ["bob", "cid", "dee"]],
  ["in", { trait: "tier", in: ["gold", "silver"] }, ["ann", "bob"]],
  ["not-in", { trait: "tier", notIn: ["gold"] }, ["bob", "cid", "dee"]],
  ["gt", { trait: "age_band", gt: 30 }, ["ann"]],
  ["gte", { trait: "age_band", gte: 30 }, ["ann", "bob"]],
  ["lt", { trait: "age_band", lt: 40 }, ["bob"]],
  ["lte", { trait: "age_band", lte: 40 }, ["ann", "bob"]],
  ["exists", { trait: "tier", exists: true }, ["ann", "bob"]],
  ["missing", { trait: "tier", missing: true }, ["cid", "dee"]],
  ["contains", { trait: "likes", contains: "mugs" }, ["ann"]],
  ["contains-text", { trait: "tier", contains: "ilv" }, ["bob"]],
  ["starts-with", { trait: "tier", startsWith: "go" }, ["ann"]],
  ["did", { did: orders }, ["ann", "bob"]],
  ["did-where", { did: orders, where: { "properties.revenue": { gte: 50 } }, count: { gte: 2 } }, ["ann"]],
  [
    "did-within",
    { did: orders, where: { "properties.revenue": { gte: 50 } }, count: { gte: 2 }, within: "30d" },
    [],
  ],
  ["did-twice", { did: orders, count: { gte: 2 }, within: "30d" }, ["ann"]],
  ["did-not", { did: orders, count: { eq: 0 } }, ["cid", "dee"]],
  ["did-sum", { did: orders, sum: { of: "properties.revenue", gt: 160 } }, []],
  ["did-sum-exact", { did: orders, sum: { of: "properties.revenue", eq: 160 } }, ["ann"]],
  ["did-sum-month", { did: orders, sum: { of: "properties.revenue", gte: 100 }, within: "1mo" }, ["ann"]],
  ["did-channel", { did: orders, where: { channel: { is: "store" } }, within: "1w" }, ["bob"]],
  ["did-year", { did: orders, where: { "properties.coupon": { exists: true } }, within: "1y" }, ["ann"]],
  ["consent", { consent: "email.marketing", is: "granted" }, ["ann"]],
  ["consent-gone", { consent: "email.marketing", is: "withdrawn" }, ["bob"]],
  ["consent-unknown", { consent: "email.marketing", is: "unknown" }, ["cid", "dee"]],
  ["all", { all: [{ did: orders }, { trait: "tier", is: "silver" }] }, ["bob"]],
  ["any", { any: [{ trait: "tier", is: "silver" }, { did: "Product Viewed" }] }, ["bob", "dee"]],
  ["not", { not: { any: [{ did: orders }, { trait: "age_band", exists: true }] } }, ["dee"]],
  ["segment", { all: [{ segment: "did" }, { not: { segment: "is" } }] }, ["bob"]],
];

test("every condition holds those whom it means, from history and from what comes after, and its preview says how many", async () => {
  await sendPeople();
  await Promise.all(
    cases
      .slice(0, -1)
      .map(([key, condition]) =>
        server.post(`/api/definitions/segment/${key}`, { name: key, condition }, "PUT"),
      ),
  );
  await putSegment("segment", cases.at(-1)?.[1]);

  for (const [key, condition, members] of cases) {
    const { size } = await live(key);
    expect([key, await membersOf(key)]).toEqual([key, members]);
    const preview = await shop.ask("POST", "/api/segments/preview", { condition });
    expect([key, size, preview.body.size]).toEqual([key, members.length, members.length]);
    expect(preview.body.share).toBeCloseTo(members.length / 4);
    expect(preview.body.sample).toHaveLength(members.length);
  }
  const inWhich = cases.filter(([, , members]) => members.includes("bob")).map(([key]) => key);
  expect([...(await shop.profile("userId:bob")).segments].sort()).toEqual(inWhich.sort());
});

test("the same customers in another order of arrival are in the same segments without any filling", async () => {
  const twin = { userId: "twin" };
  await shop.till(
    track("Consent Given", twin, { purpose: "marketing", channel: "email" }),
    track(orders, twin, { order_id: "t3", revenue: 50.01 }, { timestamp: ago(hour) }),
    track(orders, twin, { order_id: "t1", revenue: 60, coupon: "SPRING" }, { timestamp: ago(40 * day) }),
    track(orders, twin, { order_id: "t2", revenue: 49.99 }, { timestamp: ago(5 * day) }),
    {
      type: "identify",
      ...twin,
      traits: { tier: "gold", age_band: 40, address: { country: "AU" }, likes: ["mugs"], vip: true },
    },
  );

  expect((await shop.profile("userId:twin")).segments).toEqual((await shop.profile("userId:ann")).segments);
});

test("the clock alone takes customers out, and in, on time", async () => {
  await putSegment("just-now", { did: "Rang The Bell", within: "3s" });
  await putSegment("quiet", {
    all: [{ did: "Rang The Bell" }, { did: "Rang The Bell", count: { eq: 0 }, within: "3s" }],
  });
  const rang = Date.now();
  await shop.till(track("Rang The Bell", { userId: "bell" }));

  const segmentsOf = async (): Promise<readonly string[]> =>
    (await shop.profile("userId:bell")).segments.filter((key) => key === "just-now" || key === "quiet");
  expect(await segmentsOf()).toEqual(["just-now"]);
  const leftAt = await waitUntil("the bell to have faded", async () =>
    (await segmentsOf()).includes("just-now") ? undefined : Date.now(),
  );
  expect(leftAt - rang).toBeGreaterThanOrEqual(3_000);
  expect(leftAt - rang).toBeLessThan(5_000);
  expect(await segmentsOf()).toEqual(["quiet"]);
  await waitUntil("the sizes to follow", async () => {
    const sizes = await Promise.all([live("just-now"), live("quiet")]);
    return sizes[0].size === 0 && sizes[1].size === 1 ? true : undefined;
  });
  expect([await membersOf("just-now"), await membersOf("quiet")]).toEqual([[], ["bell"]]);
});

test("a segment that fills while events keep coming counts each of them once", async () => {
  const people = 40;
  let sent = 0;
  const sendRound = async (): Promise<void> => {
    const batch = Array.from({ length: people }, (_, n) =>
      track("Step", { userId: `walker-${n}` }, { round: sent }),
    );
    await server.post("/v1/batch", { batch });
    sent += 1;
  };
  for (let round = 0; round < 30; round += 1) await sendRound();
  const puts = ["exactly", "too-many"].map((key) =>
    server.post(
      `/api/definitions/segment/${key}`,
      { name: key, condition: { did: "Step", count: { gte: key === "exactly" ? 60 : 61 } } },
      "PUT",
    ),
  );
  while (sent < 60) await sendRound();
  await Promise.all(puts);
  await settle(server);

  expect([(await live("exactly")).size, (await live("too-many")).size]).toEqual([people, 0]);
  expect((await membersOf("exactly", 7)).length).toBe(people);
  await sendRound();
  await settle(server);
  expect((await live("too-many")).size).toBe(people);
});

test("a merge moves memberships, and its undoing moves them back", async () => {
  await putSegment("many-steps", { did: "Leap", count: { gte: 3 } });
  await shop.till(
    track("Leap", { userId: "left" }),
    track("Leap", { userId: "left" }),
    track("Leap", { userId: "right" }),
  );
  expect((await live("many-steps")).size).toBe(0);

  const { id } = await server.post<{ id: string }>("/api/profiles/userId:left/merge", {
    from: "userId:right",
  });
  expect((await shop.profile("userId:right")).segments).toContain("many-steps");
  expect((await live("many-steps")).size).toBe(1);

  await server.post(`/api/merges/${id}/undo`, {});
  expect((await shop.profile("userId:left")).segments).not.toContain("many-steps");
  expect((await live("many-steps")).size).toBe(0);
});

test("definitions have versions; a stale writer is told, a fault is named by its place, a cycle refused", async () => {
  const path = "/api/definitions/segment/versioned";
  const put = (condition: unknown, headers = {}): ReturnType<Shop["ask"]> =>
    shop.ask("PUT", path, { name: "V", condition }, { headers });
  const first = await put({ trait: "tier", is: "gold" });
  const second = await put({ trait: "tier", is: "silver" }, { "If-Match": first.headers.get("etag") ?? "" });
  const stale = await put({ trait: "tier", is: "bronze" }, { "If-Match": first.headers.get("etag") ?? "" });

  expect([first.body.version, second.body.version]).toEqual([1, 2]);
  expect([stale.status, stale.body.status]).toEqual([409, 409]);
  expect((await shop.ask("PUT", `${path}?version=1`, { name: "V", condition: { did: "x" } })).status).toBe(
    409,
  );
  expect((await live("versioned")).version).toBe(2);
  expect(await membersOf("versioned")).toEqual(["bob"]);
  expect((await shop.ask("GET", `${path}/versions`)).body.items).toHaveLength(2);

  for (const [condition, pointer] of [
    [{ trait: "tier", like: "g" }, "/condition/like"],
    [{ all: [{ did: "x" }, { did: "y", within: "2 weeks" }] }, "/condition/all/1/within"],
    [{ all: [] }, "/condition/all"],
    [{ did: "x", trait: "y", is: 1 }, "/condition"],
    [{ consent: "email.spam", is: "granted" }, "/condition/consent"],
    [{ segment: "unheard-of" }, "/condition/segment"],
    [null, "/condition"],
  ] as const) {
    const refused = await put(condition);
    expect([condition, refused.status >= 400 && refused.status < 500]).toEqual([condition, true]);
    expect([condition, refused.body.errors?.map((one: { pointer: string }) => one.pointer)]).toEqual([
      condition,
      expect.arrayContaining([pointer]),
    ]);
  }
  const cycle = await put({ any: [{ did: "x" }, { segment: "versioned" }] });
  expect([cycle.status, cycle.body.code]).toEqual([422, "definition.cycle"]);
  expect((await shop.ask("GET", "/api/segments/unheard-of")).status).toBe(404);
});
