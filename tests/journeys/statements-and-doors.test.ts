import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { readTimeline, settle } from "../sdk/recorded.ts";
import { ago, day, hour, type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;
beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
});
afterAll(() => server.close());

interface Consents {
  readonly current: readonly {
    readonly purpose: string;
    readonly channel: string;
    readonly topic: string | null;
    readonly state: string;
  }[];
  readonly records: readonly {
    readonly state: string;
    readonly source: string;
    readonly recordedAt: string;
    readonly effectiveAt: string;
  }[];
}

function consents(ref: string, query: Readonly<Record<string, string>> = {}): Promise<Consents> {
  return server.get(`/api/profiles/${ref}/consents?${new URLSearchParams(query)}`);
}

const states = ({ current }: Consents): readonly string[] =>
  current
    .map(({ purpose, channel, topic, state }) =>
      [channel, purpose, topic, state].filter((part) => part !== null).join(" "),
    )
    .sort();

test("of traits the newest stated value counts, however late an older one comes, and each says where it is from", async () => {
  const { key } = await server.post<{ key: string }>("/api/keys", { kind: "secret", source: "default" });
  await server.post("/api/sources", { key: "desk", name: "Service desk", channel: "service" });
  const desk = await server.post<{ key: string }>("/api/keys", { kind: "secret", source: "desk" });
  const state = (traits: object, ms: number, by: string): Promise<unknown> =>
    shop.ask("POST", "/v1/identify", { userId: "zoe", traits, timestamp: ago(ms) }, { key: by });
  await state({ size: "L", pet: "cat", address: { city: "Leeds" } }, hour, desk.key);
  await state({ size: "S", pet: "dog", address: { city: "York", country: "GB" } }, 2 * hour, key);
  await state({ pet: null }, 60_000, key);
  await shop.till(track("Store Visited", { userId: "zoe" }, { location_id: "north" }));

  const { body } = await shop.ask("GET", "/api/profiles/userId:zoe");
  expect(body.traits).toEqual({ size: "L", address: { city: "Leeds", country: "GB" } });
  expect(body.traitSources).toMatchObject({
    size: { source: "Service desk", inferred: false },
    "address.country": { source: "First source" },
  });
  const age = Date.now() - Date.parse(body.traitSources.size.at);
  expect(Math.abs(age - hour)).toBeLessThan(10_000);
  expect(Object.keys(body.lastSeen).sort()).toEqual(["service", "store", "web"]);
});

test("what comes in one batch without times happened in the order of the batch", async () => {
  const yan = { userId: "yan" };
  await shop.till(
    ...Array.from({ length: 20 }, (_, size) => ({ type: "identify", ...yan, traits: { size } })),
    track("Product Added", yan, { product_id: "lamp" }),
    track("Product Removed", yan, { product_id: "lamp" }),
    track("Product Added", yan, { product_id: "mug", quantity: "2", price: "4.50" }),
    track("Order Completed", yan, { order_id: "yan-1", revenue: 9, currency: "GBP" }),
    track("Order Cancelled", yan, { order_id: "yan-1" }),
  );

  expect(await shop.profile("userId:yan")).toMatchObject({
    traits: { size: 19 },
    openCart: { items: [] },
    orders: { count: 0, netMinor: 0 },
  });
  const names = (await readTimeline(server, "userId:yan")).map((item) => item.name);
  expect(names.slice(0, 4)).toEqual([
    "Order Cancelled",
    "Order Completed",
    "Product Added",
    "Product Removed",
  ]);
});

test("consents come by events and through the API, and count at once on the profile", async () => {
  const mia = { userId: "mia" };
  await shop.till(
    track("Consent Given", mia, {
      purpose: ["marketing", "personalisation"],
      channel: "email",
      source: "form",
      proof: "double opt-in",
    }),
    track("Consent Withdrawn", mia, { purpose: "marketing", channel: "email", topic: "sale" }),
    { type: "page", ...mia, context: { consent: { categoryPreferences: { analytics: false } } } },
  );
  await server.post("/api/profiles/userId:mia/consents", {
    purpose: "marketing",
    channel: "sms",
    state: "denied",
    source: "phone call",
  });

  expect(states(await consents("userId:mia"))).toEqual([
    "any analytics denied",
    "email marketing granted",
    "email marketing sale withdrawn",
    "email personalisation granted",
    "sms marketing denied",
  ]);
  expect((await shop.profile("userId:mia")).consents).toHaveLength(5);
  const refused = await shop.ask("POST", "/api/profiles/userId:mia/consents", {
    purpose: "spam",
    channel: "fax",
    state: "maybe",
  });
  expect([refused.status, refused.body.errors.map((one: { pointer: string }) => one.pointer).sort()]).toEqual(
    [400, ["/channel", "/purpose", "/state"]],
  );
  expect((await shop.ask("GET", "/api/profiles/userId:nobody/consents")).status).toBe(404);
});

