import { calendarOf } from "../server/src/kernel/calendar.ts";
import { type Memory, openMemory } from "../server/src/platform/clickhouse/memory.ts";
import { migrateClickhouse } from "../server/src/platform/clickhouse/migrate.ts";
import { startEngines } from "../server/src/platform/engines/engines.ts";
import { type Database, openDatabase } from "../server/src/platform/postgres/database.ts";
import { ensureFirstBrand } from "../server/src/platform/postgres/first-brand.ts";
import { migratePostgres } from "../server/src/platform/postgres/migrate.ts";
import { emptyWorld } from "../server/src/segment/brand-world.ts";
import { findDoers } from "../server/src/segment/clickhouse/find-doers.ts";
import { compileSegments, createSegments } from "../server/src/segment/index.ts";
import { findPeople } from "../server/src/segment/postgres/find-people.ts";
import { unknownShoppers } from "../server/src/segment/postgres/find-shoppers.ts";
import { createSegmentStore } from "../server/src/segment/postgres/segment-store.ts";
import { windowOf } from "../server/src/segment/window.ts";
import { readHandSql } from "./ceiling/hand-sql.ts";
import { endLater } from "./ending.ts";
import { atMost, type Measured, median, quantile, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { emptyFolder } from "./world/open-world.ts";
import { stampAudience } from "./world/stamp-audience.ts";
import { typicalConditions, typicalSegment } from "./world/typical-conditions.ts";

type Segments = ReturnType<typeof createSegments>;

const eventsPerCustomer = 20;
const timeZone = "Europe/London";
const turns = 3;

interface Stores {
  readonly database: Database;
  readonly memory: Memory;
}

interface Timed {
  readonly name: string;
  readonly size: number;
  readonly ms: number;
  readonly handMs: number;
}

/** Thirty typical conditions previewed by the product's own code on its own stores, each against SQL that was written by hand for it alone. */
export async function measure(scale: Scale): Promise<Measured> {
  const stores = await openStores();
  const customers = scale.profiles;
  say(`Writing ${customers} customers with ${customers * eventsPerCustomer} events …`);
  await stampAudience(stores.database, stores.memory, { customers, events: customers * eventsPerCustomer });
  const nowMs = Date.now();
  const segments = segmentsOver(stores, nowMs);
  const timed: Timed[] = [];
  for (const name of Object.keys(typicalConditions)) timed.push(await timeOne(name, segments, stores, nowMs));
  return figuresOf(timed, scale);
}

async function openStores(): Promise<Stores> {
  const engines = await startEngines({ dataFolder: await emptyFolder(), log: () => undefined });
  endLater(() => engines.stop());
  const database = openDatabase(engines.postgresUrl, { connections: 4 });
  endLater(() => database.close());
  const memory = openMemory(engines.clickhouseUrl);
  endLater(() => memory.close());
  await migratePostgres(database, new URL("../server/sql/postgres/", import.meta.url));
  await migrateClickhouse(memory, new URL("../server/sql/clickhouse/", import.meta.url));
  await ensureFirstBrand(database, { name: "Bench", timeZone, currency: "GBP" });
  return { database, memory };
}

/** As compose-segments.ts wires it, with a clock that stands. */
function segmentsOver({ database, memory }: Stores, nowMs: number): Segments {
  const calendar = calendarOf(timeZone);
  const definition = { ...typicalSegment, segmentId: 1, version: 1, name: typicalSegment.key };
  const program = compileSegments([definition], {
    timeZone,
    world: { ...emptyWorld, lists: new Set(["press"]) },
  });
  return createSegments({
    store: createSegmentStore(database),
    clock: { now: () => nowMs },
    programOf: () => program,
    answered: () => new Set(),
    loyaltyOf: () => Promise.resolve(new Map()),
    sourceOf: (brandId) => ({
      people: (conditions, _nowMs, isCountEnough) =>
        findPeople(database, { brandId, nowMs, calendar, world: program.world }, conditions, isCountEnough),
      loyalty: (conditions) => Promise.resolve(unknownShoppers(conditions, { nowMs, calendar })),
      oldestLeaves: () => Promise.resolve(new Map()),
      doers: (did) => findDoers(memory, brandId, did, nowMs, calendar),
    }),
  });
}

/** In turn, so that what else the machine does burdens both alike; the first turn only warms what both read. */
async function timeOne(name: string, segments: Segments, stores: Stores, nowMs: number): Promise<Timed> {
  const condition = typicalConditions[name] ?? { any: [] };
  const yearAgoMs = windowOf("1y", calendarOf(timeZone)).startAt(nowMs);
  const byHand = await readHandSql(name, { nowMs, yearAgoMs });
  const [own, hand]: [number[], number[]] = [[], []];
  let size = 0;
  for (let turn = 0; turn <= turns; turn += 1) {
    const ownStart = performance.now();
    size = (await segments.preview(1, condition)).size;
    const handStart = performance.now();
    const meant = await byHand(stores);
    if (turn > 0) {
      own.push(handStart - ownStart);
      hand.push(performance.now() - handStart);
    }
    if (meant !== size) throw new Error(`${name}: ${size} customers, by hand ${meant}.`);
  }
  const [ms, handMs] = [median(own), median(hand)];
  say(
    `${name.padEnd(26)} ${String(size).padStart(8)} customers ${ms.toFixed(0).padStart(6)} ms, by hand ${handMs.toFixed(0).padStart(6)} ms: ${(ms / handMs).toFixed(2)}`,
  );
  return { name, size, ms, handMs };
}

function figuresOf(timed: readonly Timed[], scale: Scale): Measured {
  const ratios = timed.map(({ ms, handMs }) => ms / handMs);
  const times = timed.map(({ ms }) => ms);
  const ofHand = median(ratios);
  const p95 = quantile(times, 0.95);
  return {
    figures: {
      of_hand_sql: ofHand,
      of_hand_sql_worst: Math.max(...ratios),
      p50_ms: median(times),
      p95_ms: p95,
      max_ms: Math.max(...times),
      conditions: timed.length,
      customers: scale.profiles,
      events: scale.profiles * eventsPerCustomer,
    },
    promises: [
      atMost("Time of a preview against SQL written by hand, median of the conditions", ofHand, 1.3),
      atMost(`Milliseconds of a preview of ${scale.profiles} customers, p95`, p95, 1_000),
    ],
  };
}
