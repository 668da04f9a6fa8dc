import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { ago, day, type Shop, shopAt, track, type Wire } from "./shop.ts";

let dataFolder: string;
let server: TestServer;
let shop: Shop;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "attune-loyalty-"));
  server = await startServer({ dataFolder });
  shop = shopAt(server);
});
afterAll(async () => {
  await server.stop(); // its engines too: they would write into the folder again
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
});

const put = (path: string, body: unknown): Promise<unknown> => server.post(path, body, "PUT");

const order = (userId: string, orderId: string, daysAgo: number, more: Wire = {}): Wire =>
  track(
    "Order Completed",
    { userId },
    {
      order_id: orderId,
      currency: "GBP",
      products: [{ product_id: "mug", price: 40, quantity: 1 }],
      ...more,
    },
    { timestamp: ago(daysAgo * day) },
  );

interface Told {
  readonly key: string;
  readonly why: string;
  readonly until: string | null;
}

async function segmentsOf(userId: string): Promise<ReadonlyMap<string, Told>> {
  const { items } = await server.get<{ items: readonly Told[] }>(`/api/profiles/userId:${userId}/segments`);
  return new Map(items.map((item) => [item.key, item]));
}

async function sizeOf(key: string): Promise<number> {
  return (await server.get<{ size: number }>(`/api/segments/${key}`)).size;
}

async function shownTo(userId: string): Promise<string | null> {
  const question = { identity: { userId }, placements: ["hero"] };
  return (await shop.ask("POST", "/api/decide", question)).body.placements.hero.experience;
}

test("an order moves its customer at once: into the segment, with the reason and until when, and to another offer", async () => {
  await shop.till(
    { type: "identify", userId: "ann" },
    track("Consent Given", { userId: "ann" }, { purpose: "personalisation" }),
    order("bob", "b1", 200),
    order("bob", "b2", 20),
  );
  await shop.putSegment("leads", { text: "stage acquire" });
  await shop.putSegment("first-buyers", { text: 'stage onboard and band "daysSinceShop" in ("RC")' });
  await shop.putSegment("regulars", { condition: { stage: "grow" } });
  await put("/api/definitions/placement/hero", { name: "Hero", content: { text: "Welcome" } });
  await put("/api/definitions/experience/thanks", {
    name: "Thanks",
    placement: "hero",
    content: { text: "Thank you for your first order" },
    condition: { stage: "onboard" },
  });
  expect([...(await segmentsOf("ann")).keys(), await shownTo("ann")]).toEqual(["leads", null]);
  expect([...(await segmentsOf("bob")).keys()]).toEqual(["regulars"]);

  await shop.till(order("ann", "a1", 0));

  const told = await segmentsOf("ann");
  expect([...told.keys()]).toEqual(["first-buyers"]);
  expect(told.get("first-buyers")?.why).toMatch(/^In the stage onboard .* is in the band under 3 months/);
  expect(Date.parse(told.get("first-buyers")?.until ?? "")).toBeGreaterThan(Date.now());
  await expect.poll(() => shownTo("ann"), { timeout: 10_000 }).toBe("thanks");
  expect([await sizeOf("leads"), await sizeOf("first-buyers")]).toEqual([0, 1]);
  const { body: preview } = await shop.ask("POST", "/api/segments/preview", {
    condition: { any: [{ stage: "onboard" }, { dimension: "shopCountAll", gte: 2 }] },
  });
  expect(preview.size).toBe(2);
});

