import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { openRoutes } from "../server/src/collect/testing/open-routes.ts";
import { composeReports } from "../server/src/compose-reports.ts";
import { systemClock } from "../server/src/kernel/clock.ts";
import { openMemory } from "../server/src/platform/clickhouse/memory.ts";
import { migrateClickhouse } from "../server/src/platform/clickhouse/migrate.ts";
import { type Engines, startEngines } from "../server/src/platform/engines/engines.ts";
import { type Database, openDatabase } from "../server/src/platform/postgres/database.ts";
import { ensureFirstBrand } from "../server/src/platform/postgres/first-brand.ts";
import { migratePostgres } from "../server/src/platform/postgres/migrate.ts";
import { emptyWorld } from "../server/src/segment/brand-world.ts";
import { compileSegments, type SegmentPorts } from "../server/src/segment/index.ts";
import { createSegmentStore } from "../server/src/segment/postgres/segment-store.ts";
import { memberSourceOf } from "../server/src/segment/testing/member-source.ts";
import { endLater } from "./ending.ts";
import { atMost, type Measured, median, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { emptyFolder } from "./world/open-world.ts";
import { stampReports } from "./world/stamp-reports.ts";
import { stampShoppers } from "./world/stamp-shoppers.ts";

const timeZone = "Europe/London";
const rounds = 5;

/** The reports on segments over a brand of customers with sales, loyalty and ten segments. */
export async function measure(scale: Scale): Promise<Measured> {
  const engines = await startEngines({ dataFolder: await emptyFolder(), log: () => undefined });
  endLater(() => engines.stop());
  const database = openDatabase(engines.postgresUrl, { connections: 8 });
  endLater(() => database.close());
  const customers = scale.profiles;
  const call = await openReports(engines, database, customers);

  const segments = Array.from({ length: 8 }, (_, at) => ({ segment: `s${at + 1}` }));
  const figures = {
    customers,
    overlap_of_2_ms: await timed(() => call("POST", "/api/reports/overlap", { sets: segments.slice(0, 2) })),
    overlap_of_8_ms: await timed(() => call("POST", "/api/reports/overlap", { sets: segments })),
    schemes_ms: await timed(() => call("GET", "/api/reports/schemes")),
    side_by_side_ms: await timed(() => call("GET", "/api/reports/schemes/one?against=two")),
    comparison_ms: await timed(() => call("POST", "/api/reports/comparison", { first: { segment: "s1" } })),
    comparison_of_traits_ms: await timed(() =>
      call("POST", "/api/reports/comparison", { first: { segment: "s1" }, about: ["trait"] }),
    ),
    comparison_of_bands_ms: await timed(() =>
      call("POST", "/api/reports/comparison", { first: { segment: "s1" }, about: ["band"] }),
    ),
    comparison_of_purchases_ms: await timed(() =>
      call("POST", "/api/reports/comparison", { first: { segment: "s1" }, about: ["boughtCategory"] }),
    ),
    relevance_ms: await timed(() => call("POST", "/api/reports/relevance", { attribute: "tier" }), 1),
    look_alike_ms: await timed(() => call("POST", "/api/lists/seed/look-alike", {}), 1),
    look_alike_ranking_ms: await timed(
      () => call("POST", "/api/lists/seed/look-alike", { into: "alike", count: 10_000 }),
      1,
    ),
  };
  const largest = Math.max(figures.overlap_of_8_ms, figures.schemes_ms, figures.side_by_side_ms);
  return {
    figures,
    promises: [
      atMost(`Milliseconds of the slowest report on sets of ${customers} customers`, largest, 1_000),
      atMost("Milliseconds of a comparison", figures.comparison_ms, 2_000),
    ],
  };
}

type Call = (method: "GET" | "POST", path: string, body?: unknown) => Promise<void>;

async function openReports(engines: Engines, database: Database, customers: number): Promise<Call> {
  const memory = openMemory(engines.clickhouseUrl);
  endLater(() => memory.close());
  await migratePostgres(database, new URL("../server/sql/postgres/", import.meta.url));
  await migrateClickhouse(memory, new URL("../server/sql/clickhouse/", import.meta.url));
  const brand = { brandId: 1, key: "main", name: "Bench", timeZone, currency: "GBP" };
  await ensureFirstBrand(database, brand);
  say(`Writing ${customers} customers …`);
  await stampShoppers(database, memory, { customers, events: customers });
  const script = join(import.meta.dirname, "load", "fill-brand.ts");
  await promisify(execFile)(process.execPath, [
    "--no-warnings",
    script,
    engines.postgresUrl,
    engines.clickhouseUrl,
  ]);
  const definitions = await stampReports(database);
  const world = { ...emptyWorld, lists: new Set(["seed", "alike"]) };
  const program = compileSegments(definitions, { timeZone, world });
  const ports: SegmentPorts = {
    store: createSegmentStore(database),
    loyaltyOf: () => Promise.resolve(new Map()),
    clock: systemClock,
    programOf: () => program,
    answered: () => new Set(definitions.map(({ segmentId }) => segmentId)),
    sourceOf: (brandId) =>
      memberSourceOf({ ...engines, database, memory, close: () => Promise.resolve() }, brandId, {
        timeZone,
        world,
      }),
  };
  const lists = { change: () => Promise.resolve({ added: 0, removed: 0, faults: [] }) };
  const api = await openRoutes((router) => composeReports({ router, database, brand }, ports, lists));
  return async (method, path, body) => {
    const answer = await api.call(method, path, body);
    if (answer.status !== 200)
      throw new Error(`${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
  };
}

/** The middle of some, after one that nobody counts. */
async function timed(work: () => Promise<void>, times = rounds): Promise<number> {
  if (times > 1) await work();
  const took: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const startedAt = performance.now();
    await work();
    took.push(performance.now() - startedAt);
  }
  return median(took);
}
