import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { counts, type OpenImport, openImport } from "./testing/open-import.ts";

let stores: TestStores;
let door: OpenImport;
beforeAll(async () => {
  stores = await openTestStores();
});
beforeEach(async () => {
  door = await openImport(stores);
});
afterAll(() => stores.close());

const send: OpenImport["send"] = (kind, records, more) => door.send(kind, records, more);

describe("customers", () => {
  const customer = (more: object = {}): object => ({
    userId: "17850",
    traits: { email: "Anna@Example.com", address: { country: "GB" } },
    createdAt: "2025-01-01T00:00:00Z",
    ...more,
  });

  test("are identified with their traits and further identifiers", async () => {
    await send("customers", [
      customer({
        identifiers: { card: 42, "external.marketplace": "m-1" },
        updatedAt: "2026-01-01T00:00:00Z",
      }),
    ]);

    expect(door.inbox.events[0]).toMatchObject({
      type: "identify",
      name: "Identified",
      userId: "17850",
      occurredAt: Date.UTC(2026, 0, 1),
      traits: { createdAt: "2025-01-01T00:00:00Z", address: { country: "GB" } },
      identifiers: [
        { namespace: "email", value: "anna@example.com" },
        { namespace: "card", value: "42" },
        { namespace: "external.marketplace", value: "m-1" },
      ],
      context: {},
    });
  });

  test("that changed are taken again, also when they change back; the same ones are not", async () => {
    const [one, other] = [customer(), customer({ traits: { tier: "gold" } })];

    expect(counts(await send("customers", [one]))).toEqual([1, 0, 0]);
    expect(counts(await send("customers", [one]))).toEqual([0, 1, 0]);
    expect(counts(await send("customers", [other]))).toEqual([1, 0, 0]);
    expect(counts(await send("customers", [one, one]))).toEqual([1, 1, 0]);
    expect(new Set(door.inbox.events.map((event) => event.naturalKey)).size).toBe(3);
    expect(new Set(door.inbox.events.map((event) => event.messageId)).size).toBe(3);
  });

  test("nobody can be: placeholders are refused", async () => {
    expect(
      (await send("customers", [customer({ userId: "guest" }), customer({ traits: "x" })])).rejected,
    ).toMatchObject([
      { line: 2, code: "import.invalid", path: "/userId" },
      { line: 3, code: "import.invalid", path: "/traits" },
    ]);
  });
});

describe("events", () => {
  const seen = (more: object = {}): object => ({
    type: "track",
    event: "Product Viewed",
    userId: "a",
    messageId: "m-1",
    timestamp: "2026-02-01T00:00:00Z",
    properties: { product_id: "p" },
    ...more,
  });

  test("are judged as at the SDKs' door, and repeats dropped by message id, or by content where there is none", async () => {
    const answer = await send("events", [
      seen(),
      seen({ properties: {} }),
      seen({ messageId: undefined }),
      seen({ messageId: undefined }),
      seen({ event: undefined, messageId: "x" }),
      { type: "track" },
    ]);

    expect(answer).toMatchObject({
      accepted: 2,
      unchanged: 2,
      rejected: [
        { line: 6, code: "event.no_name", path: "/event" },
        { line: 7, code: "event.no_name" },
      ],
    });
    expect(door.inbox.events[0]).toMatchObject({
      messageId: "m-1",
      naturalKey: "event:m-1",
      occurredAt: Date.UTC(2026, 1, 1),
      properties: { product_id: "p" },
    });
    expect(door.inbox.events[1]?.messageId).toMatch(/^import-/);
    expect(counts(await send("events", [seen(), seen({ messageId: undefined })]))).toEqual([0, 2, 0]);
  });
});

describe("the catalogue", () => {
  test("is kept as stated, a rerun changes nothing, and stock of what is not known is refused", async () => {
    const products = [
      { key: "a", name: "A", price: 1 },
      { key: "b", name: "B", category: "Home > Kitchen" },
      { key: "a", name: "A2" },
      { key: "c" },
    ];
    expect(counts(await send("products", products, { dryRun: true }))).toEqual([3, 0, 1]);
    expect(counts(await send("products", products))).toEqual([3, 0, 1]);
    expect(counts(await send("products", products))).toEqual([0, 3, 1]);
    expect(
      counts(
        await send("stores", [
          { key: "north", name: "North", areas: [{ from: "2024-01-01", squareMetres: 10 }] },
        ]),
      ),
    ).toEqual([1, 0, 0]);
    expect(
      counts(
        await send("stores", [
          { key: "north", name: "North", areas: [{ from: "2024-01-01", squareMetres: 10 }] },
        ]),
      ),
    ).toEqual([0, 1, 0]);

    const stock = [
      { productKey: "a", quantity: 3 },
      { productKey: "a", storeKey: "north", quantity: "0" },
      { productKey: "z", quantity: 1 },
      { productKey: "a", storeKey: "south", quantity: 1 },
    ];
    expect(await send("stock", stock)).toMatchObject({
      accepted: 2,
      rejected: [
        { line: 4, code: "import.unknown_product", path: "/productKey" },
        { line: 5, code: "import.unknown_store", path: "/storeKey" },
      ],
    });
    expect(counts(await send("stock", stock))).toEqual([0, 2, 2]);
    const [kept] = await stores.database.query("select name, category from product where key = 'b'");
    expect(kept).toEqual({ name: "B", category: ["Home", "Kitchen"] });
  });
});

test("a request of another form, an unknown kind and hostile bodies are refused, never a fault of ours", async () => {
  const bodies = [
    "[]",
    "{}",
    '{"rows":[{"line":"x"}]}',
    `{"rows":[{"line":1,"record":${"[".repeat(100_000)}${"]".repeat(100_000)}}]}`,
    `{"rows":[{"line":1,"record":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}]}`,
    '{"rows":[{"line":1,"record":{"__proto__":{"x":1},"traits":{"__proto__":1}}}]}',
  ];
  for (const kind of ["products", "customers", "stores", "orders", "events", "stock"]) {
    for (const body of bodies)
      expect([200, 400]).toContain((await door.api.call("POST", `/api/import/${kind}`, body)).status);
  }
  expect((await door.api.call("POST", "/api/import/people", { rows: [] })).status).toBe(400);
  expect(
    (
      await door.api.call("POST", "/api/import/orders", {
        rows: Array.from({ length: 1001 }, () => ({ line: 1, record: {} })),
      })
    ).body,
  ).toMatchObject({ code: "request.invalid", errors: [{ pointer: "/rows" }] });
  expect(door.api.faults).toEqual([]);
  expect(door.inbox.events).toEqual([]);
});
