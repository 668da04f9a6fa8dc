import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { history, openPlacements, RandomCustomers } from "./random-customers.ts";
import { type Answer, ago, type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;

beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
  await shop.till({ type: "identify", userId: "elder" }, { type: "identify", userId: "old" });
  await put("placement/hero", { name: "Hero", content: "Welcome" });
  await put("experience/sale", { ...sale, priority: 5, caps: [{ by: "served", most: 1, within: "7d" }] });
  await put("experience/help", { name: "Help", placement: "hero", content: "Help", nature: "service" });
});
afterAll(() => server.close());

const sale = { name: "Sale", placement: "hero", content: "Sale" };

const put = (path: string, body: unknown): Promise<unknown> =>
  server.post(`/api/definitions/${path}`, body, "PUT");

const decide = (identity: Wire, placements = ["hero"], context: Wire = {}, key?: string): Promise<Answer> =>
  shop.ask("POST", "/api/decide", { identity, placements, context }, key === undefined ? {} : { key });

const shownTo = async (identity: Wire, placement = "hero"): Promise<string> =>
  (await decide(identity, [placement])).body.placements[placement].content;

/** Signs in on a page, so that nothing was ever said by her account itself. */
const signsIn = (userId: string, anonymousId = `${userId}-phone`): Promise<void> =>
  shop.page({ type: "identify", userId, anonymousId });

/** Looked about before, so that her device was there first. */
async function looksAboutAndSignsIn(userId: string): Promise<void> {
  await shop.page({ type: "page", name: "Home", anonymousId: `${userId}-phone` });
  await signsIn(userId);
}

const merge = async (into: string, from: string): Promise<string> =>
  (await shop.ask("POST", `/api/profiles/userId:${into}/merge`, { from: `userId:${from}` })).body.id;

const undo = (mergeId: string): Promise<Answer> => shop.ask("POST", `/api/merges/${mergeId}/undo`);

test("who was met only on pages brings what she was served into a merge, and has it again when that is undone", async () => {
  await signsIn("ann");
  expect(await shownTo({ userId: "ann" })).toBe("Sale");

  const merged = await merge("elder", "ann");
  expect(await shownTo({ userId: "elder" })).toBe("Help");

  await undo(merged);
  expect([await shownTo({ userId: "ann" }), await shownTo({ userId: "elder" })]).toEqual(["Help", "Sale"]);
});

test("what staff decided for a customer who was met only on pages holds on after a merge with an older one", async () => {
  await signsIn("bea");
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const pin = { experience: "help", action: "pin", reason: "She asked.", until, actor: "Robin" };
  await shop.ask("POST", "/api/profiles/userId:bea/overrides", pin);

  await merge("old", "bea");

  expect((await decide({ userId: "old" })).body.placements.hero).toMatchObject({
    reason: { code: "pinned" },
  });
});

test("a variant that was shown to a customer of pages comes with her into a merge", async () => {
  await put("placement/tea", { name: "Tea" });
  const tea = (a: number): Promise<unknown> =>
    put("experience/tea", {
      ...sale,
      placement: "tea",
      variants: [
        { key: "a", weight: a, content: "A" },
        { key: "b", weight: 1 - a, content: "B" },
      ],
    });
  await signsIn("cat");
  await shop.page(track("Consent Given", { anonymousId: "cat-phone" }, { purpose: "personalisation" }));
  await tea(1);
  expect(await shownTo({ userId: "cat" }, "tea")).toBe("A");
  await tea(0);

  await merge("elder", "cat");

  expect(await shownTo({ userId: "elder" }, "tea")).toBe("A");
});

test("whoever signed in on a page is no new customer, and her tokens can all be revoked", async () => {
  await put("placement/new", { name: "New" });
  await put("experience/welcome", { ...sale, placement: "new", content: "Ten off", newCustomersOnly: true });
  await looksAboutAndSignsIn("dot");
  const identity = { userId: "dot" };

  expect(await shownTo(identity, "new")).toBeNull();
  expect(await shownTo({ anonymousId: "dot-phone" }, "new")).toBeNull();

  const { token } = (await shop.ask("POST", "/api/recognition-tokens", { identity })).body;
  const whoShows = async () =>
    (
      await shop.ask(
        "POST",
        "/api/decide",
        { token, identity: {}, placements: ["hero"] },
        { key: server.writeKey },
      )
    ).body.placements.hero.reason.code;
  expect(await whoShows()).not.toBe("unknownCustomer");
  await shop.ask("POST", "/api/recognition-tokens/revoke", { identity });
  expect(
    (await shop.ask("POST", "/api/decide", { token, identity: {}, placements: ["new"] })).body.placements.new
      .content,
  ).toBe("Ten off");
});

