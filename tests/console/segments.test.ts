import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { choose, tabTo } from "./by-keyboard.ts";
import { type Desk, openDesk } from "./desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const wrong = `country is "AU"
and did "Order Completed" withn 30d`;

describe("a segment", () => {
  it("is built as a sentence, by keyboard alone: parts are added, changed, moved, taken back; saving fills it to live", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/segments/new`);
    await tabTo(page, "Name");
    await page.keyboard.type("Viewed lanterns");
    await tabTo(page, "Add a condition");
    await choose(page, "something known of them");
    await page.keyboard.type("address.cou");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await tabTo(page, "value");
    await page.keyboard.type("GB");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Alt+ArrowUp");
    await page.getByRole("region", { name: "Now in it" }).getByText("of all customers").waitFor();
    const sentence = page.getByRole("group", { name: "Condition", exact: true });
    expect(
      await sentence.getByRole("listitem").first().getByRole("textbox", { name: "value" }).inputValue(),
    ).toBe("GB");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+Shift+z");
    await tabTo(page, "Save segment");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Viewed lanterns", level: 1 }).waitFor();
    await page.getByText("Filling from history").first().waitFor();
    await page.getByRole("main").getByText("Live", { exact: true }).waitFor();
    expect(api.world.segments.get("viewed-lanterns")?.condition).toEqual({
      all: [
        { trait: "address.country", is: "GB" },
        { did: "Order Completed", count: { gte: 2 }, within: "30d" },
      ],
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it("can be written as text: the mistake stands at its line, nothing of it is lost, and the sentence says the same", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/segments/new`);
    await page.getByLabel("Name").fill("Broken");
    await page.getByRole("radio", { name: "Text" }).check();
    const text = page.getByRole("textbox", { name: "Text" });
    await text.fill(wrong);
    await page.getByRole("button", { name: /^Line 2 .*withn/ }).waitFor();

    await page.getByRole("radio", { name: "Sentence" }).check();
    await page.getByText("What was written cannot be read yet.").waitFor();
    await page.getByRole("button", { name: "Save segment" }).click();
    expect(api.world.segments.has("broken")).toBe(false);
    await page.getByRole("button", { name: "Back to what was written" }).click();
    expect(await text.inputValue()).toBe(wrong);
    await text.fill(wrong.replace("withn", "within"));
    await page.getByRole("radio", { name: "Sentence" }).check();

    expect(await page.getByRole("textbox", { name: "what is known" }).inputValue()).toBe("country");
    await page.getByRole("radio", { name: "JSON" }).check();
    await page
      .getByRole("textbox", { name: "JSON" })
      .fill('{\n  "did": "Order Completed"\n  "within": "30d"\n}');
    await page.getByRole("button", { name: /^Line 3 .*does not belong here/ }).waitFor();
    await close();
  });

  it("says what is wrong beside the part that is, and shows as text what the builder has no form for", async () => {
    const { page, api, close } = await desk.open();
    const odd = {
      all: [
        { trait: "age", gte: "old", lt: 30 },
        { did: "Order Completed", colour: "red" },
      ],
    };
    const lapsed = api.world.segments.get("lapsed");
    if (lapsed !== undefined) api.world.segments.set("lapsed", { ...lapsed, condition: odd });
    await page.goto(`${api.url}/segments/lapsed/edit`);

    const [first, second] = [0, 1].map((at) => page.locator(".parts > .part").nth(at));
    await first?.getByText("Nothing is above a number and below a text").waitFor();
    await second?.getByText("Unknown member.").waitFor();
    const raw = second?.getByRole("textbox", { name: "Part as text" });
    expect(JSON.parse((await raw?.inputValue()) ?? "")).toEqual(odd.all[1]);
    await raw?.fill('did "Order Completed" within 7d');

    expect(await second?.getByLabel("length of time").inputValue()).toBe("7");
    await close();
  });

  it("that somebody else changed meanwhile is not overwritten", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/segments/lapsed/edit`);
    await page.getByLabel("Name").fill("Lapsed for long");
    const other = api.world.segments.get("lapsed");
    if (other !== undefined) api.world.segments.set("lapsed", { ...other, version: other.version + 1 });

    await page.getByRole("button", { name: "Save segment" }).click();

    const conflict = page.getByRole("alert", { name: "Somebody else has changed this segment" });
    await conflict.getByText("By mail:jo@example.com,").waitFor();
    await conflict.getByRole("button", { name: "Save yours over it" }).click();

    await page.getByRole("heading", { name: "Lapsed for long", level: 1 }).waitFor();
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

  it("is laid over others, compared with everybody else, and whoever is stuck becomes one in one step", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/segments/overlap`);
    const groups = page.getByRole("table", { name: "How many customers are in exactly which of them?" });
    await groups.getByRole("row", { name: /May be e-mailed and Lapsed/ }).waitFor();
    await page.getByRole("checkbox", { name: "Lapsed" }).uncheck();
    await groups.getByRole("row", { name: /May be e-mailed and Lapsed/ }).waitFor({ state: "detached" });
    await page.goBack();
    await page.goto(`${api.url}/segments/lapsed/compare`);
    await page.getByRole("button", { name: "As a table" }).click();
    await page
      .getByRole("table", { name: "What is more or less frequent among them?" })
      .getByRole("row", { name: /country.*DE 2\.21 × 1\.88 × 2\.61 ×/ })
      .waitFor();
    await page.goto(`${api.url}/segments/schemes`);
    await page.getByText("Owned by Marketing.").waitFor();
    await page.goto(`${api.url}/segments/stages`);
    await page.getByRole("button", { name: "Make a segment of them" }).click();

    await page.getByRole("heading", { name: "Stuck in onboard", level: 1 }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it("stands with others in a scheme that has an objective, an owner and an order", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/segments/schemes/new`);
    await page.getByLabel("Name").fill("Value");
    await page.getByLabel("Objective").fill("Spend more on those who bring more");
    await page.getByLabel("Owner").fill("Marketing");
    await page.getByLabel("Add a segment").selectOption("Lapsed");
    await page.getByLabel("Add a segment").selectOption("Bought twice in 30 days");
    await page.getByRole("button", { name: "Move Bought twice in 30 days up" }).click();
    await page.getByRole("button", { name: "Save scheme" }).click();
    await page.getByText("“Value” is saved.").waitFor();

    expect(api.world.offer.definitions.get("scheme/value")?.versions[0]?.body).toEqual({
      name: "Value",
      objective: "Spend more on those who bring more",
      owner: "Marketing",
      waterfall: true,
      segments: ["bought-twice", "lapsed"],
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it("tells its size when staff want it told: an alert is made, changed, removed and put back", async () => {
    const { page, api, complaints, close } = await desk.open();
    const told = () => api.world.segments.get("lapsed")?.alerts;
    await page.goto(`${api.url}/segments/lapsed`);
    await page.getByText("from 1,100 to 1,402").waitFor();
    await page.getByRole("button", { name: "Make an alert" }).click();
    await page.getByLabel("By at least").fill("30");
    await page.getByRole("button", { name: "Keep" }).click();
    const change = page.getByRole("button", {
      name: "Change: When it grows or shrinks by 30% or more within a day",
    });
    await change.waitFor();
    expect(told()).toEqual([{ when: "changed", percent: 30, withinHours: 24 }]);

    await change.click();
    await page.getByLabel("Tell when").selectOption("nobody is in it");
    await page.getByRole("button", { name: "Keep" }).click();
    await page.getByRole("button", { name: "Remove: When nobody is in it any more" }).click();
    await page.getByText("Nobody is told of its size.").waitFor();
    expect(told()).toBeUndefined();
    await page.getByRole("button", { name: "Put it back" }).click();
    await page.getByRole("button", { name: /^Remove:/ }).waitFor();

    expect(told()).toEqual([{ when: "empty" }]);
    expect(complaints).toEqual([]);
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
