import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "./desk.ts";
import { emptyWorld } from "./mock-world.ts";

/** For what comes while one scrolls. */
const patience = { timeout: 20_000 };

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("customers", () => {
  it("are found and opened by keyboard alone, and one sees which segments she is in and why", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/segments`);
    await page.getByRole("heading", { name: "Segments", level: 1 }).waitFor();

    await page.keyboard.press("/");
    await page.keyboard.type("ada fair");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Ada Fairweather", level: 1 }).waitFor();
    const segments = page.getByRole("region", { name: "Segments" });
    await segments.getByText("Viewed products of the category Lanterns three times since Monday").waitFor();
    await segments.getByText("until Wednesday 16:10, if nothing happens").waitFor();
    expect(await page.title()).toBe("Ada Fairweather · Attune");
    expect(complaints).toEqual([]);
    await close();
  });

  it("are chosen with the arrows in the palette, which gives the focus back when it is closed", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/customers`);
    await page.getByRole("searchbox", { name: "Find a customer" }).focus();

    await page.keyboard.press("Control+k");
    await page.keyboard.type("lan");
    await page.getByRole("option", { name: "Looked at lanterns, not bought" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("Find a customer");

    await page.keyboard.press("Control+k");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const chosen = page.getByRole("option", { selected: true });
    expect(await chosen.textContent()).toBe(await page.getByRole("option").nth(2).textContent());
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname !== "/customers");
    await close();
  });

  it("are searched on their page, and the search survives going there and back", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/customers`);

    await page.getByRole("searchbox", { name: "Find a customer" }).fill("customer36@");
    await page.getByRole("row", { name: /customer36@example.com/ }).waitFor();
    await page.waitForURL("**/customers?query=customer36%40");
    await page.getByRole("link", { name: "Ada Fairweather" }).click();
    await page.getByRole("heading", { name: "Ada Fairweather", level: 1 }).waitFor();
    await page.goBack();

    await page.getByRole("row", { name: /customer36@example.com/ }).waitFor();
    expect(await page.getByRole("searchbox", { name: "Find a customer" }).inputValue()).toBe("customer36@");
    await page.getByRole("searchbox", { name: "Find a customer" }).fill("zzz");
    await page.getByRole("heading", { name: "Nobody found for “zzz”" }).waitFor();
    await close();
  });

  it("are listed to the last while only those in sight are in the document", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/customers`);
    await page.getByRole("link", { name: "Ada Fairweather" }).first().waitFor();

    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 20_000);
        return page.getByRole("row", { name: /customer418@example.com/ }).count();
      }, patience)
      .toBe(1);
    expect(await page.getByRole("row").count()).toBeLessThan(70);
    await close();
  });

  it("who never said who they are stay out until they are asked for, which the address keeps", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/customers`);
    const device = page.getByRole("link", { name: "Device d3b07384…9eaa" });
    await page.getByRole("link", { name: "Ada Fairweather" }).first().waitFor();
    expect(await device.count()).toBe(0);

    await page.getByRole("switch", { name: "Also anonymous visitors" }).click();
    await device.first().waitFor();
    await page.waitForURL("**/customers?visitors=also");

    await page.getByRole("searchbox", { name: "Find a customer" }).fill("ada");
    await page.waitForURL("**/customers?visitors=also&query=ada");
    expect(complaints).toEqual([]);
    await close();
  });

  it("show markup in a name as text, and a simulated one says so in words", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/customers?query=13034`);
    await page.goto(`${api.url}/customers?query=customer34`);

    const row = page.getByRole("row", { name: /<b>Robert<\/b>/ });
    await row.waitFor();
    expect(await row.getByText("Simulated").count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  it("tell where each value came from when asked", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/customers/userId:12583`);
    const details = page.getByRole("region", { name: "Details" });

    await details.getByRole("button", { name: "Where from?" }).click();

    await details.getByText("stores, 21 Aug, inferred").waitFor();
    await close();
  });

  it("have a timeline that is filtered by channel, kept in the address, and goes on while one scrolls", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/customers/userId:12583`);
    const timeline = page.getByRole("region", { name: "Timeline" });
    await timeline.getByText("Searched for “lantern”").first().waitFor();

    await expect
      .poll(async () => {
        await page.mouse.wheel(0, 30_000);
        return timeline.getByText("That is where it began.").count();
      }, patience)
      .toBe(1);
    await timeline.getByLabel("Channel").selectOption("Service");
    await page.waitForURL(/channel=service/);

    await timeline.getByText("Asked for help: A cakestand arrived broken").first().waitFor();
    await expect.poll(() => timeline.getByText("Searched for “lantern”").count(), patience).toBe(0);
    await close();
  });

  it("are parted again when a merge is undone", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/customers/userId:12583`);

    await page.getByRole("region", { name: "Merges" }).getByRole("button", { name: "Undo" }).click();
    await page
      .getByRole("dialog", { name: "Undo this merge?" })
      .getByRole("button", { name: "Undo" })
      .click();

    await page.getByText("The merge is undone.").waitFor();
    await page.getByRole("region", { name: "Merges" }).getByText("Undone").waitFor();
    expect(api.world.isMergeUndone).toBe(true);
    await close();
  });

  it("not there yet: the page says what it is for and the next step", async () => {
    const { page, api, close } = await desk.open();
    emptyWorld(api.world);
    await page.goto(`${api.url}/customers`);

    await page.getByRole("heading", { name: "No customers yet" }).waitFor();
    expect(await page.getByText("Sample brand").count()).toBe(0);
    await close();
  });

  it("unknown: the page says that there is none", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/customers/prf_nobody`);

    await page.getByRole("heading", { name: "There is no such customer" }).waitFor();
    await close();
  });
});
