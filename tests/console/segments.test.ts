import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const wrong = `{
  "all": [
    { "did": "Order Completed", "within": "30d" },
    { "trait": "address.country", "equals": "AU" }
  ]
}`;

describe("a segment", () => {
  it("is made from text: the mistake stands at its line, mending it brings the size, saving fills it to live", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/segments`);
    await page.getByRole("link", { name: "New segment" }).click();
    await page.getByLabel("Name").fill("Buys in Australia");
    expect(await page.getByLabel("Key").inputValue()).toBe("buys-in-australia");

    const text = page.getByRole("textbox", { name: "Condition" });
    await text.fill(wrong);
    const fault = page.getByRole("button", { name: "Line 4 “equals” is not an operator." });
    await fault.waitFor();
    await fault.click();
    expect(
      await page.evaluate(
        "document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)",
      ),
    ).toBe('"AU"');
    await text.fill(wrong.replace("equals", "is"));
    await page.getByRole("region", { name: "Now in it" }).getByText("of all customers").waitFor();
    expect(await fault.count()).toBe(0);
    await page.getByRole("button", { name: "Save segment" }).click();

    await page.getByRole("heading", { name: "Buys in Australia", level: 1 }).waitFor();
    await page.getByText("Filling from history").first().waitFor();
    await page.getByRole("main").getByText("Live", { exact: true }).waitFor();
    expect(api.world.segments.get("buys-in-australia")?.condition).toEqual(
      JSON.parse(wrong.replace("equals", "is")),
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it("whose text is no JSON says so at once, at its line, and is not saved", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/segments/new`);
    await page.getByLabel("Name").fill("Broken");

    await page
      .getByRole("textbox", { name: "Condition" })
      .fill('{\n  "did": "Order Completed"\n  "within": "30d"\n}');
    await page.getByRole("button", { name: /^Line 3 .*does not belong here/ }).waitFor();
    await page.getByRole("button", { name: "Save segment" }).click();

    expect(api.world.segments.has("broken")).toBe(false);
    await close();
  });

  it("that somebody else changed meanwhile is not overwritten", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/segments/lapsed/edit`);
    await page.getByLabel("Name").fill("Lapsed for long");
    const other = api.world.segments.get("lapsed");
    if (other !== undefined) api.world.segments.set("lapsed", { ...other, version: other.version + 1 });

    await page.getByRole("button", { name: "Save segment" }).click();

    await page.getByText("Somebody else has changed this segment since it was opened.").waitFor();
    await close();
  });

  it("half written is not lost by a slip: leaving asks first", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/segments/new`);
    await page.getByLabel("Name").fill("Half");

    await page.getByRole("link", { name: "Quarantine" }).click();
    await page
      .getByRole("dialog", { name: "Leave without saving?" })
      .getByRole("button", { name: "Stay" })
      .click();
    expect(await page.getByLabel("Name").inputValue()).toBe("Half");
    await page.getByRole("link", { name: "Quarantine" }).click();
    await page.getByRole("button", { name: "Leave" }).click();

    await page.getByRole("heading", { name: "Quarantine", level: 1 }).waitFor();
    await close();
  });

  it("shows its size as it moves, its condition as a sentence, and its members", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/segments/lapsed`);
    await page.getByText("1,977").first().waitFor();
    await page.getByText("Did not “Order Completed” within the last 180 days.").waitFor();
    await page
      .getByRole("table", { name: "Members" })
      .getByRole("link", { name: "Ada Fairweather" })
      .first()
      .waitFor();

    const lapsed = api.world.segments.get("lapsed");
    if (lapsed !== undefined) api.world.segments.set("lapsed", { ...lapsed, size: 1_978 });

    await page.getByText("1,978 customers now").waitFor({ state: "attached" });
    await close();
  });
});
