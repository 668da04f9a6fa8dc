import type { Browser, Page } from "playwright-core";
import type { TestServer } from "../../harness/start-server.ts";

/** Somebody at the console of the sample brand, who has no mouse. */
export interface AtKeyboard {
  readonly page: Page;
  readonly server: TestServer;
  /** Types an address and waits for its page. */
  open(address: string): Promise<void>;
  /** Waits for the page with this title. */
  heading(name: string | RegExp): Promise<void>;
  /** What must not have happened: the policy broken, a script failed, a mouse used. */
  complaints(): readonly string[];
}

export async function sitDown(browser: Browser, server: TestServer): Promise<AtKeyboard> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
  const answer = await context.request.post(`${server.url}/api/session`, {
    data: { key: server.adminKey },
    headers: { "x-attune-console": "1" },
  });
  if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}.`);
  const complaints: string[] = [];
  await context.exposeFunction(
    "mouseUsed",
    (on: string) => void complaints.push(`A mouse was used on ${on}.`),
  );
  await context.addInitScript(
    "addEventListener('pointerdown', ({ target }) => mouseUsed(target.outerHTML), true)",
  );
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy/.test(message.text()))
      complaints.push(message.text());
  });
  const heading = (name: string | RegExp): Promise<void> =>
    page.getByRole("heading", { level: 1, name }).waitFor();
  return {
    page,
    server,
    open: async (address) => {
      await page.goto(server.url + address);
      await page.getByRole("heading", { level: 1 }).waitFor();
    },
    heading,
    complaints: () => complaints,
  };
}
