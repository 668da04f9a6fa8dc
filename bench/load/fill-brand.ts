/** `node fill-brand.ts POSTGRES_URL CLICKHOUSE_URL`: works out everybody's loyalty from scratch, in a process as the product's own; one line of JSON. */
import { openDatabase } from "../../server/src/platform/postgres/database.ts";
import { readBrand } from "../../server/src/platform/postgres/first-brand.ts";
import { fillBrand } from "../../server/src/profile/loyalty/postgres/fill-brand.ts";
import { fillHandsOnThreads } from "../../server/src/stream/thread/fill-hands.ts";

const [postgresUrl = "", clickhouseUrl = ""] = process.argv.slice(2);
const database = openDatabase(postgresUrl, { connections: 4 });
const brand = await readBrand(database);

const startedAt = performance.now();
const filled = await fillBrand(
  {
    database,
    brand,
    step: (work) => database.transaction(work, { synchronousCommit: false }),
  },
  fillHandsOnThreads({ postgresUrl, clickhouseUrl, brand }, () =>
    Promise.reject(new Error("There are too few customers, or processors, for threads.")),
  ),
  Date.now(),
);
const seconds = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage();
const told = {
  filled,
  seconds,
  programSeconds: (user + system) / 1_000_000,
  peakMb: process.resourceUsage().maxRSS / 1024,
};
process.stdout.write(`${JSON.stringify(told)}\n`);
await database.close();
