import { afterAll, beforeAll, expect, it } from "vitest";
import { type Desk, openDesk } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

it("when the server is gone the page says so, keeps what it shows, and goes on by itself when it is back", async () => {
  const { page, api, close } = await desk.open();
  await page.goto(`${api.url}/segments`);
  await page.getByRole("link", { name: "Lapsed" }).waitFor();

  api.setDown(true);
  await page.getByText("The server does not answer.").waitFor();
  expect(await page.getByRole("link", { name: "Lapsed" }).count()).toBe(1);
  const lapsed = api.world.segments.get("lapsed");
  if (lapsed !== undefined) api.world.segments.set("lapsed", { ...lapsed, size: 2_001 });
  api.setDown(false);

  await page.getByText("2,001").first().waitFor();
  await page.getByText("The server does not answer.").waitFor({ state: "detached" });
  await close();
});

it("a page opened while the server is gone fills when it is back", async () => {
  const { page, api, close } = await desk.open();
  await page.goto(`${api.url}/segments`);
  await page.getByRole("link", { name: "Lapsed" }).waitFor();
  await page.getByRole("link", { name: "Quarantine" }).hover();
  await page.waitForLoadState("networkidle");

  api.setDown(true);
  await page.getByRole("link", { name: "Quarantine" }).click();
  await page.getByRole("heading", { name: "The server does not answer" }).waitFor();
  api.setDown(false);

  await page
    .getByRole("link", { name: /The event names nobody/ })
    .first()
    .waitFor();
  await close();
});
