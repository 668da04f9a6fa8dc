import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { openMemory } from "../server/src/platform/clickhouse/memory.ts";
import { migrateClickhouse } from "../server/src/platform/clickhouse/migrate.ts";
import { type Engines, startEngines } from "../server/src/platform/engines/engines.ts";
import { openDatabase } from "../server/src/platform/postgres/database.ts";
import { ensureFirstBrand } from "../server/src/platform/postgres/first-brand.ts";
import { migratePostgres } from "../server/src/platform/postgres/migrate.ts";
import { endLater } from "./ending.ts";
import { costOfSale } from "./load/cost-of-sale.ts";
import { atMost, type Measured, say } from "./report.ts";
import type { Scale } from "./scale.ts";
import { emptyFolder } from "./world/open-world.ts";
import { stampShoppers } from "./world/stamp-shoppers.ts";

const eventsPerCustomer = 20;

/** All 20 dimensions, scores and stages of every customer from scratch: from the sales, the profiles and the memory of events. */
export async function measure(scale: Scale): Promise<Measured> {
  const engines = await startEngines({ dataFolder: await emptyFolder(), log: () => undefined });
  endLater(() => engines.stop());
  const database = openDatabase(engines.postgresUrl, { connections: 2 });
  endLater(() => database.close());
  const memory = openMemory(engines.clickhouseUrl);
  endLater(() => memory.close());
  await migratePostgres(database, new URL("../server/sql/postgres/", import.meta.url));
  await migrateClickhouse(memory, new URL("../server/sql/clickhouse/", import.meta.url));
  await ensureFirstBrand(database, { name: "Bench", timeZone: "Europe/London", currency: "GBP" });
  const customers = scale.profiles;
  say(`Writing ${customers} customers with ${customers * eventsPerCustomer} events …`);
  await stampShoppers(database, memory, { customers, events: customers * eventsPerCustomer });

  const { filled, seconds, programSeconds, peakMb } = await fill(engines);

  const [counted] = await database.query<{ sales: number; kept: number }>(
    "select (select count(*) from sale)::int as sales, (select count(*) from loyalty)::int as kept",
  );
  if (counted === undefined || filled !== customers || counted.kept !== customers)
    throw new Error(`Of ${customers} customers ${filled} were filled and ${counted?.kept} are kept.`);
  return {
    figures: {
      seconds,
      customers,
      sales: counted.sales,
      events: customers * eventsPerCustomer,
      us_a_customer: (seconds * 1_000_000) / customers,
      program_cpu_seconds: programSeconds,
      peak_mb: peakMb,
      us_a_sale_after_10: costOfSale(10),
      us_a_sale_after_1000: costOfSale(1_000),
      us_a_sale_after_100000: costOfSale(100_000),
    },
    promises: [
      atMost(
        `Seconds for all dimensions of ${customers} customers from scratch`,
        seconds,
        scale.quick ? 6 : 60,
      ),
    ],
  };
}

interface Filled {
  readonly filled: number;
  readonly seconds: number;
  readonly programSeconds: number;
  readonly peakMb: number;
}

/** With the flags that the product is started with. */
async function fill({ postgresUrl, clickhouseUrl }: Engines): Promise<Filled> {
  const script = join(import.meta.dirname, "load", "fill-brand.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--no-warnings",
    "--max-semi-space-size=64",
    script,
    postgresUrl,
    clickhouseUrl,
  ]);
  return JSON.parse(stdout) as Filled; // fill-brand.ts printed it
}
