import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { type Answer, ago, day, type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;
const keys = { site: "", till: "", mailer: "" };

beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
  await openShop();
});
afterAll(() => server.close());

const put = (path: string, body: unknown): Promise<unknown> => server.post(path, body, "PUT");

/** Six products, a store, three sources with keys of their own, and enough sales for recommendations. */
async function openShop(): Promise<void> {
  for (const key of ["mug", "lamp", "vase", "rug", "pot", "bowl"])
    await put(`/api/products/${key}`, { name: `A ${key}`, price: "12.50" });
  await put("/api/stores/north", { name: "North" });
  for (const [key, channel, kind] of [
    ["site", "web", "public"],
    ["till", "store", "secret"],
    ["mailer", "email", "secret"],
  ] as const) {
    await server.post("/api/sources", { key, name: key, channel });
    keys[key] = (await server.post<{ key: string }>("/api/keys", { kind, source: key })).key;
  }
  const basket = (id: number, ...products: readonly string[]): Wire =>
    track(
      "Order Completed",
      { userId: `buyer-${id}` },
      {
        order_id: `o-${id}`,
        currency: "GBP",
        products: products.map((product_id) => ({ product_id, price: 12.5, quantity: 1 })),
      },
      { timestamp: ago(day) },
    );
  await shop.till(
    basket(1, "mug", "lamp"),
    basket(2, "mug", "lamp"),
    basket(3, "mug", "vase"),
    basket(4, "mug"),
    basket(5, "lamp", "rug"),
    {
      type: "identify",
      userId: "kim",
      anonymousId: "kims-phone",
      traits: { email: "kim@example.com", tier: "gold" },
    },
    { type: "identify", userId: "nick", traits: { tier: "gold" } },
    track("Consent Given", { userId: "kim" }, { purpose: "personalisation" }),
    track("Product Viewed", { userId: "kim" }, { product_id: "pot" }, { timestamp: ago(60_000) }),
    track("Product Viewed", { userId: "kim" }, { product_id: "rug" }),
    track("Product Added", { userId: "kim" }, { product_id: "mug", quantity: 1 }),
    track("Product Viewed", { userId: "nick" }, { product_id: "rug" }),
  );
  await put("/api/definitions/placement/row", { name: "Row", items: { limit: 4 } });
  await put("/api/definitions/placement/hero", { name: "Hero", content: { text: "Welcome" } });
  for (const [key, more] of Object.entries({
    popular: { placement: "row", items: { strategy: "popular" } },
    gold: {
      placement: "hero",
      content: { text: "Gold" },
      condition: { trait: "tier", is: "gold" },
      priority: 10,
    },
    over: { placement: "hero", content: { text: "Over" }, priority: 90, until: ago(1) },
    next: {
      placement: "hero",
      content: { text: "Next" },
      priority: 99,
      from: new Date(Date.now() + day).toISOString(),
    },
    all: { placement: "hero", content: { text: "For all" } },
  }))
    await put(`/api/definitions/experience/${key}`, { name: key, content: {}, ...more });
  await waitUntil("recommendations and conditions", async () => {
    const answer = await decide({ userId: "kim" }, ["row", "hero"]);
    const { row, hero } = answer.body.placements;
    return row.experience === "popular" && hero.experience === "gold" ? true : undefined;
  });
}

function decide(
  identity: Wire,
  placements: readonly string[],
  context: Wire = {},
  key?: string,
): Promise<Answer> {
  return shop.ask("POST", "/api/decide", { identity, placements, context }, key === undefined ? {} : { key });
}

/** What a row of products shows for one strategy. */
async function itemsOf(strategy: string, identity: Wire, context: Wire = {}): Promise<readonly string[]> {
  const key = `row-${strategy}`;
  await put(`/api/definitions/placement/${key}`, { name: key, items: { limit: 4 } });
  await put(`/api/definitions/experience/${key}`, {
    name: key,
    placement: key,
    content: null,
    items: { strategy },
  });
  const { items = [] } = (await decide(identity, [key], context)).body.placements[key];
  return items.map((item: { product: string }) => item.product);
}

test("the page, the till and the mailer get the same bytes for the same customer, by whatever name they know her", async () => {
  const asked = [
    await decide({ anonymousId: "kims-phone", userId: null }, ["row", "hero"], {}, keys.site),
    await decide({ userId: "kim" }, ["hero", "row"], { channel: "store" }, keys.till),
    await decide({ email: "KIM@example.com" }, ["row", "hero", "row"], {}, keys.mailer),
  ];

  const [page] = asked;
  expect(asked.map((one) => one.status)).toEqual([200, 200, 200]);
  expect(asked.map((one) => one.text)).toEqual(asked.map(() => page?.text));
  expect(page?.body.placements.hero).toEqual({
    experience: "gold",
    content: { text: "Gold" },
    reason: { code: "personalised", text: expect.any(String) },
  });
});

