import type { Browser, Page } from "playwright-core";
import { mockSession } from "./mock-api.ts";
import { mockNow } from "./mock-people.ts";

/** Nothing below 320 px is promised, nothing above 1440 px looks different. */
export interface Look {
  readonly width: number;
  readonly scheme: "light" | "dark";
}

const deskLook: Look = { width: 1440, scheme: "light" };

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
  if (options.signedInAt !== undefined)
    await context.addCookies([{ name: "attune", value: mockSession, url: options.signedInAt }]);
  return { page, complaints, close: () => context.close() };
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
