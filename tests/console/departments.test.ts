import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../harness/open-browser.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";

/** Each department's day on the whole product, with two made-up customers: Ada, who has trouble, and Ben, who was never asked. */
let server: TestServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ sample: "off" }), openBrowser()]);
  await sendCustomers();
  await define();
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy/.test(message.text()))
      complaints.push(message.text());
  });
  await signIn();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

describe("departments on the real server", () => {
  it("service finds who calls although the name is mistyped, and sees case and order first", async () => {
    await page.goto(`${server.url}/departments`);
    await page.getByRole("link", { name: /^Service/ }).click();
    await page.getByRole("searchbox", { name: "Find a customer" }).fill("fairwether");
    await page.getByRole("link", { name: /Ada Fairweather/ }).click();

    await page.getByText(/A case is open since .*: The parcel arrived broken/).waitFor();
    const regions = page.getByRole("region");
    await page
      .getByRole("region", { name: "Cases and promises" })
      .getByText("The parcel arrived broken")
      .waitFor();
    expect(await regions.allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining("Order O-1")]),
    );
  });

  it("marketing is three clicks from its question to the customers behind a number", async () => {
    await page.goto(`${server.url}/customers`);
    await page.getByRole("link", { name: "Departments" }).click();
    await page.getByRole("link", { name: /^Marketing/ }).click();
    await page.getByRole("link", { name: /Left something in the cart/ }).click();

    await page
      .getByRole("table", { name: "Members" })
      .getByRole("link", { name: "Ada Fairweather" })
      .waitFor();
  });

  it("finance, product and marketing tell the same net sales", async () => {
    const told = new Set<string>();
    for (const department of ["finance", "product", "marketing"]) {
      await page.goto(`${server.url}/departments/${department}`);
      await page.locator(".figure dd").first().waitFor();
      told.add((await page.locator(".figure dd").first().textContent()) ?? "");
    }
    expect([...told]).toEqual(["£40.00"]);
  });

  it("a store scans a card by keyboard at 320 px and is told what to say, to do and not to do", async () => {
    await page.setViewportSize({ width: 320, height: 720 });
    await page.goto(`${server.url}/store`);
    await page.getByRole("searchbox").waitFor();
    await page.keyboard.type("9827123456");

    await page.getByRole("heading", { name: "Ada Fairweather", level: 1 }).waitFor();
    await page.getByRole("region", { name: "Talk about" }).getByText("There was trouble").waitFor();
    await page.getByText("Offer nothing while a case is open.").waitFor();
    expect(
      await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"),
    ).toBeLessThanOrEqual(0);
  });

  it("of who never agreed to personalisation, staff see orders and cases and are told why no more", async () => {
    await page.goto(`${server.url}/departments/retail/userId:ben`);

    await page.getByText("Orders, cases and entitlements only.").first().waitFor();
    expect(await page.getByRole("region", { name: "Open cart" }).count()).toBe(0);
    expect(await page.getByRole("region", { name: "Orders" }).count()).toBe(1);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("in the mirror a case that is solved at the desk moves the till within a second", async () => {
    await page.goto(`${server.url}/mirror/userId:ada`);
    const till = page.getByRole("region", { name: "Till" });
    await till.getByText("There was trouble. Ask first.").waitFor();

    await page.getByRole("button", { name: "Solve the case" }).click();

    await till.getByText("Nothing special").waitFor();
    const told = await page.getByText(/known on every channel after/).textContent();
    expect(Number(/after ([\d.]+) s/.exec(told ?? "")?.[1])).toBeLessThan(1);
    await page.getByText("Simulated").first().waitFor();
  });

  it("two records of one person are joined, and parted again", async () => {
    await page.goto(`${server.url}/customers/userId:ada`);
    await page.getByRole("button", { name: "Join with another" }).click();
    await page.getByRole("searchbox", { name: "Who is the same person?" }).fill("Ben Okafor");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /Ben Okafor/ })
      .click();
    await page.getByRole("dialog").getByRole("button", { name: "Join", exact: true }).click();
    await page.getByText("Both are one customer now.").waitFor();
    await page.getByRole("region", { name: "Known by" }).getByText("ben", { exact: true }).waitFor();

    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Undo", exact: true }).click();

    await page.getByText("The merge is undone.").waitFor();
    await page
      .getByRole("region", { name: "Known by" })
      .getByText("ben", { exact: true })
      .waitFor({ state: "detached" });
  });

  it("nothing on the way breaks the content security policy", () => {
    expect(complaints).toEqual([]);
  });
});

const simulated = { simulated: true };

async function sendCustomers(): Promise<void> {
  await send("identify", {
    userId: "ada",
    traits: { name: "Ada Fairweather", email: "ada.fairweather@example.com" },
  });
  await send("track", {
    userId: "ada",
    event: "Store Visited",
    properties: { card: "9827123456", store_id: "leeds" },
  });
  await send("track", {
    userId: "ada",
    event: "Order Completed",
    properties: {
      order_id: "O-1",
      currency: "GBP",
      revenue: 25,
      products: [{ product_id: "1", name: "Lamp", quantity: 1, price: 25 }],
    },
  });
  await send("track", {
    userId: "ada",
    event: "Product Added",
    properties: { product_id: "2", name: "Vase", quantity: 1, price: 9, currency: "GBP" },
  });
  await send("track", {
    userId: "ada",
    event: "Service Case Opened",
    properties: { case_id: "c-1", topic: "complaint", subject: "The parcel arrived broken" },
  });
  await send("identify", { userId: "ben", traits: { name: "Ben Okafor" } });
  await send("track", {
    userId: "ben",
    event: "Order Completed",
    properties: {
      order_id: "O-2",
      currency: "GBP",
      revenue: 15,
      products: [{ product_id: "1", name: "Lamp", quantity: 1, price: 15 }],
    },
  });
  // Told by an event: what is stated over the API is real, and acts are only rehearsed with who is not.
  await send("track", {
    userId: "ada",
    event: "Consent Given",
    properties: { purpose: "personalisation", channel: "any" },
  });
}

function send(door: "identify" | "track", event: object): Promise<unknown> {
  return server.post(`/v1/${door}`, { ...event, context: simulated });
}

async function define(): Promise<void> {
  const put = (kind: string, key: string, body: object): Promise<unknown> =>
    server.post(`/api/definitions/${kind}/${key}`, body, "PUT");
  await put("segment", "carted-not-bought", {
    name: "Left something in the cart",
    condition: { did: "Product Added", count: { gte: 1 } },
  });
  await put("segment", "in-trouble", {
    name: "In trouble",
    condition: { did: "Service Case Opened", count: { gte: 1 } },
  });
  await put("segment", "out-of-trouble", {
    name: "Out of trouble",
    condition: { did: "Service Case Resolved", count: { gte: 1 } },
  });
  await put("touchpoint", "till", { name: "Till", stage: "during", channel: "store", owner: "Stores" });
  await put("placement", "till-hint", {
    name: "Hint at the till",
    touchpoint: "till",
    channel: "store",
    nature: "service",
    content: { hint: "Nothing special" },
  });
  await put("experience", "till-trouble", {
    name: "Ask first",
    placement: "till-hint",
    content: { hint: "There was trouble. Ask first." },
    condition: { all: [{ segment: "in-trouble" }, { not: { segment: "out-of-trouble" } }] },
    priority: 10,
  });
}

async function signIn(): Promise<void> {
  await page.goto(`${server.url}/customers`);
  await page.getByRole("button", { name: "Sign in with a secret key" }).click();
  await page.getByLabel("Secret key").fill(server.adminKey);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Ada Fairweather" }).waitFor();
}
