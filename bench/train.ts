import type { ModelCard } from "@attune/contract";
import { createModelStore } from "../server/src/decide/postgres/model-store.ts";
import { type Memory, openMemory } from "../server/src/platform/clickhouse/memory.ts";
import { migrateClickhouse } from "../server/src/platform/clickhouse/migrate.ts";
import { startEngines } from "../server/src/platform/engines/engines.ts";
import { openDatabase } from "../server/src/platform/postgres/database.ts";
import { ensureFirstBrand } from "../server/src/platform/postgres/first-brand.ts";
import { migratePostgres } from "../server/src/platform/postgres/migrate.ts";
import { trainOnThread } from "../server/src/training-thread.ts";
import { endLater } from "./ending.ts";
import { atMost, type Measured, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { emptyFolder } from "./world/open-world.ts";

const nowMs = Date.UTC(2026, 5, 1);
const products = 40_000;
const looksOfVisitor = 6;
const linesOfSale = 4;
const visitorsAtOnce = 5_000;
/** Out of ten visitors one buys, on average one and a half times. */
const salesOfVisitor = 0.15;

/** Trains as the product does: on a thread of its own, from ClickHouse into Postgres. An interaction is a look at a product or a line of a sale. */
export async function measure(scale: Scale): Promise<Measured> {
  const interactions = scale.quick ? 100_000 : 1_000_000;
  const { postgresUrl, clickhouseUrl } = await openStores();
  const database = openDatabase(postgresUrl, { connections: 2 });
  endLater(() => database.close());
  const memory = openMemory(clickhouseUrl);
  endLater(() => memory.close());
  await migratePostgres(database, new URL("../server/sql/postgres/", import.meta.url));
  await migrateClickhouse(memory, new URL("../server/sql/clickhouse/", import.meta.url));
  await ensureFirstBrand(database, { name: "Bench", timeZone: "Europe/London", currency: "GBP" });
  say(`Writing ${interactions} interactions with ${products} products …`);
  await write(memory, interactions);
  say("Training …");
  const before = process.memoryUsage.rss() / 1_048_576;
  const startedAt = performance.now();
  const order = { postgresUrl, clickhouseUrl, brandId: 1, nowMs };
  await trainOnThread(order, new AbortController().signal);
  const seconds = (performance.now() - startedAt) / 1_000;
  const card = await cardOf(createModelStore(database));
  const interactionsRead = card.data.looks + interactionsOf(card);
  return {
    figures: {
      seconds,
      peak_mb: card.peakMb,
      before_mb: before,
      interactions: interactionsRead,
      visits: card.data.visits,
      sales: card.data.sales,
    },
    promises: [atMost(`Seconds of a training on ${interactions} interactions`, seconds, 30)],
  };
}

function interactionsOf({ data }: ModelCard): number {
  return data.sales * linesOfSale;
}

async function openStores(): Promise<{ readonly postgresUrl: string; readonly clickhouseUrl: string }> {
  const engines = await startEngines({ dataFolder: await emptyFolder(), log: () => undefined });
  endLater(() => engines.stop());
  return engines;
}

async function cardOf(store: ReturnType<typeof createModelStore>): Promise<ModelCard> {
  const version = await store.newest(1);
  const loaded = version === undefined ? undefined : await store.load(1, version);
  if (loaded === undefined) throw new Error("The training kept nothing.");
  return loaded.card;
}

async function write(memory: Memory, interactions: number): Promise<void> {
  const visitors = Math.round(interactions / (looksOfVisitor + salesOfVisitor * linesOfSale));
  const random = randomOf(7);
  for (let from = 0; from < visitors; from += visitorsAtOnce) {
    const lines: string[] = [];
    for (let visitor = from; visitor < Math.min(visitors, from + visitorsAtOnce); visitor += 1)
      for (const line of deedsOf(visitor, random)) lines.push(JSON.stringify(line));
    await memory.insertLines("event", lines.join("\n"), `visitors from ${from}`);
  }
}

/** A visitor looks at products that lie near each other, and some of them buy. */
function* deedsOf(visitor: number, random: () => number): Generator<object> {
  const at = nowMs - Math.floor(random() * 60 * 86_400_000);
  const interest = Math.floor(products * random() ** 3);
  const choose = (): string =>
    `p${Math.min(products - 1, Math.max(0, interest + Math.round((random() - 0.5) ** 3 * 200)))}`;
  for (let look = 0; look < looksOfVisitor; look += 1)
    yield event(visitor, at + look * 30_000, "Product Viewed", { product_id: choose() });
  const sales = random() < salesOfVisitor / 1.5 ? 1 + Math.round(random()) : 0;
  for (let sale = 0; sale < sales; sale += 1)
    yield event(visitor, at + (sale + 1) * 3_600_000, "Order Completed", {
      products: Array.from({ length: linesOfSale }, () => ({ product_id: choose() })),
    });
}

function event(visitor: number, at: number, name: string, properties: object): object {
  return {
    brand_id: 1,
    position: visitor + 1,
    leaf_id: visitor + 1,
    occurred_at: at,
    received_at: at,
    type: "track",
    name,
    channel: "web",
    source_id: 1,
    simulated: true,
    properties: JSON.stringify(properties),
    context: "{}",
  };
}

function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