test("the state at any past time can be had as it was effective and as it was known then", async () => {
  const state = (more: Wire): Promise<unknown> =>
    server.post("/api/profiles/userId:nora/consents", {
      purpose: "marketing",
      channel: "email",
      source: "paper form",
      ...more,
    });
  await shop.till({ type: "identify", userId: "nora" });
  await state({ state: "granted", effectiveAt: ago(10 * day) });
  const afterGrant = (await consents("userId:nora")).records[0]?.recordedAt ?? "";
  await state({ state: "withdrawn", effectiveAt: ago(5 * day) });

  const marketing = async (query: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    states(await consents("userId:nora", query));
  expect(await marketing({})).toEqual(["email marketing withdrawn"]);
  expect(await marketing({ at: ago(7 * day) })).toEqual(["email marketing granted"]);
  expect(await marketing({ at: ago(11 * day) })).toEqual([]);
  expect(await marketing({ knownAt: afterGrant })).toEqual(["email marketing granted"]);
  expect(await marketing({ at: ago(4 * day), knownAt: afterGrant })).toEqual(["email marketing granted"]);
  expect(await marketing({ knownAt: ago(day) })).toEqual([]);
  expect((await consents("userId:nora")).records.map((one) => one.state)).toEqual(["withdrawn", "granted"]);
});

test("of two statements of one moment, and of two customers who are merged, the withdrawal counts", async () => {
  const at = { timestamp: ago(hour) };
  await shop.till(
    track("Consent Withdrawn", { userId: "olga" }, { purpose: "profiling" }, { ...at, sentAt: ago(0) }),
    track("Consent Given", { userId: "olga2" }, { purpose: "profiling", effective_at: at.timestamp }, at),
    track("Consent Given", { userId: "tie" }, { purpose: "profiling", effective_at: at.timestamp }, at),
    track("Consent Withdrawn", { userId: "tie" }, { purpose: "profiling", effective_at: at.timestamp }, at),
  );
  expect(states(await consents("userId:tie"))).toEqual(["any profiling withdrawn"]);

  await shop.till(
    track("Consent Withdrawn", { userId: "olga" }, { purpose: "profiling", effective_at: at.timestamp }),
  );
  const { id } = await server.post<{ id: string }>("/api/profiles/userId:olga/merge", {
    from: "userId:olga2",
  });
  expect(states(await consents("userId:olga2"))).toEqual(["any profiling withdrawn"]);
  expect((await shop.profile("userId:olga2")).consents).toMatchObject([{ state: "withdrawn" }]);
  await server.post(`/api/merges/${id}/undo`, {});
  expect(states(await consents("userId:olga2"))).toEqual(["any profiling granted"]);
});

test("a message that is sent again, alone, in another batch, by another door or after a restart, counts once", async () => {
  const event = { ...track("Clicked", { userId: "paul" }, { n: 1 }), messageId: "paul-1" };
  await shop.till(event);
  await shop.till(event, { ...event, properties: { n: 2 } });
  await server.post("/v1/track", { ...event, properties: { n: 3 } });
  await server.restart();
  await shop.till(event);

  expect((await readTimeline(server, "userId:paul")).map((item) => item.properties)).toEqual([{ n: 1 }]);
});

test("clocks that are wrong are put right, and nothing happens in the future", async () => {
  const slow = -3 * hour;
  const stamp = (ms: number): string => new Date(Date.now() + ms).toISOString();
  await server.post("/v1/batch", {
    batch: [
      track("Slow clock", { userId: "rita" }, {}, { timestamp: stamp(slow - 60_000) }),
      track(
        "Own sentAt",
        { userId: "rita" },
        {},
        { originalTimestamp: stamp(slow - 120_000), sentAt: stamp(slow) },
      ),
    ],
    sentAt: stamp(slow),
  });
  await shop.till(track("Future", { userId: "rita" }, {}, { timestamp: stamp(5 * hour) }));

  const { items } = await server.get<{ items: { name: string; occurredAt: string }[] }>(
    "/api/profiles/userId:rita/timeline",
  );
  const ages = Object.fromEntries(items.map((item) => [item.name, Date.now() - Date.parse(item.occurredAt)]));
  expect(ages["Future"]).toBeGreaterThanOrEqual(0);
  for (const [name, age] of [
    ["Future", 0],
    ["Slow clock", 60_000],
    ["Own sentAt", 120_000],
  ] as const)
    expect([name, Math.abs((ages[name] ?? Number.NaN) - age) < 10_000]).toEqual([name, true]);
});

test("what is too large costs only itself; a body of 4 MiB is taken, plain or compressed", async () => {
  const big = track("Big", { userId: "sam" }, { text: "x".repeat(33_000) });
  const answer = await shop.ask("POST", "/v1/batch", { batch: [big, track("Small", { userId: "sam" })] });
  expect(answer.body).toMatchObject({
    accepted: 1,
    quarantined: 1,
    faults: [{ index: 0, code: "event.too_large" }],
  });

  const body = JSON.stringify({
    batch: Array.from({ length: 140 }, (_, n) =>
      track("Fat", { userId: "sam" }, { n, text: "x".repeat(28_000) }),
    ),
  });
  expect(body.length).toBeGreaterThan(3_900_000);
  const headers = {
    authorization: `Basic ${btoa(`${server.writeKey}:`)}`,
    "content-type": "application/x-www-form-urlencoded",
  };
  const plain = await fetch(`${server.url}/v1/batch`, { method: "POST", headers, body });
  const packed = await fetch(`${server.url}/v1/batch`, {
    method: "POST",
    headers: { ...headers, "content-encoding": "gzip" },
    body: gzipSync(body),
  });
  expect([plain.status, await plain.text(), packed.status, await packed.text()]).toEqual([
    200,
    '{"success":true}',
    200,
    '{"success":true}',
  ]);
  const over = await fetch(`${server.url}/v1/batch`, {
    method: "POST",
    headers,
    body: body + " ".repeat(400_000),
  });
  expect(over.status).toBe(413);
  await settle(server);
  expect((await shop.ask("POST", "/v1/batch", "not json")).status).toBe(400);
  expect((await shop.ask("POST", "/v1/batch", { batch: [big] }, { key: "nobody" })).status).toBe(401);
});

test("the operator sees whether it lives, whether it is ready, how far it lags, and the whole API", async () => {
  const open = { key: null };
  expect((await shop.ask("GET", "/healthz", undefined, open)).body).toEqual({ status: "ok" });
  expect((await shop.ask("GET", "/readyz", undefined, open)).body).toEqual({
    status: "ready",
    postgres: true,
    clickhouse: true,
  });
  const metrics = (await shop.ask("GET", "/metrics", undefined, open)).text;
  for (const name of [
    "attune_events_total",
    "attune_fold_lag_events",
    "attune_sink_lag_events",
    "attune_profiles",
    "attune_quarantine_open",
    "process_resident_memory_bytes",
  ])
    expect(metrics).toMatch(new RegExp(`^${name}(?:\\{[^}]*\\})? \\d`, "m"));
  const { openapi, paths } = await server.get<{ openapi: string; paths: object }>("/openapi.json");
  expect(openapi).toBe("3.1.0");
  for (const door of ["batch", "track", "identify", "page", "screen", "group", "alias"])
    expect(paths).toHaveProperty([`/v1/${door}`, "post"]);
  for (const path of [
    "/beacon/v1/batch",
    "/v1/projects/{key}/settings",
    "/sourceConfig/",
    "/api/brand",
    "/metrics",
  ])
    expect(paths).toHaveProperty([path]);
  expect((await shop.ask("GET", "/api/v1/brand")).text).toBe((await shop.ask("GET", "/api/brand")).text);
});
