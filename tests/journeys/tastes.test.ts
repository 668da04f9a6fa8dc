import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { type Answer, ago, type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;
let till = "";

beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
  for (const key of ["mug", "lamp", "vase", "rug", "pot", "bowl"])
    await put(`/api/products/${key}`, { name: `A ${key}`, price: "12.50" });
  await server.post("/api/sources", { key: "till", name: "till", channel: "store" });
  till = (await server.post<{ key: string }>("/api/keys", { kind: "secret", source: "till" })).key;
  await put("/api/definitions/placement/hero", { name: "Hero", content: { text: "Welcome" } });
  await put("/api/definitions/placement/row", { name: "Row" });
  const row = { name: "Row", placement: "row", content: null, items: { strategy: "popular" } };
  await put("/api/definitions/experience/row", row);
  const sold = ["mug", "lamp", "vase"].map((product_id) => ({ product_id, price: 12.5 }));
  await shop.till(
    track("Consent Given", { userId: "kim" }, { purpose: "personalisation" }),
    track("Product Viewed", { userId: "kim" }, { product_id: "pot" }, { timestamp: ago(120_000) }),
    track("Product Viewed", { userId: "kim" }, { product_id: "rug" }, { timestamp: ago(60_000) }),
    track("Order Completed", { userId: "buyer" }, { order_id: "o-1", products: sold }),
  );
  await waitUntil("popular products", async () =>
    (await decide({ userId: "kim" }, ["row"])).body.placements.row.items?.length >= 3 ? true : undefined,
  );
});
afterAll(() => server.close());

const put = (path: string, body: unknown): Promise<unknown> => server.post(path, body, "PUT");

function decide(identity: Wire, placements: readonly string[], context: Wire = {}): Promise<Answer> {
  return shop.ask("POST", "/api/decide", { identity, placements, context });
}

test("under one context id a customer is shown one list, on the page, in the mail and in the staff tool, until it cannot be had", async () => {
  const rules = [
    { do: "pin", what: { products: ["bowl"] } },
    { do: "exclude", what: { products: ["vase"] } },
  ];
  for (const [key, limit] of [
    ["page", 2],
    ["mail", 3],
    ["desk", 4],
  ] as const) {
    await put(`/api/definitions/placement/${key}`, { name: key, items: { limit } });
    const items = { blend: { popular: 1, recentlyViewed: 2 }, rules };
    await put(`/api/definitions/experience/${key}`, { name: key, placement: key, content: null, items });
  }
  const listOf = async (key: string, contextId: string): Promise<readonly string[]> => {
    const { items } = (await decide({ userId: "kim" }, [key], { contextId })).body.placements[key];
    return items.map(({ product }: { product: string }) => product);
  };
  const mail = await listOf("mail", "letter-1");
  await shop.till(
    track("Product Viewed", { userId: "kim" }, { product_id: "lamp" }, { timestamp: ago(2_000) }),
    track("Product Viewed", { userId: "kim" }, { product_id: "mug" }, { timestamp: ago(1_000) }),
  );

  expect(mail).toEqual(["bowl", "rug", "pot"]);
  expect(await listOf("page", "letter-1")).toEqual(mail.slice(0, 2));
  expect((await listOf("desk", "letter-1")).slice(0, 3)).toEqual(mail);
  expect(await listOf("mail", "letter-2")).toEqual(["bowl", "mug", "lamp"]);
  await put("/api/products/rug/stock", { quantity: 0 });
  expect(await listOf("page", "letter-1")).toEqual(["bowl", "pot"]);

  const { body } = await decide({ userId: "kim" }, ["mail"]);
  const { lists } = (await shop.ask("GET", `/api/decisions/${body.decisionId}`)).body;
  expect(lists.mail.items.map((item: Wire) => [item["product"], item["rule"]])[0]).toEqual(["bowl", 1]);
  expect(lists.mail.excluded).toEqual([{ product: "vase", rule: 2 }]);
});

test("what was left on the web is gone on with in the store, and the profile tells what the customer tends to", async () => {
  await put("/api/products/lamp", {
    name: "The lamp",
    price: "9.99",
    brand: "Alder",
    category: ["Home", "lamp"],
    attributes: { colour: "Blue" },
  });
  await shop.till(
    track("Product Added", { userId: "kim" }, { product_id: "lamp", quantity: 2 }, { channel: "web" }),
    track("Quiz Step", { userId: "kim" }, { quiz_id: "style", step: 2 }, { channel: "web" }),
    track("Preference Stated", { userId: "kim" }, { preference: "colour", dislikes: ["red"] }),
  );
  const question = { identity: { userId: "kim" }, placements: ["hero"], resume: true };
  const atTill = (await shop.ask("POST", "/api/decide", question, { key: till })).body;
  const read = await server.get<{ entries: readonly Wire[] }>(
    "/api/profiles/userId:kim/resume?channel=store",
  );

  expect(atTill.resume.map(({ kind }: { kind: string }) => kind)).toEqual(
    read.entries.map(({ kind }) => kind),
  );
  expect(atTill.resume).toContainEqual(
    expect.objectContaining({
      kind: "cart",
      withheld: false,
      consent: { key: "store.service", state: "unknown" },
      items: [expect.objectContaining({ product: "lamp", name: "The lamp", quantity: 2 })],
    }),
  );
  expect(read.entries).toContainEqual(
    expect.objectContaining({
      kind: "quiz",
      id: "style",
      facts: { step: 2 },
      ageSeconds: expect.any(Number),
    }),
  );
  const { affinities } = await server.get<{ affinities: readonly Wire[] }>("/api/profiles/userId:kim");
  expect(affinities).toContainEqual({
    dimension: "colour",
    value: "blue",
    category: null,
    weight: 1,
    source: "observed",
  });
  expect(affinities).toContainEqual({
    dimension: "colour",
    value: "red",
    category: null,
    weight: -1,
    source: "stated",
  });
});
