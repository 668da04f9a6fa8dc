import type { SalesTotals } from "@attune/contract";
import { expect, test } from "vitest";
import { press, reach, write } from "../../console/by-keyboard.ts";
import type { AtKeyboard } from "./at-keyboard.ts";

/** Each department's way from its question to a customer, or to its number. */
export function departmentJourneys(at: () => AtKeyboard): void {
  test("marketing goes from its question to somebody in a group that waits for a word", async () => {
    const { page, server, open, heading } = at();
    const { name } = await server.get<{ name: string }>("/api/segments/newsletter");
    await open("/departments");
    await press(page, page.getByRole("main").getByRole("link", { name: /^Marketing/ }));
    await heading("Who should hear from us now?");
    await press(page, page.getByRole("region", { name: "Groups to speak to" }).getByRole("link", { name }));
    await heading(name);
    await press(page, page.getByRole("table", { name: "Members" }).getByRole("link").first());

    await page.getByRole("region", { name: "Segments" }).getByText(name).first().waitFor();
  });

  test("product goes from what is wanted and not bought to what makes those customers different", async () => {
    const { page, server, open, heading } = at();
    const { name } = await server.get<{ name: string }>("/api/segments/browsed-not-bought");
    await open("/departments");
    await press(page, page.getByRole("main").getByRole("link", { name: /^Product/ }));
    await heading("What do customers want and not take home?");
    await press(page, page.getByRole("region", { name: "Wanted, not bought" }).getByRole("link", { name }));
    await heading(name);
    await press(page, page.getByRole("link", { name: "What makes them different?" }));

    await heading(`What makes “${name}” different?`);
  });

  desks(at);
}

/** Those who have the customer before them, and those who count. */
function desks(at: () => AtKeyboard): void {
  test("a store types a receipt at 320 px and sees who stands there", async () => {
    const { page, open, heading } = at();
    await page.setViewportSize({ width: 320, height: 720 });
    await open("/departments");
    await press(page, page.getByRole("main").getByRole("link", { name: /^Stores/ }));
    await heading("How are the stores doing, and who could come in?");
    await press(page, page.getByRole("link", { name: "Open the store app" }));
    await heading("At the shelf and till");
    await page.locator(":focus").and(page.getByRole("searchbox")).waitFor();
    await page.keyboard.type("536365");
    await press(page, page.getByRole("main").getByRole("link", { name: /17850/ }));

    await page.waitForURL("**/store/prf_*");
    await page.getByRole("region", { name: "Bought last" }).waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test("service finds who calls by number, and opens somebody who had trouble", async () => {
    const { page, open, heading } = at();
    await open("/departments");
    await press(page, page.getByRole("main").getByRole("link", { name: /^Service/ }));
    await heading("Who is waiting for us?");
    await write(page, page.getByRole("searchbox", { name: "Find a customer" }), "17850");
    await reach(page, page.getByRole("link", { name: /17850/ }).first());
    await press(page, page.getByRole("region", { name: "Had trouble lately" }).getByRole("link").first());

    await page.getByRole("region", { name: "Cases and promises" }).waitFor();
    await page.getByRole("region", { name: "Orders" }).waitFor();
  });

  test("finance changes the period with the arrows and reads what the ledger says, to the penny", async () => {
    const { page, server, open, heading } = at();
    const { totals } = await server.get<{ totals: readonly SalesTotals[] }>("/api/reports/sales");
    const net = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" }).format(
      (totals[0]?.netMinor ?? 0) / 100,
    );
    await open("/departments");
    await press(page, page.getByRole("main").getByRole("link", { name: /^Finance/ }));
    await heading("What did we sell, and on whom does it rest?");
    await reach(page, page.getByRole("radio", { name: "30 days" }));
    for (let steps = 0; steps < 3; steps += 1) await page.keyboard.press("ArrowRight");

    await page.getByText(net, { exact: true }).first().waitFor();
    expect(page.url()).toContain("period=all");
  });
}
