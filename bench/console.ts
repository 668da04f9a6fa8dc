import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { openConsole } from "./browser/open-console.ts";
import { scrollRows } from "./browser/scroll-rows.ts";
import { type Visit, walkOnce } from "./browser/walk.ts";
import { type RouteTimes, timeClick, timeGoing } from "./browser/watch-routes.ts";
import { atMost, type Figures, type Measured, median, type Promised, quantile, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { type BenchServer, startBenchServer } from "./server/bench-server.ts";
import { startLoaded } from "./server/under-load.ts";
import { emptyFolder } from "./world/open-world.ts";
import { copiesOf, peopleOf } from "./world/people.ts";

const routeGoalMs = 100;
const customerGoalMs = 300;
const longFrameMs = 100;

/** How long pages take in a real browser: every route of the sample brand, a customer and the overview of a large one, a table of 100,000 rows. */
export async function measure(scale: Scale): Promise<Measured> {
  await buildConsole();
  const sample = await onSample(scale);
  const large = await onLargeBrand(scale);
  return {
    figures: { ...sample.figures, ...large.figures },
    promises: [...sample.promises, ...large.promises],
  };
}

interface Part {
  readonly figures: Figures;
  readonly promises: readonly Promised[];
}

async function onSample(scale: Scale): Promise<Part> {
  const server = await startBenchServer(await emptyFolder(), { sample: "on", readyWithinMs: 300_000 });
  await untilLoaded(server);
  const desk = await openConsole(server);
  const rounds: (readonly Visit[])[] = [];
  for (let round = 0; round < (scale.quick ? 1 : 5); round += 1)
    rounds.push(await walkOnce(await desk.newPage()));
  const scrolled = await scrollRows(await desk.newPage());
  await desk.close();
  await server.stop();
  const byPage = middles(rounds.flat());
  for (const { page, headingMs, settledMs } of byPage)
    say(`${page.padEnd(28)} heading ${Math.round(headingMs)} ms, all of it ${Math.round(settledMs)} ms`);
  say(`100,000 rows scrolled: longest frame ${Math.round(scrolled.longestFrameMs)} ms.`);
  const headings = byPage.map(({ headingMs }) => headingMs);
  return {
    figures: {
      routes: byPage.length,
      heading_p50_ms: median(headings),
      heading_p95_ms: quantile(headings, 0.95),
      heading_slowest_ms: Math.max(...headings),
      settled_p50_ms: median(byPage.map(({ settledMs }) => settledMs)),
      settled_slowest_ms: Math.max(...byPage.map(({ settledMs }) => settledMs)),
      frame_p95_ms: scrolled.p95FrameMs,
      frame_longest_ms: scrolled.longestFrameMs,
      frames_over_50_ms_share: scrolled.lateShare,
      rows_in_document: scrolled.rowsInDocument,
    },
    promises: [
      atMost(
        "Milliseconds from click to the new page's heading, median of all routes",
        median(headings),
        routeGoalMs,
      ),
      atMost(
        "Milliseconds of the longest frame, scrolling 100,000 rows",
        scrolled.longestFrameMs,
        longFrameMs,
      ),
    ],
  };
}

/** A page's median over all rounds, in the order of the walk. */
function middles(visits: readonly Visit[]): readonly Visit[] {
  return [...new Set(visits.map(({ page }) => page))].map((page) => {
    const its = visits.filter((visit) => visit.page === page);
    return {
      page,
      headingMs: median(its.map(({ headingMs }) => headingMs)),
      settledMs: median(its.map(({ settledMs }) => settledMs)),
    };
  });
}

async function onLargeBrand(scale: Scale): Promise<Part> {
  const { server } = await startLoaded(scale);
  const desk = await openConsole(server);
  const page = await desk.newPage();
  const overview = await timeClick(page, `.navigation-link[href="/overview"]`);
  await timeClick(page, `.navigation-link[href="/customers"]`);
  const known = peopleOf(scale.templates).customers * copiesOf(scale);
  const times: RouteTimes[] = [];
  const visits = scale.quick ? 20 : 60;
  for (let at = 0; at < visits; at += 1) {
    const nth = (at * Math.floor(known / visits) * 7919) % known;
    times.push(await timeGoing(page, `/customers/userId:customer-${nth}`));
    await timeClick(page, `.navigation-link[href="/keys"]`);
  }
  await desk.close();
  await server.stop();
  const settled = times.map(({ settledMs }) => settledMs);
  const heading = median(times.map(({ headingMs }) => headingMs));
  return {
    figures: {
      customers: scale.profiles,
      customer_heading_p50_ms: heading,
      customer_p50_ms: median(settled),
      customer_p95_ms: quantile(settled, 0.95),
      overview_heading_ms: overview.headingMs,
      overview_ms: overview.settledMs,
    },
    promises: [
      atMost(
        `Milliseconds until a customer of ${scale.profiles} is there with everything, median`,
        median(settled),
        customerGoalMs,
      ),
    ],
  };
}

/** @throws Error when it takes longer than five minutes */
async function untilLoaded(server: BenchServer): Promise<void> {
  const deadline = performance.now() + 300_000;
  const state = (): Promise<{ sampleState: string }> => server.ask("GET", "/api/brand");
  while ((await state()).sampleState !== "loaded") {
    if (performance.now() > deadline) throw new Error("The sample is not loaded after five minutes.");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The server hands out console/dist, which may be of yesterday. */
async function buildConsole(): Promise<void> {
  const root = join(import.meta.dirname, "..");
  const vite = join(root, "node_modules", "vite", "bin", "vite.js");
  await promisify(execFile)(process.execPath, [vite, "build", "--logLevel", "warn"], {
    cwd: join(root, "console"),
  });
}