test("who has not consented, and who is not known, get what everyone gets, and the reason says so", async () => {
  for (const [identity, code] of [
    [{ userId: "nick" }, "noConsent"],
    [{ userId: "a stranger" }, "unknownCustomer"],
    [{ userId: "undefined" }, "unknownCustomer"],
  ] as const) {
    const { hero } = (await decide(identity, ["hero"])).body.placements;
    expect([identity, hero]).toMatchObject([
      identity,
      { experience: "all", content: { text: "For all" }, reason: { code } },
    ]);
  }
  expect(await itemsOf("recentlyViewed", { userId: "nick" })).toEqual([]);

  await shop.till(track("Consent Withdrawn", { userId: "kim" }, { purpose: "personalisation" }));
  expect((await decide({ userId: "kim" }, ["hero"])).body.placements.hero.reason.code).toBe("noConsent");
  await server.post("/api/profiles/userId:kim/consents", {
    purpose: "personalisation",
    channel: "web",
    state: "granted",
  });
  expect(
    (await decide({ userId: "kim" }, ["hero"], { channel: "web" })).body.placements.hero.experience,
  ).toBe("gold");
  expect(
    (await decide({ userId: "kim" }, ["hero"], { channel: "store" })).body.placements.hero.experience,
  ).toBe("all");
  await server.post("/api/profiles/userId:kim/consents", { purpose: "personalisation", state: "granted" });
});

test("items are the popular ones, those viewed lately, and those bought together with what is looked at or in the cart", async () => {
  const kim = { userId: "kim" };
  expect(await itemsOf("popular", { userId: "a stranger" })).toEqual(["mug", "lamp", "rug", "vase"]);
  expect(await itemsOf("recentlyViewed", kim)).toEqual(["rug", "pot"]);
  expect(await itemsOf("recentlyViewed", kim, { productId: "rug" })).toEqual(["pot"]);
  expect(await itemsOf("boughtTogether", { userId: "nobody" }, { productId: "mug" })).toEqual([
    "lamp",
    "vase",
  ]);
  expect(await itemsOf("boughtTogether", kim)).toEqual(["lamp", "vase"]);
  const { items } = (await decide(kim, ["row-popular"])).body.placements["row-popular"];
  expect(items[0]).toEqual({ product: "mug", name: "A mug", priceMinor: 1250, currency: "GBP" });
});

test("what is sold out is never shown, from the moment that was answered; at a store its own stock counts", async () => {
  const identity = { userId: "a stranger" };
  await put("/api/products/mug/stock", { quantity: 0 });
  expect((await itemsOf("popular", identity)).slice(0, 3)).toEqual(["lamp", "rug", "vase"]);
  await put("/api/products/lamp/stock", { quantity: 0, store: "north" });
  expect(await itemsOf("popular", identity, { store: "north" })).not.toContain("lamp");
  expect(await itemsOf("popular", identity)).toContain("lamp");
  const rows = [
    { line: 1, record: { productKey: "mug", quantity: 3 } },
    { line: 2, record: { productKey: "rug", quantity: -1 } },
  ];
  await server.post("/api/import/stock", { rows });
  expect((await itemsOf("popular", identity)).slice(0, 3)).toEqual(["mug", "lamp", "vase"]);
  await put("/api/products/lamp", { name: "The lamp", price: "9.99" });
  const { items } = (await decide(identity, ["row-popular"])).body.placements["row-popular"];
  expect(items[1]).toEqual({ product: "lamp", name: "The lamp", priceMinor: 999, currency: "GBP" });
});

test("a decision is explained at once: what it was based on and what became of each candidate", async () => {
  const { body } = await decide({ userId: "kim" }, ["hero"], { channel: "web" });
  const explained = await shop.ask("GET", `/api/decisions/${body.decisionId}`);

  expect(explained.body).toMatchObject({
    decisionId: body.decisionId,
    profile: (await shop.profile("userId:kim")).id,
    input: { placements: ["hero"], context: { channel: "web" } },
    versions: { placements: { hero: 1 }, profile: expect.any(String) },
    answer: body.placements,
  });
  const fates = explained.body.explanation.hero.map((fate: { experience: string; reason: string }) => [
    fate.experience,
    fate.reason,
  ]);
  expect(fates).toEqual([
    ["next", "notYet"],
    ["over", "over"],
    ["gold", "chosen"],
    ["all", "outranked"],
  ]);
  expect(explained.text).not.toContain("kim@example.com");
  expect((await shop.ask("GET", "/api/decisions/00000000-0000-8000-8000-000000000000")).status).toBe(404);
  expect(
    (await shop.ask("GET", `/api/decisions/${body.decisionId}`, undefined, { key: keys.site })).status,
  ).toBe(403);
});

