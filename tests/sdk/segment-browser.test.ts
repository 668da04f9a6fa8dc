import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../harness/open-browser.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { type Site, startSite } from "../harness/start-site.ts";
import { waitUntil } from "../harness/wait-until.ts";
import {
  allNumbers,
  numbersOf,
  readTimeline,
  sendBurstOverRestarts,
  settle,
  type TimelineItem,
} from "./recorded.ts";

let server: TestServer;
let site: Site;
let browser: Browser;
beforeAll(async () => {
  server = await startServer({ engines: "own" });
  site = await startSite(
    new Map([["/analytics-next.js", { type: "text/javascript", body: publishedBuild() }]]),
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
  await server?.close();
});

const standard = { strategy: "standard" };
const batching = { strategy: "batching", config: { size: 10, timeout: 500 } };

test.each([standard, batching])(
  "@segment/analytics-next ($strategy) loses nothing and doubles nothing over a restart and a kill -9",
  async (deliveryStrategy) => {
    const userId = `browser-${deliveryStrategy.strategy}`;
    const page = await openPage();
    const anonymousId = await loadFromPackage(page, deliveryStrategy);

    await page.evaluate(`(async () => {
    await analytics.identify("${userId}", { plan: "gold", email: "${userId}@example.com" });
    await analytics.track("Product Viewed", { product_id: "P1", price: 12.5 });
    await analytics.page("Home");
    await analytics.group("house-1", { name: "House" });
    await analytics.alias("${userId}", "${userId}-old");
  })()`);
    await waitUntil("the first events", async () =>
      (await namesOf(anonymousId)).length === 5 ? true : undefined,
    );
    await sendBurstOverRestarts(server, (n) => page.evaluate(`void analytics.track("Burst", { n: ${n} })`));
    const items = await waitUntil("the whole burst", () => wholeBurst(anonymousId), 90_000, 500);
    await settle(server);

    expect(numbersOf(await readTimeline(server, `anonymousId:${anonymousId}`))).toEqual(allNumbers);
    const others = items.filter((item) => item.name !== "Burst");
    expect(others.map((item) => item.name).sort()).toEqual([
      "Aliased",
      "Group Joined",
      "Identified",
      "Page Viewed",
      "Product Viewed",
    ]);
    expect(others.find((item) => item.type === "page")?.properties).toMatchObject({
      name: "Home",
      title: "Shop",
    });
    expect(await server.get("/api/quarantine")).toMatchObject({ items: [] });
    await page.close();
  },
);

test("the script snippet works with this server's address in it: library, settings and events come from here", async () => {
  const page = await openPage();
  await page.evaluate(
    `window.analytics = Object.assign([], { _writeKey: "${server.writeKey}", _cdn: "${server.url}", initialize: false })`,
  );
  await page.addScriptTag({ url: `${server.url}/analytics.js/v1/${server.writeKey}/analytics.min.js` });
  await page.waitForFunction(
    "window.analytics.initialized === true || typeof window.analytics.user === 'function'",
  );

  const anonymousId: string = await page.evaluate(`(async () => {
    await analytics.track("From snippet", { n: 1 });
    return (await analytics.user()).anonymousId();
  })()`);

  const names = await waitUntil("the event", async () => {
    const found = await namesOf(anonymousId);
    return found.includes("From snippet") ? found : undefined;
  });
  expect(names).toContain("From snippet");
  await page.close();
});

async function openPage(): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.url);
  return page;
}

/** As a shop's own bundle would have it. Only the key and the address are given. */
async function loadFromPackage(page: Page, deliveryStrategy: object): Promise<string> {
  await page.addScriptTag({ url: `${site.url}/analytics-next.js` });
  const settings = JSON.stringify({ writeKey: server.writeKey, cdnURL: server.url });
  const options = JSON.stringify({ integrations: { "Segment.io": { deliveryStrategy } } });
  return page.evaluate(`(async () => {
    const [analytics] = await AnalyticsNext.AnalyticsBrowser.load(${settings}, ${options});
    window.analytics = analytics;
    return analytics.user().anonymousId();
  })()`);
}

async function wholeBurst(anonymousId: string): Promise<readonly TimelineItem[] | undefined> {
  const items = await readTimeline(server, `anonymousId:${anonymousId}`);
  return numbersOf(items).length >= allNumbers.length ? items : undefined;
}

async function namesOf(anonymousId: string): Promise<readonly string[]> {
  const items = await readTimeline(server, `anonymousId:${anonymousId}`).catch(() => []);
  return items.map((item) => item.name);
}

function publishedBuild(): Buffer {
  const manifest = createRequire(import.meta.url).resolve("@segment/analytics-next/package.json");
  return readFileSync(join(dirname(manifest), "dist/umd/index.js"));
}
