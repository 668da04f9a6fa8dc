import { test } from "vitest";
import { choose, press, tabTo } from "../../console/by-keyboard.ts";
import type { AtKeyboard } from "./at-keyboard.ts";

/** Build, size, save, and watch somebody go in and out. */
export function segmentJourney(at: () => AtKeyboard): void {
  test("a segment is built, sized and saved, and a live event moves a customer in and out on screen", async () => {
    const { page, server, open, heading } = at();
    const order = (event: string, id: string): Promise<unknown> =>
      server.post("/v1/track", { userId: "sigrun", event, properties: { order_id: id, ...basket } });
    await open("/segments");
    await press(page, page.getByRole("link", { name: "New segment" }));
    await heading("New segment");
    await tabTo(page, "Name");
    await page.keyboard.type("Iceland, last year");
    await tabTo(page, "Remove how often");
    await page.keyboard.press("Enter");
    await tabTo(page, "length of time");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("400");
    await tabTo(page, "Add a condition");
    await choose(page, "something known of them");
    await page.keyboard.type("address.country");
    await page.keyboard.press("Escape");
    await tabTo(page, "value");
    await page.keyboard.type("IS");
    await page.keyboard.press("Escape");
    const now = page.getByRole("region", { name: "Now in it" });
    await now.getByText("12347").first().waitFor();
    await press(page, page.getByRole("button", { name: "Save segment" }));

    await heading("Iceland, last year");
    const members = page.getByRole("table", { name: "Members" });
    await members.getByRole("link").first().waitFor();
    await page.getByText("1 customer now").waitFor({ state: "attached" });
    await server.post("/v1/identify", {
      userId: "sigrun",
      traits: { name: "Sigrún Bragadóttir", address: { country: "IS" } },
    });
    await order("Order Completed", "IS-1");
    await members.getByRole("link", { name: "Sigrún Bragadóttir" }).waitFor();
    await page.getByText("2 customers now").waitFor({ state: "attached" });
    await server.post("/v1/identify", { userId: "sigrun", traits: { address: { country: "NO" } } });
    await members.getByRole("link", { name: "Sigrún Bragadóttir" }).waitFor({ state: "detached" });
    await page.getByText("1 customer now").waitFor({ state: "attached" });
  });
}

const basket = { currency: "GBP", revenue: 12, products: [{ product_id: "22423", quantity: 1, price: 12 }] };