test("under one context id a customer of pages is shown one list in the mail and on the page", async () => {
  for (const product of ["bowl", "mug", "rug"])
    await server.post(`/api/products/${product}`, { name: product, price: "9.99" }, "PUT");
  await put("placement/list", { name: "List", items: { limit: 2 } });
  await put("experience/list", {
    ...sale,
    placement: "list",
    content: null,
    items: { blend: { popular: 1, recentlyViewed: 2 } },
  });
  await signsIn("eve");
  const device = { anonymousId: "eve-phone" };
  const view = (product_id: string, ms: number): Wire =>
    track("Product Viewed", device, { product_id }, { timestamp: ago(ms) });
  await shop.page(track("Consent Given", device, { purpose: "personalisation" }), view("rug", 3_000));
  const listOf = async (identity: Wire, key?: string) =>
    (await decide(identity, ["list"], { contextId: "letter" }, key)).body.placements.list.items;

  const mail = await listOf({ userId: "eve" });
  await shop.page(view("bowl", 2_000), view("mug", 1_000));

  expect(mail).not.toHaveLength(0);
  expect(await listOf({ userId: "eve" })).toEqual(mail);
  expect(await listOf(device, server.writeKey)).toEqual(mail);
});

test("who withdrew at the service desk is not personalised on her phone either, whatever she agreed to there", async () => {
  await put("placement/mine", { name: "Mine", content: "For all" });
  await put("experience/mine", { ...sale, placement: "mine", content: "For you", personalised: true });
  await signsIn("fay");
  const device = { anonymousId: "fay-phone" };
  await shop.page(track("Consent Given", device, { purpose: "personalisation" }));
  const onPhone = async () =>
    (await decide(device, ["mine"], {}, server.writeKey)).body.placements.mine.content;
  expect(await onPhone()).toBe("For you");

  await shop.ask("POST", "/api/profiles/userId:fay/consents", {
    purpose: "personalisation",
    channel: "any",
    state: "withdrawn",
    source: "desk",
  });
  expect(await onPhone()).toBe("For all");
});

test("who joins several customers at once is told of each merge its own, so that undoing it parts the right ones", async () => {
  const names = ["ida", "ivy", "jan", "joy"];
  await shop.till(...["hub", ...names].map((userId) => ({ type: "identify", userId })));
  const ids = await Promise.all(names.map(async (name) => (await shop.profile(`userId:${name}`)).id));
  const join = (from: string) => shop.ask("POST", "/api/profiles/userId:hub/merge", { from });

  const answers = await Promise.all(ids.map(join));

  expect(answers.map(({ body }) => body.from)).toEqual(ids);
  expect((await join(ids[0] ?? "")).status).toBe(422);
});

test("what two customers said of consent before they were joined is the same on the profile and in the ledger", async () => {
  const said = (name: string, userId: string, hours: number): Wire =>
    track(name, { userId }, { purpose: "profiling", effective_at: ago(hours * 3_600_000) });
  await shop.till(said("Consent Withdrawn", "kay", 2), said("Consent Given", "lea", 1));
  const state = async (): Promise<readonly unknown[]> => [
    (await shop.ask("GET", "/api/profiles/userId:lea")).body.consents[0].state,
    (await shop.ask("GET", "/api/profiles/userId:lea/consents")).body.current[0].state,
  ];

  const merged = await merge("kay", "lea");
  expect(await state()).toEqual(["withdrawn", "withdrawn"]);

  await undo(merged);
  expect(await state()).toEqual(["granted", "granted"]);
});

test("whatever customers, pages and staff do at once, caps and variants hold, who withdrew is nobody, and a device sees only itself", async () => {
  await openPlacements((path, body) => server.post(path, body, "PUT"));
  let runs = 0;

  await fc.assert(
    fc.asyncProperty(history, async (waves) => {
      runs += 1;
      const customers = new RandomCustomers(shop, `run${runs}`);
      await customers.open();
      for (const deeds of waves) await customers.live(deeds);
    }),
    { numRuns: Number(process.env["ATTUNE_HISTORIES"] ?? 2), endOnFailure: true },
  );
}, 900_000);
