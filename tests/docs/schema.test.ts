import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { clickhouseTables } from "../../scripts/dump-clickhouse.ts";
import { postgresTables } from "../../scripts/dump-postgres.ts";
import { dumpSchemas } from "../../scripts/dump-schema.ts";
import { withMigratedStores } from "../../scripts/migrated-stores.ts";
import { type TableRule, tableRules } from "../../server/sql/retention.ts";

let dumps: Awaited<ReturnType<typeof dumpSchemas>>;
let tables: Readonly<Record<TableRule["store"], readonly string[]>>;
beforeAll(async () => {
  [dumps, tables] = await withMigratedStores(async (stores) => [
    await dumpSchemas(stores),
    {
      postgres: await postgresTables(stores.database),
      clickhouse: await clickhouseTables(stores.memory),
    },
  ]);
});

test.each(["postgres", "clickhouse"])("the committed schema of %s is what its migrations make", (store) => {
  const dump = dumps.get(store);

  expect(dump && readFileSync(dump.file, "utf8"), "`node scripts/dump-schema.ts --write` writes it").toBe(
    dump?.text,
  );
});

test.each(["postgres", "clickhouse"] as const)(
  "of every table in %s it is said what it holds of persons, how long, and what erases it",
  (store) => {
    const ruled = tableRules.filter((rule) => rule.store === store).map((rule) => rule.table);

    expect(ruled.toSorted()).toEqual(tables[store]);
  },
);
