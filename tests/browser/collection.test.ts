import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "../harness/wait-until.ts";
import type { TimelineItem } from "../sdk/recorded.ts";
import { openShop, privacyControlScript, type ShopWorld, type Visit } from "./shop-page.ts";

let shop: ShopWorld;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

const keptByUs = `Object.keys(localStorage).filter((key) => key.startsWith("attune"))`;
const view = (n: number): string => `attune.productViewed({ product_id: "p", n: ${n} })`;
const namesOf = (items: readonly TimelineItem[]): readonly string[] => items.map(({ name }) => name);
const numbersOf = (items: readonly TimelineItem[]): readonly unknown[] =>
  items.flatMap(({ properties }) => properties["n"] ?? []);

function waitForCount(visit: Visit, count: number): Promise<readonly TimelineItem[]> {
  return waitUntil(
    `${count} events`,
    async () => {
      const items = await visit.arrived();
      return items.length >= count ? items : undefined;
    },
    60_000,
    100,
  );
}

test("before the visitor has answered nothing is kept in their browser and nothing is sent; after a no neither", async () => {
  const visit = await shop.visit();
  await visit.open("/product.html?id=mug");
  await visit.page.evaluate(`attune.identify("kim"), attune.searched("mug"), attune.place()`);
  await visit.page.waitForLoadState("networkidle");
  const storesBefore = await visit.page.evaluate("localStorage.length + document.cookie.length");

  await visit.page.getByRole("button", { name: "No" }).click();
  await visit.open("/");
  await visit.page.waitForLoadState("networkidle");

  expect(storesBefore).toBe(0);
  expect(await visit.page.evaluate(keptByUs)).toEqual([]);
  expect(await visit.page.evaluate("document.cookie")).toBe("");
  expect(visit.asked).toEqual([]);
  await visit.close();
});

test("a browser that says Global Privacy Control counts as a no, also after the visitor pressed yes", async () => {
  const visit = await shop.visit({ privacyControl: true });
  await visit.open("/");
  await visit.agree();
  await visit.open("/product.html?id=mug");
  await visit.page.waitForLoadState("networkidle");

  expect(await visit.page.evaluate(keptByUs)).toEqual([]);
  expect(visit.asked).toEqual([]);
  await visit.close();
});

test("from home page to cart one visit is one session of one device: page, search, product and cart, each once", async () => {
  const visit = await shop.visit();
  await visit.open("/");
  await visit.agree();
  await visit.page.getByRole("textbox", { name: "Search" }).fill("mug & bowl");
  await visit.page.getByRole("textbox", { name: "Search" }).press("Enter");
  await visit.page.waitForURL("**/search.html*");
  await visit.open("/product.html?id=mug");
  await visit.page.getByRole("button", { name: "Add to cart" }).click();
  await visit.open("/cart.html");
  await visit.page.getByRole("button", { name: "Remove the first" }).click();

  const items = await waitForCount(visit, 10);
  expect(namesOf(items)).toEqual([
    "Consent Given",
    "Page Viewed",
    "Page Viewed",
    "Products Searched",
    "Page Viewed",
    "Product Viewed",
    "Product Added",
    "Page Viewed",
    "Cart Viewed",
    "Product Removed",
  ]);
  expect(items[3]?.properties).toMatchObject({ query: "mug & bowl" });
  expect(new Set(items.map(({ channel }) => channel))).toEqual(new Set(["web"]));
  const session = await visit.page.evaluate<number[]>(`JSON.parse(localStorage.getItem("attune")).session`);
  expect(session[0]).toBeLessThan(session[1] ?? 0);
  expect(new Set(visit.asked)).toEqual(new Set(["/v1/batch", "/api/decide"]));
  expect(await shop.server.get("/api/quarantine")).toMatchObject({ items: [] });
  expect(visit.faults).toEqual([]);
  await visit.close();
});

test("whoever logs in is that customer from here on, and whoever comes after the log-out is not", async () => {
  const visit = await shop.visit();
  await visit.open("/");
  await visit.agree();
  const device = await visit.anonymousId();
  await visit.page.getByRole("textbox", { name: "Customer number" }).fill("kim-7");
  await visit.page.getByRole("button", { name: "Log in" }).click();
  await waitForCount(visit, 3);
  const [byUser, byDevice] = await Promise.all(
    ["userId:kim-7", `anonymousId:${device}`].map((ref) =>
      shop.server.get<{ id: string; traits: object }>(`/api/profiles/${encodeURIComponent(ref)}`),
    ),
  );

  await visit.page.getByRole("button", { name: "Log out" }).click();
  await visit.page.evaluate(view(1));
  const after = await waitForCount(visit, 1);

  expect(byUser?.id).toBe(byDevice?.id);
  expect(byUser?.traits).toMatchObject({ tier: "gold" });
  expect(await visit.anonymousId()).not.toBe(device);
  expect(namesOf(after)).toEqual(["Product Viewed"]);
  await visit.close();
});

