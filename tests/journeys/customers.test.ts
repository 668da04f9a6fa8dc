import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { readTimeline } from "../sdk/recorded.ts";
import { ago, day, hour, type Shop, shopAt, track } from "./shop.ts";

let server: TestServer;
let shop: Shop;
beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
});
afterAll(() => server.close());

test("what a visitor looked at before she signed in counts as hers afterwards", async () => {
  await shop.page(
    { type: "page", name: "Home", anonymousId: "sofa" },
    track("Product Viewed", { anonymousId: "sofa" }, { product_id: "lamp" }),
    track("Product Added", { anonymousId: "sofa" }, { product_id: "lamp", quantity: 2, price: 12.5 }),
  );
  const before = await shop.profile("anonymousId:sofa");
  await shop.page({ type: "identify", anonymousId: "sofa", userId: "anna", traits: { firstName: "Anna" } });

  expect(await shop.profile("userId:anna")).toMatchObject({
    id: before.id,
    name: "Anna",
    lastViewed: [{ product: "lamp" }],
    openCart: { items: [{ product: "lamp", quantity: 2, priceMinor: 1250 }] },
  });
  const names = (await readTimeline(server, "userId:anna")).map((item) => item.name);
  expect(names).toEqual(["Identified", "Product Added", "Product Viewed", "Page Viewed"]);
});

test("on a shared device the second customer inherits nothing of the first, and a log-out begins anew", async () => {
  await shop.page(
    track("Product Viewed", { anonymousId: "kitchen" }, { product_id: "before" }),
    { type: "identify", anonymousId: "kitchen", userId: "berta" },
    track("Product Viewed", { anonymousId: "kitchen", userId: "berta" }, { product_id: "bertas" }),
    { type: "identify", anonymousId: "kitchen", userId: "carl" },
    track("Product Viewed", { anonymousId: "kitchen", userId: "carl" }, { product_id: "carls" }),
    track("Signed Out", { anonymousId: "kitchen", userId: "carl" }),
    track("Product Viewed", { anonymousId: "kitchen" }, { product_id: "nobodys" }),
  );
  await shop.page({ type: "identify", anonymousId: "kitchen", userId: "dora" });

  const viewed = async (ref: string): Promise<readonly string[]> =>
    (await shop.profile(ref)).lastViewed.map((one) => one.product).sort();
  expect(await viewed("userId:berta")).toEqual(["before", "bertas"]);
  expect(await viewed("userId:carl")).toEqual(["carls"]);
  expect(await viewed("userId:dora")).toEqual(["nobodys"]);
});

test("placeholders for an identifier never join two people", async () => {
  const placeholders = [
    "null",
    "undefined",
    "anonymous",
    "Guest",
    "0",
    "NaN",
    "",
    " none ",
    0,
    "[object Object]",
  ];
  await shop.page(
    ...placeholders.map((userId, at) => ({
      type: "identify",
      userId,
      anonymousId: `blocked-${at}`,
      traits: { email: "null", at },
    })),
  );

  const ids = new Set<string>();
  for (const at of placeholders.keys()) {
    const profile = await shop.profile(`anonymousId:blocked-${at}`);
    expect(profile.identifiers).toEqual([{ namespace: "anonymousId", value: `blocked-${at}` }]);
    ids.add(profile.id);
  }
  expect(ids.size).toBe(placeholders.length);
  for (const ref of ["userId:null", "userId:0", "userId:guest", "email:null"])
    expect((await shop.ask("GET", `/api/profiles/${ref}`)).status).toBe(404);
});

test("a till's shared e-mail address never joins two known customers", async () => {
  await shop.till(
    { type: "identify", userId: "till-1", traits: { email: "till@example.com" } },
    { type: "identify", userId: "till-2", traits: { email: "till@example.com" } },
  );

  const [one, two] = [await shop.profile("userId:till-1"), await shop.profile("userId:till-2")];
  expect(one.id).not.toBe(two.id);
  expect((await shop.profile("email:till@example.com")).id).toBe(one.id);
});

test("a customer is found by any id, as people type it", async () => {
  await shop.till(
    {
      type: "identify",
      userId: "Erik-9",
      anonymousId: "eriks-phone",
      traits: { email: " Erik@Example.COM ", phone: "+44 (0)20 7946-0111" },
      context: { externalIds: [{ id: "m-77", type: "marketplace", collection: "users", encoding: "none" }] },
    },
    track("Store Visited", { userId: "Erik-9" }, { card: "6335 1234 5678" }),
  );
  const { id } = await shop.profile("userId:Erik-9");

  const typed = [
    id,
    "user_id:Erik-9",
    "anonymousId:eriks-phone",
    "anonymous_id:eriks-phone",
    "email:ERIK@example.com",
    "phone:+44 20 7946 0111",
    "phone:0044 20 79460111",
    "card:633512345678",
    "card:6335-1234-5678",
    "external.marketplace:m-77",
  ];
  for (const ref of typed) expect([ref, (await shop.profile(ref)).id]).toEqual([ref, id]);
});