test("what is noticed of customers can be followed, in order, each with what it was and what it is", async () => {
  const begun = await server.get<{ next: string }>("/api/customers/changes?after=now");
  const shirt = (orderId: string, daysAgo: number, size: string): Wire =>
    order("dan", orderId, daysAgo, {
      products: [{ product_id: `shirt-${size}`, category: "Shirts", size, price: 20, quantity: 1 }],
    });
  await shop.till({
    type: "identify",
    userId: "dan",
    traits: { address: { country: "GB", postcode: "LS1 4DY" } },
  });
  await shop.till(shirt("d1", 30, "M"));
  await shop.till({
    type: "identify",
    userId: "dan",
    traits: { address: { country: "GB", postcode: "YO1 7HH" } },
  });
  await shop.till(shirt("d2", 1, "L"));

  const { id } = await shop.profile("userId:dan");
  interface Told {
    readonly items: readonly { profile: string; kind: string; from: string | null; to: string | null }[];
    readonly next: string;
  }
  const read = (more: string): Promise<Told> =>
    server.get(`/api/customers/changes?after=${begun.next}${more}`);
  await expect
    .poll(
      async () => (await read("")).items.filter(({ profile }) => profile === id).map(({ kind }) => kind),
      { timeout: 10_000 },
    )
    .toEqual(expect.arrayContaining(["stage.left", "stage.entered", "customer.moved"]));
  const { items, next } = await read("&kind=stage.entered");
  expect(items.find(({ profile }) => profile === id)).toMatchObject({
    from: null,
    to: "onboard",
    kind: "stage.entered",
  });
  expect((await server.get<Told>(`/api/customers/changes?after=${next}&kind=customer.moved`)).items).toEqual(
    [],
  );
});

test("what was brought back the same day was no shop, so the customer is a lead again", async () => {
  await shop.till(order("cat", "c1", 0));
  expect([...(await segmentsOf("cat")).keys()]).toEqual(["first-buyers"]);

  await shop.till(
    track(
      "Order Refunded",
      { userId: "cat" },
      { order_id: "c1", currency: "GBP", total: 40 },
      { timestamp: ago(0) },
    ),
  );

  await expect
    .poll(async () => [...(await segmentsOf("cat")).keys()], { timeout: 10_000 })
    .toEqual(["leads"]);
});

test("time passes and they leave, also while the program is away", async () => {
  await shop.putSegment("lapsed", { condition: { stage: "lapse" } });
  expect(await sizeOf("lapsed")).toBe(0);
  await server.stop();

  const clock = new URL("../upgrade/shift-clock.ts", import.meta.url);
  clock.searchParams.set("by", String(500 * day));
  server = await startServer({ dataFolder, env: { NODE_OPTIONS: `--import=${clock.href}` } });
  shop = shopAt(server);

  expect([...(await segmentsOf("ann")).keys()]).toEqual(["lapsed"]);
  await waitUntil("everybody to have left", async () =>
    (await sizeOf("first-buyers")) === 0 && (await sizeOf("lapsed")) === 3 ? true : undefined,
  );
});

test("one call makes a segment of those who are stuck in a stage; of a stage nobody is stuck in it is refused, and so is a key that is taken", async () => {
  const path = "/api/reports/stages/acquire/segment";
  const said = { key: "stuck-leads", name: "Stuck leads", description: "To be asked what keeps them." };
  const made = await shop.ask("POST", path, said);

  expect([made.status, made.body.body]).toEqual([
    200,
    { name: said.name, description: said.description, condition: { stage: "acquire", forAtLeast: "1d" } },
  ]);
  await expect
    .poll(async () => [...(await segmentsOf("cat")).keys()], { timeout: 10_000 })
    .toEqual(["leads", "stuck-leads"]);
  expect([...(await segmentsOf("ann")).keys()]).toEqual(["lapsed"]);
  const refused = await Promise.all([
    shop.ask("POST", path, said),
    shop.ask("POST", "/api/reports/stages/onboard/segment", { key: "stuck-buyers", name: "Stuck buyers" }),
    shop.ask("POST", path, { key: "bare" }),
    shop.ask("POST", path, { ...said, key: "other", condition: { stage: "grow" } }),
  ]);
  expect(refused.map(({ status, body }) => [status, body.code, body.errors?.[0]?.pointer])).toEqual([
    [409, "definition.changed", undefined],
    [409, "loyalty.nobody_stuck", undefined],
    [400, "request.invalid", "/name"],
    [400, "request.invalid", ""],
  ]);
});