test("what is done offline arrives in order, once, as soon as the network is back", async () => {
  const visit = await shop.visit();
  await visit.open("/");
  await visit.agree();
  await waitForCount(visit, 2);

  await visit.context.setOffline(true);
  for (let n = 0; n < 20; n += 1) await visit.page.evaluate(view(n));
  await visit.page.waitForEvent("requestfailed");
  expect(await visit.page.evaluate(`${keptByUs}.length`)).toBe(21);
  await visit.context.setOffline(false);

  expect(numbersOf(await waitForCount(visit, 22))).toEqual(Array.from({ length: 20 }, (_, n) => n));
  await visit.close();
});

test("what could not be sent survives a reload and keeps its order; an answer that got lost doubles nothing", async () => {
  const visit = await shop.visit();
  await visit.open("/");
  await visit.agree();
  await waitForCount(visit, 2);
  const door = `${shop.server.url}/v1/batch`;
  await visit.page.route(door, async (route) => {
    await route.fetch();
    await route.abort();
  });

  for (let n = 0; n < 5; n += 1) await visit.page.evaluate(view(n));
  await waitForCount(visit, 7);
  await visit.page.unroute(door);
  await visit.page.route(door, (route) => route.abort());
  await visit.page.reload();
  for (let n = 5; n < 10; n += 1) await visit.page.evaluate(view(n));
  await visit.page.unroute(door);
  await visit.page.reload();
  await visit.page.waitForFunction(`${keptByUs}.length === 1`);

  const items = await waitForCount(visit, 14);
  expect(numbersOf(items)).toEqual(Array.from({ length: 10 }, (_, n) => n));
  expect(namesOf(items).filter((name) => name === "Page Viewed")).toHaveLength(3);
  await visit.close();
});

test.each([
  [
    "who takes consent back",
    (visit: Visit) => visit.page.evaluate(`attune.consent({ analytics: false, personalisation: false })`),
  ],
  [
    "whose browser says Global Privacy Control from some day on",
    async (visit: Visit) => {
      await visit.context.addInitScript(privacyControlScript(true));
      await visit.open("/product.html?id=mug");
    },
  ],
])("a visitor %s leaves nothing behind, and the server learns of it", async (_who, withdraw) => {
  const visit = await shop.visit();
  await visit.open("/");
  await visit.agree();
  const device = await visit.anonymousId();
  await waitForCount(visit, 2);

  await withdraw(visit);
  await visit.page.waitForFunction(`${keptByUs}.length === 0`);

  const { current } = await waitUntil("the withdrawal", async () => {
    const path = `/api/profiles/${encodeURIComponent(`anonymousId:${device}`)}/consents`;
    const answer = await shop.server.get<{ current: { state: string }[] }>(path);
    return answer.current.some(({ state }) => state === "withdrawn") ? answer : undefined;
  });
  expect(current.map(({ state }) => state)).toEqual(["withdrawn", "withdrawn"]);
  await visit.page.evaluate(view(1));
  expect(await visit.page.evaluate(keptByUs)).toEqual([]);
  await visit.close();
});

test("nothing a page does to the SDK comes back as an error: no key, a secret key, odd arguments, a storage that is forbidden", async () => {
  const visit = await shop.visit({
    script: `if (location.search === "?forbidden") Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no"); } });`,
  });
  await visit.open("/search.html");
  const outcomes = await visit.page.evaluate(`(async () => {
    const circle = {}; circle.self = circle;
    const hostile = { get price() { throw new Error("mine"); } };
    const made = [undefined, {}, { key: "ats_1", url: "https://example.com" }, { key: "atp_1", url: "nowhere" }, window.shopSettings].map((options) => Attune.start(options));
    for (const attune of made) {
      attune.consent({ analytics: true, personalisation: true });
      attune.consent(null), attune.page(circle, circle), attune.track(), attune.productViewed(hostile), attune.productAdded(circle);
      attune.cartViewed(null), attune.searched(undefined, circle), attune.identify(null, circle), attune.identify("  "), attune.productViewed({ product_id: "x".repeat(40_000) });
      await attune.place(), attune.reset(), attune.anonymousId();
    }
    return Promise.all(made.map((attune) => attune.decide(null)));
  })()`);
  await visit.open("/search.html?forbidden");

  expect(outcomes).toEqual([
    ...Array.from({ length: 4 }, () => ({ missed: "noConsent" })),
    { missed: expect.any(String) },
  ]);
  expect(visit.faults.filter((fault) => fault !== "no")).toEqual([]);
  await visit.close();
});

test("while the server is away the shop goes on as it is; when it is back, everything arrives", async () => {
  const visit = await shop.visit();
  await visit.open("/");
  await visit.agree();
  await waitForCount(visit, 2);
  await shop.server.stop();

  await visit.open("/");
  for (let n = 0; n < 5; n += 1) await visit.page.evaluate(view(n));
  await visit.page.waitForSelector(".hero[data-attune-state=default]");
  const hero = await visit.page.evaluate(`(() => {
    const hero = document.querySelector(".hero");
    return [getComputedStyle(hero).visibility, hero.dataset.attuneReason, hero.querySelector("h1").textContent];
  })()`);
  await shop.server.start();
  await visit.page.evaluate(`dispatchEvent(new Event("online"))`);

  expect(hero).toEqual(["visible", "unreachable", "Gifts for every day"]);
  expect(numbersOf(await waitForCount(visit, 8))).toEqual([0, 1, 2, 3, 4]);
  expect(visit.faults).toEqual([]);
  await visit.close();
});