test("an e-mail address that only a page told finds its customer, as long as nobody else has it or says so", async () => {
  const email = "Page@Example.com";
  await shop.page({ type: "identify", userId: "page-1", anonymousId: "page-a", traits: { email } });
  expect((await shop.profile(`email:${email}`)).id).toBe((await shop.profile("userId:page-1")).id);

  await shop.page({ type: "identify", userId: "page-2", anonymousId: "page-b", traits: { email } });
  expect((await shop.ask("GET", `/api/profiles/email:${email}`)).status).toBe(404);
  await shop.till({ type: "identify", userId: "page-3", traits: { email } });
  expect((await shop.profile(`email:${email}`)).id).toBe((await shop.profile("userId:page-3")).id);
});

test("who is not there is a 404 problem, and no route takes a stranger's word for a key", async () => {
  for (const ref of [
    "userId:nobody",
    "prf_999999",
    "prf_x",
    "email:nobody@example.com",
    "colour:red",
    "anna",
  ]) {
    const { status, body, headers } = await shop.ask("GET", `/api/profiles/${ref}`);
    expect([ref, status]).toEqual([ref, 404]);
    expect(headers.get("content-type")).toContain("application/problem+json");
    expect(Object.keys(body)).toEqual(expect.arrayContaining(["type", "title", "status", "detail", "code"]));
  }
  for (const key of [null, "wrong", `${server.adminKey}x`])
    expect((await shop.ask("GET", "/api/profiles/userId:anna", undefined, { key })).status).toBe(401);
});

test("an alias joins two ids of one customer, and an alias of oneself does nothing", async () => {
  await shop.till(
    track("Product Viewed", { userId: "old-franz" }, { product_id: "old" }),
    track("Product Viewed", { userId: "new-franz" }, { product_id: "new" }),
    { type: "alias", userId: "new-franz", previousId: "old-franz" },
    { type: "alias", userId: "new-franz", previousId: "new-franz" },
  );

  const profile = await shop.profile("userId:old-franz");
  expect(profile.id).toBe((await shop.profile("userId:new-franz")).id);
  expect(profile.lastViewed.map((one) => one.product).sort()).toEqual(["new", "old"]);
});

test("through a public key nobody reads another customer, merges one or takes one over", async () => {
  await shop.till(
    { type: "identify", userId: "victim", traits: { email: "victim@example.com", tier: "gold" } },
    track("Product Viewed", { userId: "victim" }, { product_id: "private" }),
    track("Consent Given", { userId: "victim" }, { purpose: "personalisation" }),
  );
  const before = await shop.profile("userId:victim");
  const evil = { anonymousId: "evil" };
  await shop.page(
    track("Product Viewed", evil, { product_id: "evils" }),
    track("Consent Given", evil, { purpose: "personalisation" }),
    { type: "identify", userId: "mallory", anonymousId: "mallorys", traits: { email: "victim@example.com" } },
    { type: "alias", userId: "mallory", previousId: "victim" },
    { type: "alias", userId: "mallory", anonymousId: "mallorys", previousId: "victim" },
    { type: "identify", userId: "victim", ...evil },
  );

  expect((await shop.profile("userId:mallory")).id).not.toBe(before.id);
  expect((await shop.profile("email:victim@example.com")).id).toBe(before.id);
  await server.post("/api/definitions/placement/resume", { name: "Resume" }, "PUT");
  await server.post(
    "/api/definitions/experience/gold",
    {
      name: "Gold",
      placement: "resume",
      content: "for the victim",
      condition: { trait: "tier", is: "gold" },
    },
    "PUT",
  );
  await waitUntil("the shop's own server to get the victim's content", async () => {
    const known = { identity: { userId: "victim" }, placements: ["resume"] };
    const { content } = (await shop.ask("POST", "/api/decide", known)).body.placements.resume;
    return content === "for the victim" ? true : undefined;
  });
  for (const identity of [
    { userId: "victim" },
    { email: "victim@example.com" },
    { userId: "victim", anonymousId: "evil" },
    { anonymousId: "evil" },
    { anonymousId: "mallorys" },
  ]) {
    const question = { identity, placements: ["resume"], context: {} };
    const answer = await shop.ask("POST", "/api/decide", question, { key: server.writeKey });
    expect([identity, answer.body.placements.resume.content]).toEqual([identity, null]);
  }

  for (const [method, path, body] of [
    ["GET", "/api/profiles/userId:victim"],
    ["GET", "/api/profiles/userId:victim/timeline"],
    ["GET", "/api/profiles?query=victim"],
    ["GET", "/api/profiles/userId:victim/consents"],
    ["GET", "/api/events"],
    ["POST", "/api/profiles/userId:mallory/merge", { from: "userId:victim" }],
    ["POST", "/api/profiles/userId:victim/consents", { purpose: "marketing", state: "granted" }],
    ["GET", "/api/quarantine"],
    ["GET", "/api/sales/1"],
    ["PUT", "/api/definitions/placement/x", { name: "X" }],
    ["POST", "/api/import/customers", { rows: [] }],
  ] as const) {
    const answer = await shop.ask(method, path, body, { key: server.writeKey });
    expect([path, answer.status]).toEqual([path, 403]);
  }
});

