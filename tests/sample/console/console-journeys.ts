import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../../harness/open-browser.ts";
import type { TestServer } from "../../harness/start-server.ts";
import { type AtKeyboard, sitDown } from "./at-keyboard.ts";
import { careJourneys } from "./care-journeys.ts";
import { departmentJourneys } from "./department-journeys.ts";
import { experienceJourney } from "./experience-journey.ts";
import { segmentJourney } from "./segment-journey.ts";

/** What people come to the console for, on the sample brand that `server` has loaded. */
export function consoleJourneys(server: () => TestServer): void {
  let browser: Browser;
  let sitting: AtKeyboard;
  beforeAll(async () => {
    browser = await openBrowser();
    sitting = await sitDown(browser, server());
  });
  afterAll(() => browser.close());
  const at = (): AtKeyboard => sitting;

  departmentJourneys(at);
  segmentJourney(at);
  experienceJourney(at);
  careJourneys(at);

  test("on none of these ways was a mouse used, a policy broken or a script at fault", () => {
    expect(sitting.complaints()).toEqual([]);
  });
}
