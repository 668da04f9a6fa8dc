import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "./desk.ts";
import { emptyWorld } from "./mock-world.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("the overview", () => {
  it("is where one arrives; each number leads to its picture, its definition and the customers behind it, and back", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(api.url);

    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    await page.getByRole("link", { name: /^Orders 4,321/ }).click();
    await page.getByRole("figure", { name: "How many orders were placed?" }).waitFor();
    await page.getByText("Defined by finance").waitFor();
    await page.getByRole("link", { name: "The customers behind it" }).click();
    await page.getByRole("heading", { name: "Orders: who is behind it", level: 1 }).waitFor();
    await page.getByRole("link", { name: "Ada Fairweather" }).first().waitFor();
    await page.goBack();

    await page.getByRole("figure", { name: "How many orders were placed?" }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it("tells another period and a segment's customers by choice, which stands in the address", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/overview?period=30d`);
    await page.getByRole("radio", { name: "30 days", checked: true }).waitFor();
    await page.getByRole("combobox", { name: "Of which customers" }).selectOption({ label: "Lapsed" });

    await page.getByRole("link", { name: /^Orders 432\.1/ }).waitFor();
    expect(new URL(page.url()).searchParams.get("segment")).toBe("lapsed");
    await page.getByRole("radio", { name: "30 days" }).press("ArrowRight");
    await page.getByText("By week, from Monday").waitFor();
    expect(new URL(page.url()).searchParams.get("period")).toBe("90d");
    await close();
  });

  it("of an empty brand says what will be here", async () => {
    const { page, api, close } = await desk.open();
    emptyWorld(api.world);
    await page.goto(`${api.url}/overview`);

    await page.getByRole("heading", { name: "Nothing to count yet" }).waitFor();
    await page.getByRole("link", { name: "See who is there" }).click();
    await page.getByRole("heading", { name: "Customers", level: 1 }).waitFor();
    await close();
  });
});
