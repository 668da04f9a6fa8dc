import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { mockKey } from "./mock-api.ts";
import { mockNow } from "./mock-people.ts";

const flags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: flags });
}

/** Nothing below 320 px is promised, nothing above 1440 px looks different. */
export interface Look {
  readonly width: number;
  readonly scheme: "light" | "dark";
}

export const deskLook: Look = { width: 1440, scheme: "light" };

export interface Visit {
  readonly page: Page;
  /** What the browser complained about: faults of script, and everything the content security policy forbade. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** A new person at the console: nothing kept from others, the clock at the made-up moment. */
export async function visit(
  browser: Browser,
  options: { readonly look?: Look; readonly signedInAt?: string },
): Promise<Visit> {
  const look = options.look ?? deskLook;
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.width < 700 ? 720 : 900 },
    colorScheme: look.scheme,
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints = collectComplaints(page);
  await page.clock.setFixedTime(mockNow);
  if (options.signedInAt !== undefined) await keepKey(context, options.signedInAt);
  return { page, complaints, close: () => context.close() };
}

/** Holds for this server only, so that signing out stays possible: the key is put in once. */
async function keepKey(context: BrowserContext, url: string): Promise<void> {
  const key = JSON.stringify(mockKey);
  await context.addInitScript(
    `if (location.origin === ${JSON.stringify(url)} && sessionStorage.getItem("visited") === null) {
      sessionStorage.setItem("visited", "yes");
      sessionStorage.setItem("attune.key", ${key});
    }`,
  );
}

function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
  return complaints;
}

function findChromium(): string {
  const stated = process.env["ATTUNE_CHROMIUM"];
  if (stated !== undefined && stated !== "") return stated;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = ["chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(isExecutable);
  if (found === undefined)
    throw new Error("The browser tests need Chromium: install it, or set ATTUNE_CHROMIUM.");
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