test("as long as there is too little to learn from, the models' card says what is lacking", async () => {
  const card = await server.get<{ version: number; models: object }>("/api/recommendations/models");

  expect(card.version).toBe(0);
  expect(card.models).toMatchObject({
    nextInSession: { state: "refused", because: { lacks: "visits", needs: 1_000 } },
    boughtWith: { state: "refused", because: { lacks: "sales", needs: 200 } },
    forYou: { state: "refused", because: { lacks: "customers", needs: 200 } },
  });
});

test("an event changes the next decision on every channel", async () => {
  await put("/api/definitions/experience/left-cart", {
    name: "Cart",
    placement: "hero",
    content: { text: "Your cart" },
    condition: {
      all: [
        { did: "Product Added", within: "1d" },
        { did: "Order Completed", count: { eq: 0 }, within: "1d" },
      ],
    },
    priority: 50,
  });
  const heroes = (): Promise<readonly string[]> =>
    Promise.all(
      [keys.till, keys.mailer].map(
        async (key) => (await decide({ userId: "kim" }, ["hero"], {}, key)).body.placements.hero.experience,
      ),
    );
  await waitUntil("the cart to be known from history", async () =>
    (await heroes())[0] === "left-cart" ? true : undefined,
  );
  await shop.till(
    track(
      "Order Completed",
      { userId: "kim" },
      { order_id: "kim-1", products: [{ product_id: "mug", price: 5, quantity: 1 }] },
    ),
  );

  expect(await heroes()).toEqual(["gold", "gold"]);
});

test("a page of the shop, which is of another origin, may ask, and nothing else", async () => {
  const page = {
    Origin: "https://shop.example.com",
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type",
  };
  for (const path of ["/api/decide", "/api/v1/decide"]) {
    const preflight = await shop.ask("OPTIONS", path, undefined, { key: null, headers: page });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(page.Origin);
    expect(preflight.headers.get("access-control-allow-headers")).toMatch(/Authorization.*Content-Type/);
  }
  for (const key of [keys.site, "unknown"]) {
    const question = { identity: { anonymousId: "p" }, placements: ["hero"] };
    const answer = await shop.ask("POST", "/api/decide", question, { key, headers: page });
    expect(answer.headers.get("access-control-allow-origin")).toBe(page.Origin);
  }
  const other = await shop.ask("GET", "/api/profiles", undefined, { headers: page });
  expect(other.headers.get("access-control-allow-origin")).toBeNull();
});

test("what is asked wrongly is refused with its place", async () => {
  for (const [question, pointer] of [
    [{ identity: {}, placements: ["hero"] }, "/identity"],
    [{ identity: { userId: ["x"] }, placements: ["hero"] }, "/identity/userId"],
    [{ identity: { colour: "red" }, placements: ["hero"] }, "/identity/colour"],
    [{ identity: { userId: "kim" }, placements: [] }, "/placements"],
    [{ identity: { userId: "kim" }, placements: ["hero"], context: { channel: "fax" } }, "/context/channel"],
    [
      { identity: { userId: "kim" }, placements: ["hero"], context: { contextId: "a\u0000" } },
      "/context/contextId",
    ],
  ] as const) {
    const { status, body } = await shop.ask("POST", "/api/decide", question);
    expect([status >= 400 && status < 500, body.errors[0].pointer]).toEqual([true, pointer]);
  }
  const until = new Date(Date.now() + day).toISOString();
  const pin = { experience: "left-cart", action: "pin", reason: "\u0000", until };
  for (const [method, path, body] of [
    ["GET", "/api/quarantine?code=%00", undefined],
    ["POST", "/api/profiles/userId:kim/overrides", pin],
  ] as const)
    expect(await shop.ask(method, path, body)).toMatchObject({
      status: 400,
      body: { code: "request.invalid" },
    });
  const wrong = { name: "W", placement: "nowhere", content: 1, condition: { trait: "x", about: 1 } };
  const refused = await shop.ask("PUT", "/api/definitions/experience/wrong", wrong);
  expect([refused.status, refused.headers.get("content-type")]).toEqual([
    expect.any(Number),
    expect.stringContaining("problem+json"),
  ]);
});
