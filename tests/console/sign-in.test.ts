import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "./desk.ts";
import { mockKey, mockPassword } from "./mock-api.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** What scripts of the page could read. */
const readable = "[document.cookie, ...Object.values(sessionStorage), ...Object.values(localStorage)].join()";

describe("signing in", () => {
  it("takes name and password by keyboard and goes on to the page that was asked for", async () => {
    const { page, api, complaints, close } = await desk.open({ signedIn: false });
    await page.goto(`${api.url}/quarantine`);

    await page.getByLabel("Name or e-mail").fill("ada@example.com");
    await page.keyboard.press("Tab");
    await page.keyboard.type("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("Name and password do not go together.").waitFor();
    await page.getByLabel("Password", { exact: true }).fill(mockPassword);
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Quarantine", level: 1 }).waitFor();
    expect(page.url()).toBe(`${api.url}/quarantine`);
    expect(complaints).toEqual([]);
    await close();
  });

  it("takes the secret key of an engineer, which no script of the page can read afterwards", async () => {
    const { page, api, close } = await desk.open({ signedIn: false });
    await page.goto(`${api.url}/quarantine`);

    await page.getByRole("button", { name: "Sign in with a secret key" }).click();
    await page.getByText("printed it once, at its first start").waitFor();
    await page.getByLabel("Secret key").fill("  sk_wrong ");
    await page.keyboard.press("Enter");
    await page.getByText("The server does not know this key.").waitFor();
    await page.getByLabel("Secret key").fill(mockKey);
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Quarantine", level: 1 }).waitFor();
    expect(await page.evaluate(readable)).not.toMatch(/sk_|session/);
    await page.reload();
    await page.getByRole("heading", { name: "Quarantine", level: 1 }).waitFor();
    await close();
  });

  it("ends when the person says so, and leaves nothing behind", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/customers`);

    await page.getByRole("button", { name: "Settings and sign out" }).click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();

    await page.getByLabel("Name or e-mail").waitFor();
    await page.reload();
    await page.getByLabel("Name or e-mail").waitFor();
    expect(await page.getByText("You were signed out").count()).toBe(0);
    expect(await page.context().cookies()).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("ends with a sentence when the server no longer knows the session", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/events`);
    await page.getByRole("heading", { name: "Live events", level: 1 }).waitFor();

    api.world.isSessionEnded = true;

    await page.getByText("The server no longer knows this session").waitFor();
    await close();
  });
});
