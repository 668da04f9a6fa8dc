import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { buildSdk } from "../../scripts/build-sdk.ts";
import { root } from "../../scripts/source-files.ts";
import { openBrowser } from "../harness/open-browser.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { type Site, type SiteFile, startSite } from "../harness/start-site.ts";
import { readTimeline, settle, type TimelineItem } from "../sdk/recorded.ts";

/** The sample shop with the built SDK, a server and a browser, for one test file. */
export interface ShopWorld {
  readonly server: TestServer;
  readonly site: Site;
  /** A new visitor with a browser of their own. */
  visit(options?: VisitOptions): Promise<Visit>;
  close(): Promise<void>;
}

interface VisitOptions {
  /** Whether their browser says Global Privacy Control. */
  readonly privacyControl?: boolean;
  /** Run in every page before its own scripts. */
  readonly script?: string;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses at the server that the pages asked, preflights left out. */
  readonly asked: string[];
  /** What would have reached the shop's own error reports. */
  readonly faults: string[];
  open(path: string): Promise<void>;
  /** Answers the banner with yes. */
  agree(): Promise<void>;
  anonymousId(): Promise<string>;
  /** Everything the device did that has arrived, in the order in which it was taken in. */
  arrived(): Promise<readonly TimelineItem[]>;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

export async function openShop(): Promise<ShopWorld> {
  const [server, browser, files] = await Promise.all([startServer(), openBrowser(), shopFiles()]);
  const settings = JSON.stringify({ key: server.writeKey, url: server.url });
  files.set("/settings.js", { type: "text/javascript", body: `window.shopSettings = ${settings};` });
  const site = await startSite(files);
  return {
    server,
    site,
    visit: (options = {}) => visit(server, site, browser, options),
    close: async () => {
      await browser.close();
      await site.close();
      await server.close();
    },
  };
}

/** Makes the browser say Global Privacy Control from the next page on, or no longer. */
export function privacyControlScript(isOn: boolean): string {
  return `Object.defineProperty(navigator, "globalPrivacyControl", { value: ${isOn}, configurable: true });`;
}

async function shopFiles(): Promise<Map<string, SiteFile>> {
  const folder = join(root, "examples/shop");
  const files = new Map<string, SiteFile>();
  for (const name of await readdir(folder)) {
    const type = types[extname(name)];
    if (type !== undefined) files.set(`/${name}`, { type, body: await readFile(join(folder, name)) });
  }
  const home = files.get("/index.html");
  if (home === undefined) throw new Error("The sample shop has no home page.");
  return files.set("/", home).set("/attune.js", { type: "text/javascript", body: await buildSdk() });
}

async function visit(
  server: TestServer,
  site: Site,
  browser: Browser,
  { privacyControl = false, script = "" }: VisitOptions,
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  await context.addInitScript(privacyControlScript(privacyControl) + script);
  const page = await context.newPage();
  const asked: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => {
    if (request.url().startsWith(server.url)) asked.push(request.url().slice(server.url.length));
  });
  page.on("pageerror", (error) => faults.push(error.message));
  const anonymousId = (): Promise<string> => page.evaluate<string>("String(attune.anonymousId())");
  return {
    page,
    context,
    asked,
    faults,
    anonymousId,
    open: async (path) => void (await page.goto(site.url + path)),
    agree: () => page.getByRole("button", { name: "Yes" }).click(),
    arrived: async () => {
      await settle(server);
      const items = await readTimeline(server, `anonymousId:${await anonymousId()}`).catch(() => []);
      const positionOf = ({ id }: TimelineItem): number => Number.parseInt(id.slice("evt_".length), 36);
      return [...items].sort((a, b) => positionOf(a) - positionOf(b));
    },
    close: () => context.close(),
  };
}
