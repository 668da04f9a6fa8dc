import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type ClickHouseClient, createClient } from "@clickhouse/client";
import { afterAll, expect, test } from "vitest";
import { embedClickhouse } from "./clickhouse-engine.ts";
import { forgetUnkeptTokens } from "./insert-tokens.ts";
import { log } from "./testing/front.ts";
import { newFolder } from "./testing/held-program.ts";

const dataFolder = newFolder();

afterAll(() => rm(dataFolder, { recursive: true, force: true }));

test("a token is forgotten when its rows are in no part, itself or merged", () => {
  const store = join(dataFolder, "made-up");
  const table = join(store, "store", "abc", "abc-def");
  const logPath = join(table, "deduplication_logs", "deduplication_log_1.txt");
  for (const part of ["all_1_4_1", "202401_9_9_0_12", "tmp_insert_all_6_6_0", "deduplication_logs"]) {
    mkdirSync(join(table, part), { recursive: true });
  }
  const kept = ["1\tall_1_1_0\ta", "1\tall_4_4_0\td", "2\tall_7_7_0\tg", "1\t202401_9_9_0\ti"];
  const lost = ["1\tall_5_5_0\te", "1\tall_6_6_0\tf", "1\t202402_9_9_0\tj"];
  writeFileSync(logPath, `${[...kept, ...lost].join("\n")}\n1\tall_8`);

  expect(forgetUnkeptTokens(store)).toBe(3);
  expect(readFileSync(logPath, "utf8")).toBe(`${kept.join("\n")}\n`);
  expect(forgetUnkeptTokens(store)).toBe(0);
  expect(forgetUnkeptTokens(join(dataFolder, "none"))).toBe(0);
});

test("an insert whose engine was killed between token and rows is taken when it is repeated", async () => {
  const clickhouse = await embedClickhouse({ dataFolder, log: () => undefined });
  const first = await clickhouse.start();
  const client = createClient({ url: clickhouse.url, log });
  await client.command({
    query:
      "create table kept (n UInt8) engine = MergeTree order by n settings non_replicated_deduplication_window = 100",
  });
  await insert(client, 1);
  await insert(client, 2);
  process.kill(first.pid, "SIGKILL");
  await first.exited;

  removeLastPart(join(dataFolder, "clickhouse", "store", "store"));
  const second = await clickhouse.start();
  await insert(client, 1);
  await insert(client, 2);

  const answer = await client.query({ query: "select n from kept order by n", format: "TabSeparated" });
  expect(await answer.text()).toBe("1\n2\n");
  await client.close();
  await second.stop();
});

async function insert(client: ClickHouseClient, n: number): Promise<void> {
  const clickhouse_settings = { insert_deduplication_token: `token-${n}` };
  await client.insert({ table: "kept", values: [{ n }], format: "JSONEachRow", clickhouse_settings });
}

/** As if the kill had come before the rows of the second insert were put in place. */
function removeLastPart(store: string): void {
  for (const prefix of readdirSync(store)) {
    for (const table of readdirSync(join(store, prefix))) {
      rmSync(join(store, prefix, table, "all_2_2_0"), { recursive: true, force: true });
    }
  }
}
