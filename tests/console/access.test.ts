import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Look } from "./console-browser.ts";
import { type Desk, openDesk } from "./desk.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const looks: readonly Look[] = [
  { width: 320, scheme: "light" },
  { width: 320, scheme: "dark" },
  { width: 1440, scheme: "light" },
  { width: 1440, scheme: "dark" },
];

const offerPages = [
  "/touchpoints",
  "/touchpoints/home",
  "/touchpoints/new",
  "/placements/hero",
  "/contact-rules",
  "/experiences/regulars",
  "/experiences/regulars/edit",
  "/experiences/new?placement=hero",
  "/preview?placement=hero",
  "/decisions",
  "/decisions/902d5913-b416-8ea3-9931-8c59a3db4ebf",
  "/products",
  "/products/23084",
  "/products/long",
  "/products/23084/customers?metric=left",
  "/stores",
  "/stores/leeds",
  "/imports",
  "/keys",
  "/definitions",
  "/definitions/experience/regulars",
  "/definitions/experience/regulars/edit",
  "/definitions/new?kind=hold-out",
  "/start",
].map((address) => [address, seeSettled] as const);

async function seeNumbersOfProducts(page: Page): Promise<void> {
  await page
    .getByRole("table", { name: "By product" })
    .getByRole("link", { name: "Rabbit night light", exact: true })
    .waitFor();
  await page.getByText("What these numbers mean").click();
}

/** Each look costs its time: those pages are seen narrow and light, and wide and dark. */
function pagesFor({ width, scheme }: Look): typeof pages {
  return (width === 320) === (scheme === "light") ? [...pages, ...offerPages] : pages;
}

