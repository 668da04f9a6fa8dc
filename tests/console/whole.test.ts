import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../harness/open-browser.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { choose, tabTo } from "./by-keyboard.ts";

/** The console as `npm test` has built it, served by the whole product. */
let server: TestServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ sample: "off" }), openBrowser()]);
  await sendAda();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy/.test(message.text()))
      complaints.push(message.text());
  });
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe("the console on the real server", () => {
  it("lets in who has the secret key, and nobody with the public one", async () => {
    await page.goto(`${server.url}/customers`);

    await page.getByRole("button", { name: "Sign in with a secret key" }).click();
    await page.getByLabel("Secret key").fill(server.writeKey);
    await page.keyboard.press("Enter");
    await page.getByText(/public key|does not know this key/).waitFor();
    await page.getByLabel("Secret key").fill(server.adminKey);
    await page.keyboard.press("Enter");

    await page.getByRole("link", { name: "Ada Fairweather" }).waitFor();
  });

  it("builds a segment by keyboard alone, sizes it, and a live event moves a customer in and out on screen", async () => {
    await page.goto(`${server.url}/segments/new`);
    await tabTo(page, "Name");
    await page.keyboard.type("Looked at a lamp");
    await tabTo(page, "event");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Product Viewed");
    await page.keyboard.press("Escape");
    await tabTo(page, "Remove how often");
    await page.keyboard.press("Enter");
    await tabTo(page, "Add a condition");
    await choose(page, "did something");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("Lamp Switched Off");
    await page.keyboard.press("Escape");
    await tabTo(page, "More for: did something");
    await choose(page, "Say the opposite");
    const now = page.getByRole("region", { name: "Now in it" });
    await now.getByText("Ada Fairweather").waitFor();
    await now.getByText(/did “Product Viewed”.*not/).waitFor();
    await tabTo(page, "Save segment");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Looked at a lamp", level: 1 }).waitFor();
    const members = page.getByRole("table", { name: "Members" });
    await members.getByRole("link", { name: "Ada Fairweather" }).waitFor();
    await page.getByText("1 customer now").waitFor({ state: "attached" });
    await server.post("/v1/identify", { userId: "bea", traits: { name: "Bea Longacre" } });
    await track({ userId: "bea", event: "Product Viewed", properties: { product_id: "23084" } });
    await members.getByRole("link", { name: "Bea Longacre" }).waitFor();
    await page.getByText("2 customers now").waitFor({ state: "attached" });
    await track({ userId: "bea", event: "Lamp Switched Off" });
    await members.getByRole("link", { name: "Bea Longacre" }).waitFor({ state: "detached" });
    await page.getByText("1 customer now").waitFor({ state: "attached" });
  });

  it("offers in the builder what the server has seen, and shows a member why she is in", async () => {
    await page.goto(`${server.url}/segments/looked-at-a-lamp/edit`);
    await page.getByLabel("event", { exact: true }).first().fill("Product V");
    await page.getByRole("option", { name: "Product Viewed" }).waitFor();
    await page.keyboard.press("Control+z");
    await page.goto(`${server.url}/segments/looked-at-a-lamp`);
    await page.getByRole("table", { name: "Members" }).getByRole("link", { name: "Ada Fairweather" }).click();

    await page.getByRole("heading", { name: "Ada Fairweather", level: 1 }).waitFor();
    await page
      .getByRole("region", { name: "Segments" })
      .getByText(/Product Viewed/)
      .waitFor();
    await page.getByRole("region", { name: "Timeline" }).getByText("Viewed Rabbit night light").waitFor();
  });

  it("finds her by keyboard", async () => {
    await page.goto(`${server.url}/events`);
    await page.getByRole("heading", { name: "Live events", level: 1 }).waitFor();

    await page.keyboard.press("/");
    await page.keyboard.type("fairw");
    await page.getByRole("option", { name: /Ada Fairweather/ }).waitFor();
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { name: "Ada Fairweather", level: 1 }).waitFor();
  });

  it("shows events as they are accepted", async () => {
    await page.goto(`${server.url}/events`);
    await page.getByRole("list", { name: "Live events" }).getByText("Product Viewed").first().waitFor();

    await track({ userId: "ada", event: "Lamp Switched On" });

    await page.getByRole("list", { name: "Live events" }).getByText("Lamp Switched On").waitFor();
  });

  it("mends and releases what came in wrong", async () => {
    await track({ userId: "guest", event: "Lamp Broken" });
    await page.goto(`${server.url}/quarantine`);
    await page
      .getByRole("row", { name: /Lamp Broken/ })
      .getByRole("link")
      .click();

    const text = page.getByRole("textbox", { name: "The event as it came" });
    await page.getByRole("button", { name: /^Line \d+ The event names nobody/ }).waitFor();
    await text.fill((await text.inputValue()).replace('"guest"', '"ada"'));
    await page.getByRole("button", { name: "Release" }).click();

    await page.getByText("Released. The event is in the stream.").waitFor();
    await page.goto(`${server.url}/customers/userId:ada`);
    await page.getByRole("region", { name: "Timeline" }).getByText("Lamp Broken").waitFor();
  });

  it("breaks no content security policy on the way", () => {
    expect(complaints).toEqual([]);
  });
});

async function sendAda(): Promise<void> {
  await server.post("/v1/identify", {
    userId: "ada",
    traits: { name: "Ada Fairweather", email: "ada.fairweather@example.com" },
  });
  await track({
    userId: "ada",
    event: "Product Viewed",
    properties: { product_id: "23084", name: "Rabbit night light", price: 2.08, currency: "GBP" },
  });
}

function track(event: object): Promise<unknown> {
  return server.post("/v1/track", event);
}
