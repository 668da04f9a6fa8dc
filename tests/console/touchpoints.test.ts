import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../harness/open-browser.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";

const sampleParquet = fileURLToPath(
  new URL("../../examples/sample-brand/data/online-retail.parquet", import.meta.url),
);

/** From an empty brand to something that is decided, on the whole product. */
let server: TestServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ sample: "off" }), openBrowser()]);
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  // A page with unsaved changes asks before it is left; after a failed test the next one leaves all the same.
  page.on("dialog", (dialog) => void dialog.accept());
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy/.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(`${server.url}/touchpoints`);
  await page.getByRole("button", { name: "Sign in with a secret key" }).click();
  await page.getByLabel("Secret key").fill(server.adminKey);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "No touchpoints yet" }).waitFor();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

it("of an empty brand each department's page says what is missing, and none waits for what will not come", async () => {
  for (const [department, told] of [
    ["marketing", "None of the groups of this page is defined yet."],
    ["product", "Nothing is popular enough to tell yet."],
    ["retail", "No stores yet."],
    ["service", "There is no group of customers with open trouble yet."],
    ["finance", "Nothing was sold in this period."],
  ] as const) {
    await page.goto(`${server.url}/departments/${department}`);
    await page.getByText(told).first().waitFor();
    await page.locator(".waiting").first().waitFor({ state: "detached" });
  }
});

describe("an experience", () => {
  it("has a place on the map and content that fits it", async () => {
    await page.getByRole("link", { name: "New touchpoint" }).first().click();
    await page.getByLabel("Name").fill("Home page");
    await page.getByLabel("Who answers for it").fill("Online shop");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Home page", level: 1 }).waitFor();

    await page.getByRole("link", { name: "Add a placement" }).click();
    await page.getByLabel("Key", { exact: true }).fill("hero");
    const body = page.getByRole("textbox", { name: "What it says" });
    await body.fill((await body.inputValue()).replace('"name": ""', '"name": "Banner"'));
    await body.fill((await body.inputValue()).replace('"headline": ""', '"headline": "Gifts for every day"'));
    await page.getByRole("button", { name: "Save and put live" }).click();

    await page.getByRole("heading", { name: "Banner", level: 1 }).waitFor();
  });

  it("is kept as a draft, put live by keyboard alone, and is what a customer is shown", async () => {
    await server.post("/v1/identify", { userId: "ada", traits: { name: "Ada Fairweather", country: "GB" } });
    await server.post("/v1/track", {
      userId: "ada",
      event: "Consent Given",
      properties: { purpose: "personalisation" },
    });
    await page.goto(`${server.url}/experiences/new?placement=hero`);
    await page.getByLabel("Name", { exact: true }).fill("Hello Britain");
    await page.getByLabel("headline (needed)").fill("Tea is ready");
    await page.getByLabel("Who may see it").selectOption("A condition of its own");
    await page.getByRole("radio", { name: "Text" }).check({ force: true });
    const condition = page.getByRole("textbox", { name: "Text" });
    await condition.fill("country iss");
    await page.getByRole("button", { name: /^Line 1 / }).waitFor();
    await condition.fill('country is "GB"');
    await page.getByText(/customers? at the moment/).waitFor();
    await page.getByRole("button", { name: "Preview this draft" }).click();
    const seen = page.getByRole("region", { name: "What is seen" });
    await seen.getByText("Gifts for every day").waitFor();
    await page.getByText("This draft would not be shown. The customer is not recognised.").waitFor();
    await page.getByLabel("Customer", { exact: true }).fill("fairw");
    await page.getByRole("button", { name: "Ada Fairweather" }).click();
    await seen.getByText("Tea is ready").waitFor();
    await page.getByText("This draft would be shown.").waitFor();
    await page.getByRole("button", { name: "Keep as draft" }).click();
    await page.getByRole("heading", { name: "Hello Britain", level: 1 }).waitFor();
    expect(await shownTo("ada")).toBe("Gifts for every day");

    await pressOn("Put live");
    await page.getByText("Hello Britain is live.").waitFor();

    expect(await shownTo("ada")).toBe("Tea is ready");
    expect(await shownTo("nobody")).toBe("Gifts for every day");
  });

  it("is seen as the customer would, with what became of each candidate", async () => {
    await page.goto(`${server.url}/preview?placement=hero`);
    const seen = page.getByRole("region", { name: "What is seen" });
    await seen.getByText("Gifts for every day").waitFor();
    await page.getByText("The customer is not recognised", { exact: true }).first().waitFor();

    await page.getByLabel("Customer", { exact: true }).fill("fairw");
    await page.getByRole("button", { name: "Ada Fairweather" }).click();

    await seen.getByText("Tea is ready").waitFor();
    const funnel = page.getByRole("list", { name: "From candidates to what is shown" });
    await funnel.getByText("✓").waitFor();

    await page.getByLabel("Decide", { exact: true }).selectOption("Keep it back");
    await page.getByLabel("Until").fill("2099-01-01T00:00");
    await page.getByLabel("Why").fill("Asked for none");
    await page.getByRole("button", { name: "Decide by hand" }).click();
    await page.getByRole("alert").waitFor();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
    await page.getByLabel("Until").fill(tomorrow);
    await page.getByRole("button", { name: "Decide by hand" }).click();
    await seen.getByText("Gifts for every day").waitFor();
    expect(await shownTo("ada")).toBe("Gifts for every day");
    await page.getByRole("button", { name: "Take back" }).click();
    await seen.getByText("Tea is ready").waitFor();
  });

  it("is explained from the log by the id of its decision, and decided again to the byte", async () => {
    const { decisionId } = await decide("ada");
    await page.goto(`${server.url}/decisions`);
    await page.getByLabel("Decision id").fill(decisionId);
    await page.keyboard.press("Enter");

    await page.getByText("Tea is ready").waitFor();
    await page.getByText("Because of what is in your customer account.").waitFor();
    await page.getByRole("button", { name: "Decide it again from the log" }).click();
    await page.getByText("The same answer, to the byte.").waitFor();
  });

  it("tells the second of two editors what the first one changed, and goes back to an older version", async () => {
    await page.goto(`${server.url}/experiences/hello-britain/edit`);
    const headline = page.getByLabel("headline (needed)");
    await headline.fill("Tea is getting cold");
    await server.post(
      "/api/definitions/experience/hello-britain",
      { name: "Hello Britain", placement: "hero", priority: 0, content: { headline: "Coffee is ready" } },
      "PUT",
    );
    await page.getByRole("button", { name: "Put live" }).click();
    await page.getByText("Somebody else changed this experience while you wrote.").waitFor();
    await page.getByText("/content/headline").waitFor();
    await page.getByRole("button", { name: "Save mine over it" }).click();
    await page.getByRole("button", { name: "Put live" }).click();
    await page.getByText("Hello Britain is live.").waitFor();
    expect(await shownTo("ada")).toBe("Tea is getting cold");

    await page.goto(`${server.url}/definitions/experience/hello-britain?from=2&to=4`);
    await page.getByRole("table", { name: "What changed" }).getByText("Tea is ready").waitFor();
    await page.getByRole("button", { name: "Go back to version 2" }).click();
    await page.getByText("What version 2 said is in force again.").waitFor();
    expect(await shownTo("ada")).toBe("Tea is ready");
  });
});

