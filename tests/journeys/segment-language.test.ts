import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { ago, day, hour, type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;
beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
});
afterAll(() => server.close());

const put = (kind: string, key: string, body: object): ReturnType<Shop["ask"]> =>
  shop.ask("PUT", `/api/definitions/${kind}/${key}`, body);

const identify = (userId: string, traits: object): Wire => ({ type: "identify", userId, traits });

test("a list holds whom it names, by identifiers and by CSV, also who is only known later", async () => {
  await shop.till(
    identify("ann", { email: "ann@example.com" }),
    identify("bob", { email: "bob@example.com" }),
    identify("cid", {}),
  );
  expect((await put("list", "press", { name: "Press" })).status).toBe(200);
  await shop.putSegment("on-list", { text: 'on list "press"' });
  await shop.putSegment("off-list", { condition: { not: { list: "press" } } });

  const changed = await shop.ask("POST", "/api/lists/press/members", {
    add: { csv: 'email,userId\nANN@example.com,\n"bob@example.com",\nnobody,cid\nlater@example.com,' },
  });
  expect([changed.status, changed.body]).toEqual([
    200,
    { added: 4, removed: 0, faults: [{ part: "add", line: 4, message: "This is no email." }] },
  ]);
  expect([await shop.membersOf("on-list"), await shop.membersOf("off-list")]).toEqual([
    ["ann", "bob", "cid"],
    [],
  ]);
  expect((await shop.profile("userId:ann")).segments).toEqual(["on-list"]);

  await shop.till(identify("dee", { email: "later@example.com" }), identify("eva", {}));
  expect([await shop.membersOf("on-list"), await shop.membersOf("off-list")]).toEqual([
    ["ann", "bob", "cid", "dee"],
    ["eva"],
  ]);

  await server.post("/api/lists/press/members", {
    remove: { identifiers: [{ namespace: "email", value: "bob@example.com" }] },
  });
  expect([await shop.membersOf("on-list"), await shop.membersOf("off-list")]).toEqual([
    ["ann", "cid", "dee"],
    ["bob", "eva"],
  ]);
  const { body } = await shop.ask("POST", "/api/segments/preview", { condition: { list: "press" } });
  expect(body.size).toBe(3);
});

