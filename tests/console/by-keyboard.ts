import type { Locator, Page } from "playwright-core";

/** What has the focus, as a reader for the blind would call it. */
const focused =
  "(() => { const on = document.activeElement; return (on?.getAttribute('aria-label') ?? on?.labels?.[0]?.textContent ?? on?.textContent ?? '').trim(); })()";

const mostSteps = 80;

/** Goes on by Tab until what is named has the focus. Fails where it cannot be reached. */
export async function tabTo(page: Page, name: string): Promise<void> {
  await step(page, "Tab", name);
}

/** Opens the menu that has the focus and takes an entry of it. */
export async function choose(page: Page, entry: string): Promise<void> {
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: entry, exact: false }).waitFor();
  await step(page, "ArrowDown", entry);
  await page.keyboard.press("Enter");
}

async function step(page: Page, key: string, name: string): Promise<void> {
  const seen: unknown[] = [];
  for (let steps = 0; steps < mostSteps; steps += 1) {
    await page.keyboard.press(key);
    const now = await page.evaluate(focused);
    seen.push(now);
    if (typeof now === "string" && now.startsWith(name)) return;
  }
  throw new Error(`${key} does not lead to ${name}, only to ${JSON.stringify(seen)}`);
}

const mostStops = 250;

/** Goes on by Tab until what is meant has the focus. Fails where it cannot be reached. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor();
  const focus = page.locator(":focus").and(target);
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press("Tab");
    if ((await focus.count()) > 0) return;
  }
  throw new Error(`Tab does not lead to ${target.toString()}.`);
}

/** Reaches a link or a button and presses it. */
export async function press(page: Page, target: Locator): Promise<void> {
  await reach(page, target);
  await page.keyboard.press("Enter");
}

/** Reaches a field and writes over what is in it. */
export async function write(page: Page, target: Locator, text: string): Promise<void> {
  await reach(page, target);
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText(text);
}
