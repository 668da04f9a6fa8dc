import { expect, test } from "vitest";
import { press, reach, write } from "../../console/by-keyboard.ts";
import type { AtKeyboard } from "./at-keyboard.ts";

const rows =
  "Customer number;Name;Since\nk1;Bruno Weaver;01.02.2024\n;Nobody;01.02.2024\nk3;Ines Kerr;31.31.2024\n";

/** What came in wrong, twice, or by file. */
export function careJourneys(at: () => AtKeyboard): void {
  test("a file with bad rows is tried, imported, and its bad rows come back as a file", async () => {
    const { page, open } = at();
    await open("/imports");
    await reach(page, page.getByLabel("CSV, JSON Lines or Parquet"));
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
    await chooser.setFiles({ name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(rows) });
    await write(page, page.getByLabel("How dates are written"), "DD.MM.YYYY");
    await press(page, page.getByRole("button", { name: "Dry run" }));
    await page.getByText("1 would be taken, 0 known already, 2 bad rows.").waitFor();
    await press(page, page.getByRole("button", { name: "Import", exact: true }));
    await page.getByText("1 taken, 0 known already, 2 bad rows.").waitFor();

    await reach(page, page.getByRole("button", { name: "Save the bad rows as a file" }));
    const [saved] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    expect(saved.suggestedFilename()).toBe("customers.csv.errors.csv");
  });

  test("two records of one person are joined, and parted again", async () => {
    const { page, open } = at();
    await open("/customers/userId:12346");
    const knownBy = page.getByRole("region", { name: "Known by" });
    await press(page, page.getByRole("button", { name: "Join with another" }));
    const dialog = page.getByRole("dialog");
    await page.locator(":focus").and(dialog.getByRole("searchbox")).waitFor();
    await page.keyboard.type("12350");
    await press(page, dialog.getByRole("button", { name: /12350/ }).first());
    await press(page, dialog.getByRole("button", { name: "Join", exact: true }));
    await page.getByText("Both are one customer now.").waitFor();
    await knownBy.getByText("12350", { exact: true }).waitFor();

    await press(page, page.getByRole("button", { name: "Undo", exact: true }));
    await press(page, dialog.getByRole("button", { name: "Undo", exact: true }));

    await page.getByText("The merge is undone.").waitFor();
    await knownBy.getByText("12350", { exact: true }).waitFor({ state: "detached" });
  });

  test("an event that names nobody is mended, released, and stands in the customer's timeline", async () => {
    const { page, server, open } = at();
    await server.post("/v1/track", { userId: "guest", event: "Lamp Broken" });
    await open("/quarantine");
    await press(page, page.getByRole("row", { name: /Lamp Broken/ }).getByRole("link"));
    const text = page.getByRole("textbox", { name: "The event as it came" });
    await text.waitFor();
    await write(page, text, (await text.inputValue()).replace('"guest"', '"12347"'));
    await press(page, page.getByRole("button", { name: "Release" }));

    await page.getByText("Released. The event is in the stream.").waitFor();
    await open("/customers/userId:12347");
    await page.getByRole("region", { name: "Timeline" }).getByText("Lamp Broken").waitFor();
  });
}