test("a merge joins everything, and its undoing gives both profiles back to the letter", async () => {
  await shop.till(
    { type: "identify", userId: "gina", traits: { city: "Leeds", size: "M" }, timestamp: ago(3 * day) },
    track("Order Completed", { userId: "gina" }, { order_id: "g-1", revenue: 20, currency: "GBP" }),
    track("Consent Given", { userId: "gina" }, { purpose: "marketing", channel: "email" }),
    { type: "identify", userId: "gina2", traits: { city: "York" }, timestamp: ago(2 * day) },
    track("Product Viewed", { userId: "gina2" }, { product_id: "vase" }),
    track("Consent Withdrawn", { userId: "gina2" }, { purpose: "marketing", channel: "email" }),
  );
  const [first, second] = [
    await shop.ask("GET", "/api/profiles/userId:gina"),
    await shop.ask("GET", "/api/profiles/userId:gina2"),
  ];
  const merge = await shop.ask("POST", "/api/profiles/userId:gina/merge", {
    from: "userId:gina2",
    actor: "kim",
  });

  expect(merge.body).toMatchObject({
    from: second.body.id,
    into: first.body.id,
    actor: "kim",
    undoneAt: null,
  });
  const joined = await shop.profile(second.body.id);
  expect(joined).toMatchObject({
    id: first.body.id,
    traits: { city: "York", size: "M" },
    lastViewed: [{ product: "vase" }],
    orders: { count: 1, netMinor: 2000 },
    consents: [{ purpose: "marketing", channel: "email", state: "withdrawn" }],
  });
  expect(await readTimeline(server, "userId:gina2")).toHaveLength(6);
  expect(await shop.ask("POST", "/api/profiles/userId:gina/merge", { from: "userId:gina2" })).toMatchObject({
    status: 422,
  });

  const undone = await shop.ask("POST", `/api/merges/${merge.body.id}/undo`);
  expect(undone.body.undoneAt).not.toBeNull();
  expect((await shop.ask("GET", "/api/profiles/userId:gina")).text).toBe(first.text);
  expect((await shop.ask("GET", "/api/profiles/userId:gina2")).text).toBe(second.text);
  expect(await readTimeline(server, "userId:gina2")).toHaveLength(3);
  expect((await shop.ask("POST", `/api/merges/${merge.body.id}/undo`)).status).toBe(409);
  expect((await shop.ask("POST", "/api/merges/mrg_99999/undo")).status).toBe(404);
  expect((await shop.ask("GET", "/api/profiles/userId:gina/merges")).body.items).toMatchObject([
    { id: merge.body.id, actor: "kim" },
  ]);
});

test("one timeline over all channels is told by channel and kind, and its pages hold every event once", async () => {
  const at = ago(2 * hour);
  const many = Array.from({ length: 1_200 }, (_, n) =>
    track("Burst", { userId: "hans" }, { n }, { timestamp: at, sentAt: at, messageId: `hans-${n}` }),
  );
  await shop.till(
    ...many,
    track(
      "Order Completed",
      { userId: "hans" },
      { order_id: "h-1", location_id: "north", revenue: 5, currency: "GBP" },
    ),
    track("Service Case Opened", { userId: "hans" }, { case_id: "c-1" }, { context: { channel: "service" } }),
    { type: "screen", name: "Basket", userId: "hans", context: { device: { type: "ios" } } },
  );

  const path = "/api/profiles/userId:hans/timeline";
  const names = async (query: string): Promise<readonly string[]> =>
    (await shop.ask("GET", `${path}?${query}`)).body.items.map((item: { name: string }) => item.name);
  expect(await names("channel=store")).toEqual(["Order Completed"]);
  expect(await names("channel=service")).toEqual(["Service Case Opened"]);
  expect(await names("channel=app")).toEqual(["Screen Viewed"]);
  expect(await names("kind=screen")).toEqual(["Screen Viewed"]);
  expect(await names("kind=Order+Completed&cursor=")).toEqual(["Order Completed"]);
  expect(await names("channel=store&kind=screen")).toEqual([]);

  const seen: number[] = [];
  const ids = new Set<string>();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { items: { id: string; properties: { n: number } }[]; next: string | null } = (
      await shop.ask("GET", `${path}?kind=Burst&limit=97&cursor=${cursor}`)
    ).body;
    for (const item of page.items) {
      ids.add(item.id);
      seen.push(item.properties.n);
    }
    cursor = page.next;
  }
  expect(ids.size).toBe(1_200);
  expect(seen.toSorted((a, b) => a - b)).toEqual(many.keys().toArray());
  expect((await shop.ask("GET", `${path}?cursor=17-x`)).body).toMatchObject({
    status: 400,
    code: "request.bad_cursor",
  });
});
