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

/** A page, how to tell that it is there, and what to do first to see more of it. */
const pages: readonly (readonly [address: string, isThere: (page: Page) => Promise<void>])[] = [
  ["/customers", (page) => page.getByRole("link", { name: "Ada Fairweather" }).first().waitFor()],
  ["/customers?query=zzz", (page) => page.getByRole("heading", { name: "Nobody found for “zzz”" }).waitFor()],
  ["/customers/userId:12583", seeAllOfHer],
  ["/segments", (page) => page.getByRole("link", { name: "Lapsed" }).waitFor()],
  ["/segments/lapsed", (page) => page.getByRole("link", { name: "Ada Fairweather" }).first().waitFor()],
  ["/segments/new", seeMistake],
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
    for (const [address, isThere] of pages) {
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
  for (const [address, isThere] of pages) {
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

  expect(await page.evaluate("document.activeElement.textContent")).toBe("New segment");
  expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
  await close();
});

async function seeAllOfHer(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Where from?" }).click();
  await page.getByText("Order 581475").click();
  await page.getByText("Searched for “lantern”").first().click();
}

async function seeMistake(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Condition" }).fill('{\n  "did": 1,\n  "amount": 2\n}');
  await page.getByRole("button", { name: /^Line 3/ }).waitFor();
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
