import type { Browser } from "playwright-core";
import { openBrowser } from "../harness/open-browser.ts";
import { type Look, type Visit, visit } from "./console-browser.ts";
import { type MockApi, startMockApi } from "./mock-api.ts";

/** A browser and a made-up server for one test file. */
export interface Desk {
  /** A fresh world; the test that asks for it may change it. */
  open(options?: { readonly signedIn?: boolean; readonly look?: Look }): Promise<Sitting>;
  close(): Promise<void>;
}

export interface Sitting extends Visit {
  readonly api: MockApi;
}

export async function openDesk(): Promise<Desk> {
  const dist = process.env["ATTUNE_TEST_CONSOLE"];
  if (dist === undefined) throw new Error("The test run built no console (vitest.config.ts, globalSetup).");
  const browser = await openBrowser();
  return {
    open: (options = {}) => sit(dist, browser, options),
    close: () => browser.close(),
  };
}

async function sit(
  dist: string,
  browser: Browser,
  options: { readonly signedIn?: boolean; readonly look?: Look },
): Promise<Sitting> {
  const api = await startMockApi({ dist });
  const isSignedIn = options.signedIn ?? true;
  const visited = await visit(browser, {
    ...(options.look === undefined ? {} : { look: options.look }),
    ...(isSignedIn ? { signedInAt: api.url } : {}),
  });
  return {
    ...visited,
    api,
    close: async () => {
      await visited.close();
      await api.close();
    },
  };
}