describe("an import", () => {
  const file =
    "Customer number;Name;Since;Mail\nc1;Bruno Weaver;01.02.2024;bruno@example.com\n;Nobody;01.02.2024;\nc3;Ines Kerr;31.31.2024;\n";

  it("shows what it would do, then does it, and gives back the bad rows by line as a file", async () => {
    await page.goto(`${server.url}/imports`);
    await page.getByLabel("CSV, JSON Lines or Parquet").setInputFiles({
      name: "customers.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(file),
    });
    await page.getByText("Bruno Weaver").first().waitFor();
    await page.getByLabel("How dates are written").fill("DD.MM.YYYY");
    await page.getByRole("button", { name: "Dry run" }).click();
    await page.getByText("1 would be taken, 0 known already, 2 bad rows.").waitFor();
    expect(await server.get("/api/profiles?query=bruno")).toMatchObject({ items: [] });

    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("1 taken, 0 known already, 2 bad rows.").waitFor();

    expect(await server.get("/api/profiles?query=bruno")).toMatchObject({
      items: [{ name: "Bruno Weaver" }],
    });
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save the bad rows as a file" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe("customers.csv.errors.csv");
    const lines = page.getByRole("list", { name: "Bad rows" }).getByRole("listitem");
    expect(
      (await lines.allTextContents()).map((line) => line.split(",").slice(0, 3).join(",")).sort(),
    ).toEqual(["3,import.invalid,/userId", "4,row.no_date,/createdAt"]);
  });

  it("of the same file again changes nothing", async () => {
    await page.getByRole("button", { name: "Import", exact: true }).click();

    await page.getByText("0 taken, 1 known already, 2 bad rows.").waitFor();
  });

  it("of a Parquet file shows its rows, without WebAssembly, which the policy forbids", async () => {
    await page.goto(`${server.url}/imports`);
    await page.getByLabel("CSV, JSON Lines or Parquet").setInputFiles(sampleParquet);
    await page.getByText("WHITE HANGING HEART T-LIGHT HOLDER").first().waitFor();
  });
});

it("a key is shown once, works, and is refused when it is revoked", async () => {
  await page.goto(`${server.url}/keys`);
  await page.getByLabel("Kind").selectOption("Secret");
  await page.getByRole("button", { name: "Make a key" }).click();
  await page.getByText("This is the only time that the key is shown.").waitFor();
  const key = await page.locator(".made-key code").textContent();
  const ask = (): Promise<number> =>
    fetch(`${server.url}/api/brand`, { headers: { authorization: `Bearer ${key}` } }).then(
      ({ status }) => status,
    );
  expect(await ask()).toBe(200);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.getByText(String(key)).waitFor({ state: "detached" });

  await page.getByRole("button", { name: `Revoke the secret key that ends in ${key?.slice(-4)}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("The key is revoked.").waitFor();

  expect(await ask()).toBe(401);
});

it("none of it breaks the content security policy", () => {
  expect(complaints).toEqual([]);
});

interface Decided {
  readonly decisionId: string;
  readonly placements: { readonly hero: { readonly content: { readonly headline: string } } };
}

function decide(userId: string): Promise<Decided> {
  return server.post<Decided>("/api/decide", { identity: { userId }, placements: ["hero"] });
}

async function shownTo(userId: string): Promise<string> {
  return (await decide(userId)).placements.hero.content.headline;
}

/** Reaches a button from the top of the page with Tab and presses it with Enter. */
async function pressOn(name: string): Promise<void> {
  await page.evaluate("document.activeElement.blur()");
  for (let at = 0; at < 60; at++) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate("document.activeElement.textContent")) === name) break;
  }
  await page.keyboard.press("Enter");
}
