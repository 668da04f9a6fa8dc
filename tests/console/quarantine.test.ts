import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "./desk.ts";
import { emptyWorld } from "./mock-world.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("an event in quarantine", () => {
  it("is opened at its fault, mended, released, and leaves the list", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/quarantine`);
    await page.getByLabel("Reason").selectOption("event.no_identifier");
    await page.waitForURL("**/quarantine?code=event.no_identifier");
    await page
      .getByRole("link", { name: /The event names nobody/ })
      .first()
      .click();

    const text = page.getByRole("textbox", { name: "The event as it came" });
    await page.getByRole("button", { name: /^Line 4 The event names nobody/ }).waitFor();
    const original = await text.inputValue();
    await page.getByRole("button", { name: "Release" }).click();
    await page.getByRole("button", { name: /^Line 4 The event names nobody/ }).waitFor();
    expect(api.world.asides.has("qua_1")).toBe(true);
    await text.fill(original.replace('"guest"', '"12583"'));
    await page.getByRole("button", { name: "Release" }).click();

    await page.getByText("Released. The event is in the stream.").waitFor();
    expect(api.world.released).toMatchObject([{ userId: "12583", event: "Order Completed" }]);
    expect(api.world.asides.has("qua_1")).toBe(false);
    expect(complaints).toEqual([]);
    await close();
  });

  it("is discarded only after a second word", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/quarantine/qua_2`);

    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    expect(api.world.asides.has("qua_2")).toBe(true);
    await page.getByRole("button", { name: "Discard" }).click();
    await page
      .getByRole("dialog", { name: "Discard this event?" })
      .getByRole("button", { name: "Discard" })
      .click();

    await page.getByText("Discarded.").waitFor();
    expect(api.world.asides.has("qua_2")).toBe(false);
    await close();
  });

  it("none: the page says that all was right", async () => {
    const { page, api, close } = await desk.open();
    emptyWorld(api.world);
    await page.goto(`${api.url}/quarantine`);

    await page.getByRole("heading", { name: "Nothing in quarantine" }).waitFor();
    await close();
  });
});

describe("live events", () => {
  it("come in by themselves, stop at a word, are filtered and opened", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/events`);
    const rows = page.getByRole("list", { name: "Live events" }).getByRole("button");
    await rows.first().waitFor();
    const atFirst = await rows.count();
    await expect.poll(() => rows.count(), { timeout: 10_000 }).toBeGreaterThan(atFirst);

    await page.getByRole("button", { name: "Pause" }).click();
    const held = await rows.count();
    await page.getByText(/more have come in/).waitFor();
    expect(await rows.count()).toBe(held);
    await page.getByLabel("Event", { exact: true }).fill("order");
    await page.getByLabel("Channel").selectOption("Store");
    await rows.first().waitFor();
    for (const row of await rows.all()) expect(await row.textContent()).toMatch(/Order Completed.*Store/);
    await rows.first().click();

    const detail = page.getByRole("complementary", { name: "One event" });
    await detail.getByText('"type": "track"').waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("Choose an event to see all of it.").waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
