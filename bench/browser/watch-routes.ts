import type { Page } from "playwright-core";

/** Milliseconds from the click to the frame that shows it. */
export interface RouteTimes {
  /** The new page's heading. */
  readonly headingMs: number;
  /** Nothing on it waits for its data any more. */
  readonly settledMs: number;
}

/**
 * Runs in every page before its own scripts, as text because benches see no DOM. `watchNext()` resolves when the next
 * change of route is drawn and nothing on the page waits; `goTo(address)` changes the route as the back button would.
 */
export const watchRoutes = `
(() => {
  let startedAt = 0;
  addEventListener("click", (event) => { startedAt ||= event.timeStamp; }, true);
  globalThis.goTo = (address) => {
    startedAt = performance.now();
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  };
  globalThis.watchNext = () => new Promise((resolve, reject) => {
    startedAt = 0;
    const old = document.querySelector("main h1");
    const from = location.href;
    const deadline = performance.now() + 20000;
    let headingMs;
    const look = () => {
      const now = performance.now();
      const heading = document.querySelector("main h1");
      if (headingMs === undefined && location.href !== from && heading !== null && heading !== old)
        headingMs = now - startedAt;
      if (headingMs !== undefined && document.querySelector("main .waiting") === null)
        return resolve({ headingMs, settledMs: now - startedAt });
      if (now > deadline) return reject(new Error("Not drawn: " + from + " to " + location.href));
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  globalThis.watchFrames = () => {
    const gaps = [];
    let last = performance.now();
    let on = true;
    const look = (now) => { gaps.push(now - last); last = now; if (on) requestAnimationFrame(look); };
    requestAnimationFrame((now) => { last = now; requestAnimationFrame(look); });
    return () => { on = false; return gaps; };
  };
})();
`;

/** Clicks and waits until the other page is drawn. */
export async function timeClick(page: Page, selector: string): Promise<RouteTimes> {
  const link = page.locator(selector).first();
  await link.waitFor();
  const drawn = page.evaluate("watchNext()");
  await link.click();
  return (await drawn) as RouteTimes; // what watchRoutes promises
}

/** Goes there without a click: to a page that nothing links to. */
export async function timeGoing(page: Page, address: string): Promise<RouteTimes> {
  const drawn = page.evaluate("watchNext()");
  await page.evaluate(`goTo(${JSON.stringify(address)})`);
  return (await drawn) as RouteTimes; // as above
}
