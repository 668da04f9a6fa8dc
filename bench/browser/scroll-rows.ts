import type { Page } from "playwright-core";

const rows = 100_000;
const turns = 120;

export interface Scrolled {
  readonly longestFrameMs: number;
  readonly p95FrameMs: number;
  /** Of all frames, those that took longer than 50 ms. */
  readonly lateShare: number;
  readonly rowsInDocument: number;
}

/**
 * The list of customers with 100,000 rows in one answer (the server gives fifty at a time, so the answer is made up of its first one),
 * scrolled by the wheel, then to its end.
 */
export async function scrollRows(page: Page): Promise<Scrolled> {
  await page.route("**/api/profiles?*", async (route) => {
    const answer = await route.fetch();
    const [first] = ((await answer.json()) as { items: readonly object[] }).items; // the form of the route
    const items = Array.from({ length: rows }, (_, at) => ({
      ...first,
      id: `prf_${at}`,
      name: `Customer ${at + 1}`,
    }));
    await route.fulfill({ response: answer, json: { items } });
  });
  await page.goto(new URL("/customers", page.url()).href);
  await page.getByRole("link", { name: "Customer 1", exact: true }).waitFor();
  await page.mouse.move(700, 500);
  await page.evaluate("void (globalThis.endFrames = watchFrames())");
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, turn % 3 === 2 ? 4_000 : 600);
  const gaps = (await page.evaluate("endFrames()")) as readonly number[]; // watch-routes.ts
  await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
  await page.getByRole("link", { name: `Customer ${rows}`, exact: true }).waitFor();
  const rowsInDocument = await page.locator("main tbody tr").count();
  await page.unroute("**/api/profiles?*");
  return { ...told(gaps), rowsInDocument };
}

function told(gaps: readonly number[]): Omit<Scrolled, "rowsInDocument"> {
  const sorted = gaps.toSorted((a, b) => a - b);
  return {
    longestFrameMs: sorted.at(-1) ?? 0,
    p95FrameMs: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    lateShare: gaps.filter((gap) => gap > 50).length / Math.max(1, gaps.length),
  };
}