/** A page, how to tell that it is there, and what to do first to see more of it. */
const pages: readonly (readonly [address: string, isThere: (page: Page) => Promise<void>])[] = [
  [
    "/overview",
    async (page) => {
      await page.getByRole("figure", { name: "What was sold, less what came back?" }).waitFor();
      await page
        .getByRole("figure", { name: "Which share of net sales do the best customers bring?" })
        .waitFor();
    },
  ],
  ["/overview/orders/customers", (page) => page.getByRole("table").waitFor()],
  ["/customers", (page) => page.getByRole("link", { name: "Ada Fairweather" }).first().waitFor()],
  ["/customers?query=zzz", (page) => page.getByRole("heading", { name: "Nobody found for “zzz”" }).waitFor()],
  ["/customers/userId:12583", seeAllOfHer],
  ["/customers?query=fairwether", (page) => page.getByText("You may have meant").waitFor()],
  ["/departments", (page) => page.getByRole("link", { name: /^Service/ }).waitFor()],
  ["/departments/marketing", (page) => page.getByText("Acquire").first().waitFor()],
  ["/departments/product", seeNumbersOfProducts],
  ["/departments/retail", (page) => page.getByText("Leeds", { exact: true }).first().waitFor()],
  ["/departments/service", (page) => page.getByRole("searchbox").waitFor()],
  ["/departments/finance", (page) => page.getByText("32%").waitFor()],
  [
    "/departments/service/userId:12583",
    (page) => page.getByRole("heading", { name: "Ada Fairweather" }).waitFor(),
  ],
  ["/store", (page) => page.getByRole("searchbox").waitFor()],
  ["/store/userId:12583", (page) => page.getByText("A regular. Say thank you.").waitFor()],
  [
    "/mirror",
    (page) =>
      page
        .getByRole("link", { name: /Ada Fairweather/ })
        .first()
        .waitFor(),
  ],
  ["/mirror/userId:12583", (page) => page.getByText("Your cart is waiting").waitFor()],
  ["/segments", (page) => page.getByRole("link", { name: "Lapsed" }).waitFor()],
  ["/segments/lapsed", (page) => page.getByRole("link", { name: "Ada Fairweather" }).first().waitFor()],
  ["/segments/new", seeMistake],
  ["/segments/looked-at-lanterns/edit", (page) => page.getByText("Some of them").waitFor()],
  ["/segments/overlap", (page) => page.getByRole("button", { name: "As a table" }).click()],
  ["/segments/lapsed/compare", (page) => page.locator("canvas").waitFor()],
  ["/segments/schemes", (page) => page.locator("canvas").waitFor()],
  ["/segments/schemes/new", (page) => page.getByLabel("Objective").waitFor()],
  ["/segments/stages", (page) => page.locator("canvas").waitFor()],
  ["/events", (page) => page.getByRole("list", { name: "Live events" }).getByRole("button").nth(2).click()],
  [
    "/quarantine",
    (page) =>
      page
        .getByRole("link", { name: /names nobody/ })
        .first()
        .waitFor(),
  ],
  ["/quarantine/qua_1", (page) => page.getByRole("button", { name: /^Line 4/ }).waitFor()],
  ["/staff", (page) => page.getByRole("button", { name: "Grace Hopperton" }).waitFor()],
  ["/audit", (page) => page.getByRole("cell", { name: "Grace Hopperton" }).first().waitFor()],
  ["/me", (page) => page.getByText("Safari on iPhone").waitFor()],
  ["/nowhere", (page) => page.getByRole("heading", { name: "There is no such page" }).waitFor()],
];

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe.each(looks)("at $width px in $scheme", (look) => {
  it("every page can be used by everyone, and fits", async () => {
    const { page, api, complaints, close } = await desk.open({ look });
    for (const [address, isThere] of pagesFor(look)) {
      await page.goto(`${api.url}${address}`);
      await isThere(page);
      expect(await violations(page), address).toEqual([]);
      expect(await tooWide(page), `${address} is wider than the screen`).toBe(0);
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it("so can sign-in, the palette, the menu and a question", async () => {
    const { page, api, close } = await desk.open({ look, signedIn: false });
    await page.goto(api.url);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("Type your password.").waitFor();
    expect(await violations(page), "sign-in").toEqual([]);
    await page.getByRole("button", { name: "Sign in with a secret key" }).click();
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("Paste the secret key.").waitFor();
    expect(await violations(page), "sign-in by key").toEqual([]);
    expect(await tooWide(page), "sign-in").toBe(0);
    await close();

    const inside = await desk.open({ look });
    await inside.page.goto(`${inside.api.url}/quarantine/qua_1`);
    await inside.page.getByRole("button", { name: "Settings and sign out" }).click();
    await inside.page.getByRole("button", { name: "Sign out", exact: true }).waitFor();
    expect(await violations(inside.page), "menu").toEqual([]);
    await inside.page.keyboard.press("Escape");
    await inside.page.getByRole("button", { name: "Discard" }).click();
    await inside.page.getByRole("dialog").waitFor();
    expect(await violations(inside.page), "question").toEqual([]);
    await inside.page.keyboard.press("Escape");
    await inside.page.getByRole("dialog").waitFor({ state: "detached" });
    await inside.page.keyboard.press("Control+k");
    await inside.page.keyboard.type("ada");
    await inside.page.getByRole("option").first().waitFor();
    expect(await violations(inside.page), "palette").toEqual([]);
    await inside.close();
  });
});

it("every page fits a screen of 768 px", async () => {
  const { page, api, close } = await desk.open({ look: { width: 768, scheme: "light" } });
  for (const [address, isThere] of [...pages, ...offerPages]) {
    await page.goto(`${api.url}${address}`);
    await isThere(page);
    expect(await tooWide(page), `${address} is wider than the screen`).toBe(0);
  }
  await close();
});

it("a keyboard reaches the content first, past bar and navigation", async () => {
  const { page, api, close } = await desk.open();
  await page.goto(`${api.url}/segments`);
  await page.getByRole("link", { name: "Lapsed" }).waitFor();

  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to content");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");

  expect(
    await page.evaluate(
      "document.activeElement.closest('main')?.querySelector('a, button') === document.activeElement",
    ),
  ).toBe(true);
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
  await close();
});

/** A page without a state of its own to be brought into: there, with what it asked for. */
async function seeSettled(page: Page): Promise<void> {
  await page.locator("h1").waitFor();
  const waiting = page.locator(".waiting");
  while ((await waiting.count()) > 0) await waiting.first().waitFor({ state: "detached" });
}

async function seeAllOfHer(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Where from?" }).click();
  await page.getByText("Order 581475").click();
  await page.getByText("Searched for “lantern”").first().click();
}

async function seeMistake(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add a condition" }).click();
  await page.getByRole("menuitem", { name: "something known of them" }).click();
  await page.locator(".part-faults .fault").first().waitFor();
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  // Where a row lies half under the bar at the bottom, its size would be judged by what is left of it.
  await page.evaluate("document.querySelector('.navigation')?.style.setProperty('position', 'static')");
  const found = await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)}, resultTypes: ["violations"] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ": " + node.target.join(" ") + " " + node.failureSummary)))`,
  );
  return found as string[];
}

function tooWide(page: Page): Promise<number> {
  return page.evaluate(
    "Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth, 0)",
  );
}
