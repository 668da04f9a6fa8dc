import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "./desk.ts";
import { mockKey } from "./mock-api.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("signing in", () => {
  it("takes the secret key by keyboard and goes on to the page that was asked for", async () => {
    const { page, api, close } = await desk.open({ signedIn: false });
    await page.goto(`${api.url}/quarantine`);

    await page.getByLabel("Secret key").focus();
    await page.keyboard.type("  sk_wrong ");
    await page.keyboard.press("Enter");
    await page.getByText("The server does not know this key.").waitFor();
    await page.getByLabel("Secret key").fill(mockKey);
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Quarantine", level: 1 }).waitFor();
    expect(page.url()).toBe(`${api.url}/quarantine`);
    expect(await page.evaluate("sessionStorage.getItem('attune.key')")).toBe(mockKey);
    expect(await page.evaluate("Object.values(localStorage).join()")).not.toContain(mockKey);
    await close();
  });

  it("says where the key is to be found", async () => {
    const { page, api, close } = await desk.open({ signedIn: false });
    await page.goto(api.url);

    await page.getByText("printed it once, at its first start").waitFor();
    await close();
  });

  it("ends when the person says so, and leaves nothing behind", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/customers`);

    await page.getByRole("button", { name: "Settings and sign out" }).click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();

    await page.getByLabel("Secret key").waitFor();
    expect(await page.evaluate("sessionStorage.getItem('attune.key')")).toBeNull();
    await page.reload();
    await page.getByLabel("Secret key").waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it("ends with a sentence when the server no longer accepts the key", async () => {
    const { page, api, close } = await desk.open({ signedIn: false });
    await page.goto(api.url);
    await page.evaluate("sessionStorage.setItem('attune.key', 'sk_revoked')");
    await page.reload();

    await page.getByText("The server no longer accepts the key that was used.").waitFor();
    await close();
  });
});
