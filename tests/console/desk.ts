import type { Browser } from "playwright-core";
import { openBrowser } from "../harness/open-browser.ts";
import { type BuiltConsole, buildConsole } from "./built-console.ts";
import { type Look, type Visit, visit } from "./console-browser.ts";
import { type MockApi, startMockApi } from "./mock-api.ts";

/** A browser and a made-up server for one test file. */
export interface Desk {
  readonly built: BuiltConsole;
  /** A fresh world; the test that asks for it may change it. */
  open(options?: { readonly signedIn?: boolean; readonly look?: Look }): Promise<Sitting>;
  close(): Promise<void>;
}

export interface Sitting extends Visit {
  readonly api: MockApi;
}

export async function openDesk(): Promise<Desk> {
  const [built, browser] = await Promise.all([buildConsole(), openBrowser()]);
  return {
    built,
    open: (options = {}) => sit(built, browser, options),
    close: async () => {
      await browser.close();
      await built.remove();
    },
  };
}

async function sit(
  built: BuiltConsole,
  browser: Browser,
  options: { readonly signedIn?: boolean; readonly look?: Look },
): Promise<Sitting> {
  const api = await startMockApi({ dist: built.dist });
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
