import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Desk, openDesk } from "./desk.ts";
import { mockKey, mockPassword } from "./mock-api.ts";
import { staffMember } from "./mock-staff.ts";

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

describe("staff", () => {
  it("are added by keyboard, with a link that is shown once", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/staff`);

    await page.getByRole("button", { name: "Add somebody" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type("Linus Ferry");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("3 to 200 characters").waitFor();
    await page.getByLabel("Name to sign in with").fill("linus@example.com");
    await page.getByLabel("Role").selectOption("service");
    await page.getByLabel("Name to sign in with").press("Enter");

    await page.getByRole("heading", { name: "A link for Linus Ferry" }).waitFor();
    expect(await page.getByRole("textbox", { name: "Link", exact: true }).inputValue()).toBe(
      `${api.url}/join#made-up-token`,
    );
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Linus Ferry" }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it("are disabled and enabled again, but not the last owner, and one is told why", async () => {
    const { page, api, close } = await desk.open();
    await page.goto(`${api.url}/staff`);
    const grace = page.getByRole("row", { name: /Grace Hopperton/ });

    await grace.getByRole("button", { name: "Disable" }).click();
    await grace.getByRole("button", { name: "Enable" }).click();
    await grace.getByRole("button", { name: "Disable" }).waitFor();
    await page
      .getByRole("row", { name: /^Owner/ })
      .getByRole("button", { name: "Disable" })
      .click();

    await page.getByText("This is the last owner").waitFor();
    await close();
  });

  it("begin at the first page of their role, and see those of their role only, in the navigation and in the palette", async () => {
    const { page, api, close } = await desk.open();
    api.world.me = staffMember("service", ["listProfiles", "getProfile"]);
    await page.goto(`${api.url}/`);
    await page.getByRole("link", { name: "Ada Fairweather" }).first().waitFor();

    const navigation = page.getByRole("navigation", { name: "Pages" });
    expect(await navigation.getByRole("link", { name: "Quarantine" }).count()).toBe(0);
    expect(await navigation.getByRole("link", { name: "Staff" }).count()).toBe(0);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("quar");
    await page.getByText("Nothing is called").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Settings and sign out" }).click();
    await page.getByText("Grace Hopperton").waitFor();
    await page.getByText("Service", { exact: true }).waitFor();
    await close();
  });

  it("choose a password by the link of their invitation", async () => {
    const { page, api, close } = await desk.open({ signedIn: false });
    await page.goto(`${api.url}/join#made-up-token`);

    await page.getByLabel("New password").fill("something else entirely");
    await page.keyboard.press("Enter");
    await page.getByText("The link was used, or is too old.").waitFor();
    await page.getByLabel("New password").fill(mockPassword);
    await page.keyboard.press("Enter");

    await page.getByRole("navigation", { name: "Pages" }).waitFor();
    expect(page.url()).not.toContain("made-up-token");
    await close();
  });
});

describe("the audit", () => {
  it("shows who saw whom, is filtered by the address, and is checked", async () => {
    const { page, api, complaints, close } = await desk.open();
    await page.goto(`${api.url}/audit`);
    await page.getByRole("cell", { name: /Saw/ }).first().waitFor();

    await page.getByLabel("Show", { exact: true }).selectOption("change");
    await page.waitForURL("**/audit?kind=change");
    await page
      .getByRole("cell", { name: /stateConsent/ })
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Check that nothing was touched" }).click();

    await page.getByText("Nothing was changed, taken out or put in").waitFor();
    expect(complaints).toEqual([]);
    await close();
  });
});
