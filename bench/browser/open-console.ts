import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { endLater } from "../ending.ts";
import type { BenchServer } from "../server/bench-server.ts";
import { watchRoutes } from "./watch-routes.ts";

/** The console in a browser, somebody signed in, every change of route timed (watch-routes.ts). */
export interface OpenConsole {
  /** A browser that has kept nothing, on the overview. */
  newPage(): Promise<Page>;
  close(): Promise<void>;
}

export async function openConsole(server: BenchServer): Promise<OpenConsole> {
  const browser = await launch();
  const close = endLater(() => browser.close());
  const open: BrowserContext[] = [];
  return {
    newPage: async () => {
      for (const context of open.splice(0)) await context.close();
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB" });
      open.push(context);
      await signIn(context, server);
      await context.addInitScript(watchRoutes);
      const page = await context.newPage();
      await page.goto(`${server.url}/me`);
      await page.locator("main h1").waitFor();
      return page;
    },
    close,
  };
}

async function signIn(context: BrowserContext, server: BenchServer): Promise<void> {
  const answer = await context.request.post(`${server.url}/api/session`, {
    data: { key: server.secretKey },
    headers: { "x-attune-console": "1" },
  });
  if (!answer.ok()) throw new Error(`Signing in was answered ${answer.status()}.`);
}

function launch(): Promise<Browser> {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name))).find(canRun);
  const executablePath = process.env["ATTUNE_CHROMIUM"] ?? found;
  if (executablePath === undefined)
    throw new Error("This bench needs Chromium: install it, or name it in ATTUNE_CHROMIUM.");
  return chromium.launch({ executablePath, headless: true, args: ["--no-sandbox", "--disable-gpu"] });
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