test("lists are told with their sizes, page by page; one that is not there and a strange cursor are refused", async () => {
  const pages: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: { items: { namespace: string; value: string }[]; next: string | null } = await server.get(
      `/api/lists/press/members?limit=2${cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    pages.push(page.items.map((one) => `${one.namespace} ${one.value}`).join(", "));
    cursor = page.next;
  }

  expect(pages).toEqual(["email ann@example.com, email later@example.com", "userId cid"]);
  expect(await server.get("/api/lists")).toEqual({
    items: [{ key: "press", name: "Press", identifiers: 3, known: 3 }],
  });
  const codes = await Promise.all([
    shop.ask("GET", "/api/lists/unheard-of/members"),
    shop.ask("POST", "/api/lists/unheard-of/members", { add: { csv: "userId\nann" } }),
    shop.ask("GET", "/api/lists/press/members?cursor=next"),
    put("segment", "lost", { name: "Lost", condition: { list: "unheard-of" } }),
  ]);
  expect(codes.map(({ status, body }) => [status, body.code])).toEqual([
    [404, "list.unknown"],
    [404, "list.unknown"],
    [400, "list.bad_cursor"],
    [422, "definition.missing_reference"],
  ]);
});

test("a segment that is written as text is kept as the condition it says, and told in both forms", async () => {
  await shop.till(
    track("Product Added", { userId: "ann" }, { product_id: "mug" }, { timestamp: ago(2 * day) }),
    track("Product Added", { userId: "bob" }, { product_id: "mug" }, { timestamp: ago(2 * day) }),
    track(
      "Order Completed",
      { userId: "bob" },
      { order_id: "b", products: [{ product_id: "mug" }] },
      { timestamp: ago(day) },
    ),
    track("Order Completed", { userId: "cid" }, { order_id: "c", revenue: 5 }, { timestamp: ago(day) }),
    track("Order Refunded", { userId: "cid" }, { order_id: "c" }, { timestamp: ago(hour) }),
  );
  const text = 'did "Product Added" for each product_id within 7d without ("Order Completed")';
  const condition = {
    did: "Product Added",
    within: "7d",
    forEach: "product_id",
    without: [{ did: "Order Completed" }],
  };
  await shop.putSegment("left-behind", { text });
  await shop.putSegment("sent-back", {
    text: 'sequence ("Order Completed" then "Order Refunded" within 2d) for each order_id within 30d',
  });

  expect([await shop.membersOf("left-behind"), await shop.membersOf("sent-back")]).toEqual([
    ["ann"],
    ["cid"],
  ]);
  const kept = await server.get<{ body: unknown }>("/api/definitions/segment/left-behind");
  expect(kept.body).toEqual({ name: "left-behind", condition });
  expect(await server.get("/api/segments/left-behind")).toMatchObject({ condition, text });
  const { body: parsed } = await shop.ask("POST", "/api/segments/parse", { text });
  expect(parsed).toMatchObject({ condition, text });
  const { body: told } = await shop.ask("GET", "/api/profiles/userId:ann/segments");
  expect(told.items.find((one: { key: string }) => one.key === "left-behind")).toMatchObject({
    things: ["mug"],
  });

  const broken = await put("segment", "broken", { name: "B", text: 'did "Order Completed"\n  within soon' });
  expect([broken.status, broken.body.code, broken.body.errors[0]]).toMatchObject([
    422,
    "segment.invalid_text",
    { pointer: "/text", message: expect.stringMatching(/^Line 2, column 10: /) },
  ]);

  const unknown = await put("segment", "lost", {
    name: "L",
    text: 'country is "AU"\n  and in segment "nobody"',
  });
  expect([unknown.body.code, unknown.body.errors]).toEqual([
    "definition.missing_reference",
    [{ pointer: "/text", message: 'Line 2, column 18: There is no live segment "nobody".' }],
  ]);
});

test("a score is stated like any trait, for one by a secret key or for many by an import, and the newest counts", async () => {
  const stated = (churn: number, updatedAt: string): object => ({
    rows: [{ line: 1, record: { userId: "ann", traits: { scores: { churn } }, updatedAt } }],
  });
  await shop.till(identify("ann", { scores: { churn: 0.2 } }), identify("bob", { scores: { churn: 0.9 } }));
  await shop.putSegment("leaving", { text: 'score "churn" >= 0.7' });

  expect(await shop.membersOf("leaving")).toEqual(["bob"]);
  await server.post("/api/import/customers", stated(0.8, new Date().toISOString()));
  expect(await shop.membersOf("leaving")).toEqual(["ann", "bob"]);
  await server.post("/api/import/customers", stated(0.1, ago(day)));
  expect(await shop.membersOf("leaving")).toEqual(["ann", "bob"]);
  const { body } = await shop.ask("POST", "/api/segments/preview", {
    condition: { score: "churn", gte: 0.7 },
  });
  expect(body.size).toBe(2);
});

test("a computed trait is named without code, filled from history, told on the profile with what it is made of, and asked like any trait", async () => {
  const orders = { name: "Orders in a month", did: "Order Completed", measure: "count", within: "30d" };
  const spent = { name: "Spent", did: "Order Completed", measure: "sum", of: "properties.revenue" };
  const tenDaysAgo = ago(10 * day);
  await shop.till(
    track(
      "Order Completed",
      { userId: "eva" },
      { order_id: "e1", revenue: 7.5 },
      { timestamp: ago(40 * day) },
    ),
    track("Order Completed", { userId: "eva" }, { order_id: "e2", revenue: 20 }, { timestamp: tenDaysAgo }),
    track("Order Completed", { userId: "eva" }, { order_id: "e3", revenue: 5 }, { timestamp: ago(day) }),
  );
  expect([
    (await put("computed-trait", "ordersLately", orders)).status,
    (await put("computed-trait", "spent", spent)).status,
  ]).toEqual([200, 200]);
  await shop.putSegment("active-spenders", { text: "computed.ordersLately >= 2 and computed.spent > 30" });

  expect(await shop.membersOf("active-spenders")).toEqual(["eva"]);
  const { computed } = await server.get<{ computed: object }>("/api/profiles/userId:eva");
  expect(computed).toEqual({
    ordersLately: {
      name: "Orders in a month",
      type: "number",
      value: 2,
      from: "number of “Order Completed” in the last 30 days",
      state: "live",
      tooMany: false,
      asOf: expect.any(String),
      until: new Date(Date.parse(tenDaysAgo) + 30 * day).toISOString(),
    },
    spent: expect.objectContaining({ value: 32.5, until: null, from: "sum of revenue of “Order Completed”" }),
  });
  const condition = { trait: "computed.spent", between: [30, 35] };
  const { body: preview } = await shop.ask("POST", "/api/segments/preview", { condition });
  expect([preview.size, preview.explanation]).toEqual([
    1,
    "Customers whose spent (computed) is between 30 and 35.",
  ]);
  expect(await server.get("/api/computed-traits")).toMatchObject({
    items: [
      { key: "ordersLately", state: "live", progress: 1 },
      { key: "spent", state: "live", progress: 1 },
    ],
  });
});

test("a computed trait that cannot be, that nobody made or that others need as it is, is refused with the place", async () => {
  const spent = { name: "Spent", did: "Order Completed", measure: "sum" };
  const answers = await Promise.all([
    put("computed-trait", "spent-much", { ...spent, of: "properties.revenue" }),
    put("computed-trait", "odd", spent),
    put("computed-trait", "odd", { ...spent, of: "properties.email" }),
    put("computed-trait", "odd", { ...spent, of: "properties.revenue", within: "200y" }),
    put("segment", "odd", { name: "O", text: 'computed.spent contains "a"' }),
    put("segment", "odd", { name: "O", text: "computed.nobodyMadeIt > 1" }),
    shop.ask("POST", "/api/segments/preview", { condition: { trait: "computed.spent", is: "much" } }),
    put("computed-trait", "spent", { ...spent, measure: "lastTime" }),
    shop.ask("DELETE", "/api/definitions/computed-trait/spent"),
  ]);

  expect(answers.map(({ status, body }) => [status, body.code, body.errors?.[0]?.pointer])).toEqual([
    [422, "computed_trait.bad_key", undefined],
    [422, "definition.invalid", "/of"],
    [422, "definition.invalid", "/of"],
    [422, "definition.invalid", "/within"],
    [422, "segment.invalid_condition", "/text"],
    [422, "definition.missing_reference", "/text"],
    [422, "segment.invalid_condition", "/condition/is"],
    [409, "computed_trait.in_use", "/measure"],
    [409, "definition.in_use", "/segment/active-spenders"],
  ]);
});
