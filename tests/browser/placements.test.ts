import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "../harness/wait-until.ts";
import { settle, type TimelineItem } from "../sdk/recorded.ts";
import { openShop, type ShopWorld, type Visit } from "./shop-page.ts";

/** What moved, as the browser itself measures it, and every text of the banner that was ever visible in a frame. */
const watching = `
  window.moved = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.moved += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  window.shown = [];
  const look = () => {
    const hero = document.querySelector(".hero");
    if (hero && getComputedStyle(hero).visibility === "visible") {
      const text = hero.querySelector("h1").textContent;
      if (!window.shown.includes(text)) { window.shown.push(text); window.shownAt ??= performance.now(); }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;
const hostile = {
  headline: "<img src=x onerror='window.taken=1'>Hi",
  story: `<p onclick="window.taken=1" style="position:fixed">Kind <b>words</b></p><script>window.taken=1</script>
    <img src="x" onerror="window.taken=1"><svg><a href="javascript:window.taken=1"><p>no</p></a></svg>
    <a href="java\tscript:window.taken=1">odd</a><a href="/product.html">good</a><iframe srcdoc="<script>parent.taken=1</script>"></iframe>
    <math><mtext><table><mglyph><style><img src onerror=window.taken=1></style></mglyph></table></mtext></math>`,
  url: "javascript:window.taken=1",
  button: "</a><script>window.taken=1</script>",
};

let shop: ShopWorld;
beforeAll(async () => {
  shop = await openShop();
  await put("/api/products/mug", {
    name: "A mug <b>for</b> tea",
    price: "12.50",
    currency: "GBP",
    url: "/product.html?id=mug",
  });
  await put("/api/products/lamp", { name: "A lamp", price: "40" });
  await put("/api/definitions/placement/home-hero", {
    name: "Hero",
    channel: "web",
    content: { headline: "Gifts for every day" },
  });
  await put("/api/definitions/placement/home-products", { name: "Row", channel: "web", items: { limit: 4 } });
  await put("/api/definitions/placement/cart-products", {
    name: "Cart",
    channel: "web",
    items: { limit: 4 },
  });
  await experience(
    "gold",
    "home-hero",
    {
      headline:
        "Welcome back to the shop of many good things, which takes far more room than the page has for it. ".repeat(
          9,
        ),
      button: "Yours",
      url: "/cart.html",
    },
    { condition: { trait: "tier", is: "gold" } },
  );
  await experience("hostile", "home-hero", hostile, { condition: { trait: "tier", is: "hostile" } });
  await experience("recent", "home-products", {}, { items: { strategy: "recentlyViewed" } });
});
afterAll(() => shop?.close());

const put = (path: string, body: unknown): Promise<unknown> => shop.server.post(path, body, "PUT");
const experience = (key: string, placement: string, content: object, more: object): Promise<unknown> =>
  put(`/api/definitions/experience/${key}`, { name: key, placement, content, ...more });

let visitors = 0;

/** Somebody new who agreed, whom the server knows by their tier and by what they looked at. */
async function known(tier: string): Promise<Visit> {
  visitors += 1;
  const visit = await shop.visit({ script: watching });
  await visit.open("/");
  await visit.agree();
  await visit.page.evaluate(`attune.identify("${tier}-${visitors}", { tier: "${tier}" });
    attune.productViewed({ product_id: "mug" }); attune.productViewed({ product_id: "lamp" });`);
  await waitUntil("the server to know them", async () =>
    (await visit.arrived()).length >= 5 ? true : undefined,
  );
  await waitUntil("an answer for them", async () => {
    const decided = await visit.page.evaluate<{ placements?: Record<string, { experience: string | null }> }>(
      `attune.decide(["home-hero", "home-products"])`,
    );
    const { placements = {} } = decided;
    return placements["home-hero"]?.experience === tier &&
      placements["home-products"]?.experience === "recent"
      ? true
      : undefined;
  });
  return visit;
}

function twoFrames(visit: Visit): Promise<void> {
  return visit.page.evaluate(
    "new Promise((after) => requestAnimationFrame(() => requestAnimationFrame(() => after())))",
  );
}

async function reported(visit: Visit, name: string): Promise<TimelineItem> {
  return waitUntil(name, async () => (await visit.arrived()).find((item) => item.name === name), 30_000, 200);
}

test("a placement is filled before it is seen for the first time, and nothing on the page moves", async () => {
  const visit = await known("gold");
  await visit.open("/");
  await visit.page.waitForSelector(".row[data-attune-state=filled]");
  await visit.page.evaluate(
    "new Promise((after) => requestAnimationFrame(() => requestAnimationFrame(after)))",
  );

  const shown = await visit.page.evaluate<string[]>("window.shown");
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatch(/^Welcome back/);
  expect(await visit.page.evaluate("window.moved")).toBe(0);
  expect(await visit.page.locator(".hero").getAttribute("data-attune-reason")).toBe("personalised");
  expect(await visit.page.locator(".row li").allTextContents()).toEqual([
    expect.stringContaining("A lamp"),
    expect.stringMatching(/A mug <b>for<\/b> tea\s+£12\.50/),
  ]);
  // The lamp has no address: the page's own stays.
  expect(await visit.page.locator(".row a").first().getAttribute("href")).toBe("/");
  expect(visit.faults).toEqual([]);
  await visit.close();
});

test("what was shown is reported once it was seen, and what was clicked with its product, under the decision's id", async () => {
  const visit = await known("gold");
  await visit.open("/");
  const seen = await reported(visit, "Decision Seen");
  await visit.page.locator(".row a").nth(1).click();
  await visit.page.waitForURL("**/product.html*");
  const acted = await reported(visit, "Decision Acted");
  const all = await visit.arrived();

  expect(acted.properties).toMatchObject({
    placement: "home-products",
    experience: "recent",
    product_id: "mug",
    decision_id: seen.properties["decision_id"],
  });
  await settle(shop.server);
  const explained = await shop.server.get<{ answer: object }>(
    `/api/decisions/${String(acted.properties["decision_id"])}`,
  );
  expect(explained.answer).toMatchObject({ "home-products": { experience: "recent" } });
  const placements = all
    .filter(({ name }) => name === "Decision Seen")
    .map(({ properties }) => properties["placement"]);
  expect(new Set(placements).size).toBe(placements.length);
  await visit.close();
});

test("after 300 ms the page's own content is shown, and an answer that comes later changes nothing any more", async () => {
  const visit = await known("gold");
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await visit.page.route("**/api/decide", async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });

  await visit.open("/");
  await visit.page.waitForSelector(".hero[data-attune-state=default]");
  await visit.page.waitForFunction("window.shown.length > 0");
  const waited = await visit.page.evaluate<number>(
    `window.shownAt - performance.getEntriesByType("navigation")[0].domContentLoadedEventStart`,
  );
  answer();
  await twoFrames(visit);

  console.info(`shown ${Math.round(waited)} ms after the page was read`);
  expect(waited).toBeGreaterThanOrEqual(290);
  expect(waited).toBeLessThan(1_000);
  expect(await visit.page.evaluate("window.shown")).toEqual(["Gifts for every day"]);
  expect(await visit.page.evaluate("window.moved")).toBe(0);
  expect(await visit.page.locator(".hero").getAttribute("data-attune-reason")).toBe("timeout");
  await visit.close();
});

test("content that wants to run something is text, or left out; only a slot for HTML takes HTML, of harmless kinds", async () => {
  const visit = await known("hostile");
  await visit.open("/");
  await visit.page.waitForSelector(".hero[data-attune-state=filled]");
  await visit.page.waitForLoadState("networkidle");

  expect(await visit.page.evaluate("window.taken")).toBeUndefined();
  expect(await visit.page.locator(".hero h1").textContent()).toBe(hostile.headline);
  expect(await visit.page.locator(".hero h1 *").count()).toBe(0);
  const link = visit.page.locator(".hero > a");
  expect([await link.getAttribute("href"), await link.textContent()]).toEqual([
    "/product.html?id=mug",
    hostile.button,
  ]);
  const html = await visit.page.locator(".hero > div").innerHTML();
  expect(html).toContain("<p>Kind <b>words</b></p>");
  expect(html).toContain('<a href="/product.html">good</a>');
  expect(html).not.toMatch(/script|onerror|onclick|style|svg|iframe|math/i);
  await visit.close();
});

test("who comes by a message's link is shown what its customer is shown until they log out, and the address tells nobody", async () => {
  const { server } = shop;
  await server.post("/v1/batch", {
    batch: [
      { type: "identify", userId: "reader", traits: { tier: "gold" } },
      { type: "track", event: "Consent Given", userId: "reader", properties: { purpose: "personalisation" } },
    ],
  });
  await settle(server);
  const { token } = await server.post<{ token: string }>("/api/recognition-tokens", {
    identity: { userId: "reader" },
  });
  const visit = await shop.visit();
  const hero = () =>
    visit.page.evaluate(`attune.decide(["home-hero"]).then((all) => all.placements["home-hero"])`);
  await visit.open("/");
  await visit.agree();
  expect(await hero()).toMatchObject({ experience: null });

  await visit.open(`/?from=mail&attune=${token}`);

  expect(await hero()).toMatchObject({ experience: "gold" });
  expect(new URL(visit.page.url()).search).toBe("?from=mail");
  await visit.open("/product.html?id=mug");
  expect(await hero()).toMatchObject({ experience: "gold" });
  expect(JSON.stringify(await visit.arrived())).not.toContain(token);
  await visit.page.evaluate("attune.reset()");
  expect(await hero()).toMatchObject({ experience: null });
});

test("an empty placement without room, of an unknown name or for a visitor who said no, leaves the page as it is", async () => {
  const visit = await known("gold");
  await visit.open("/product.html?id=mug");
  const place = (html: string): Promise<string | null> =>
    visit.page.evaluate(`(async () => {
      document.querySelector("main").insertAdjacentHTML("beforeend", ${JSON.stringify(html)});
      await attune.place();
      return document.querySelector("main").lastElementChild.getAttribute("data-attune-reason");
    })()`);

  expect(await place(`<div data-attune-placement="home-hero" data-attune-text="headline"></div>`)).toBe(
    "noRoom",
  );
  expect(await place(`<div data-attune-placement="no-such">mine</div>`)).toBe("unknownPlacement");
  // Nor does it cost the other placements of the page.
  expect(await visit.page.evaluate(`attune.decide(["no-such", "home-hero", "nor-such"])`)).toMatchObject({
    placements: { "home-hero": { experience: "gold" } },
  });
  await visit.page.evaluate(`attune.consent({ personalisation: false })`);
  expect(await place(`<div data-attune-placement="home-hero">mine</div>`)).toBeNull();
  expect(
    await visit.page
      .locator("main > div")
      .last()
      .evaluate((element) => getComputedStyle(element).visibility),
  ).toBe("visible");
  expect(visit.faults).toEqual([]);
  await visit.close();
});
