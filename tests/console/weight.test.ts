import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Desk, openDesk } from "./desk.ts";

/** Kilobytes of gzipped script before the first page can be used. */
const budgetKb = 250;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

it("the first page needs at most 250 kB of compressed script, nothing from elsewhere, and breaks no policy", async () => {
  const { page, api, complaints, close } = await desk.open();
  const scripts = new Map<string, number>();
  const elsewhere: string[] = [];
  page.on("response", async (response) => {
    if (!response.url().startsWith(api.url)) elsewhere.push(response.url());
    if (response.request().resourceType() !== "script") return;
    scripts.set(response.url(), gzipSync(await response.body()).length);
  });

  await page.goto(`${api.url}/customers`);
  await page.getByRole("link", { name: "Ada Fairweather" }).first().waitFor();
  await page.waitForLoadState("networkidle");

  const kb = [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0) / 1_000;
  console.info(`first page: ${kb.toFixed(1)} kB of script in ${scripts.size} files, gzipped`);
  expect(kb).toBeLessThanOrEqual(budgetKb);
  expect(elsewhere).toEqual([]);
  expect(await page.evaluate("document.querySelectorAll('style, script:not([src])').length")).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});
