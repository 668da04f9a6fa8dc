import type { Comparison, Json, Scalar } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { calendarOf } from "../kernel/calendar.ts";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { comparisonSql } from "./clickhouse/comparison-sql.ts";
import { memoryJson } from "./clickhouse/memory-json.ts";
import { createParams } from "./clickhouse/params.ts";
import { valueSql } from "./clickhouse/value-sql.ts";
import { testOf } from "./comparison.ts";
import { judge } from "./testing/naive.ts";
import { numbers, texts } from "./testing/random-comparison.ts";
import { awkwardNumbers } from "./testing/random-history.ts";

/** Every kind of value meets every operator with every operand: in memory, in ClickHouse and naively. */
const values: readonly (Json | undefined)[] = [
  undefined,
  null,
  true,
  false,
  ...texts,
  ...numbers,
  ...awkwardNumbers,
  0.7999999999999999,
  -0.7999999995,
  2.5e-9,
  99.9999999995,
  "half \ud800 pair",
  [],
  ["AU", 50, true, null],
  [["AU"], { a: 1 }, 50.0000000004, "é", "\udc00"],
  {},
  { AU: 50 },
];

const operands: readonly Scalar[] = [...texts, ...numbers, true, false, -0.8, 0.8, 100, 3e-9];

const comparisons: readonly Comparison[] = [
  { exists: true },
  { missing: true },
  { in: ["AU", 50, true] },
  { notIn: ["AU", 50, true] },
  { in: [0.8, -0.8, 1e21] },
  { notIn: ["é", ""] },
  ...operands.flatMap((operand): Comparison[] => [{ is: operand }, { isNot: operand }]),
  ...operands
    .filter((operand) => typeof operand !== "boolean")
    .flatMap((operand): Comparison[] => [
      { gt: operand },
      { gte: operand },
      { lt: operand },
      { lte: operand },
    ]),
  ...operands.filter((operand) => operand !== "").map((contains): Comparison => ({ contains })),
  ...texts.filter((text) => text !== "").map((startsWith): Comparison => ({ startsWith })),
];

const path = 'properties.a."b\\';

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  const lines = values.map((value, at) => {
    const properties = value === undefined ? { a: {} } : { a: { '"b\\': value } };
    return JSON.stringify({
      brand_id: 1,
      position: at,
      leaf_id: 1,
      occurred_at: at,
      name: "e",
      channel: "web",
      properties: memoryJson(properties),
      context: "{}",
    });
  });
  await stores.memory.insertLines("event", lines.join("\n"), "values");
});
afterAll(() => stores.close());

test("the evaluators agree on every comparison of every kind of value", async () => {
  for (let at = 0; at < comparisons.length; at += 50) {
    const some = comparisons.slice(at, at + 50);
    const params = createParams(calendarOf("UTC"));
    const columns = some.map((comparison) => comparisonSql(comparison, valueSql(path, params), params));
    const rows = await stores.memory.query<{ answers: number[] }>(
      `select [${columns.join(",\n")}] as answers from event where brand_id = 1 order by position`,
      params.values,
    );
    expect(rows.length).toBe(values.length);

    some.forEach((comparison, column) => {
      const test = testOf(comparison, calendarOf("UTC"));
      const told = (value: Json | undefined, answer: boolean): string =>
        answer ? `${JSON.stringify(comparison)} ${JSON.stringify(value)}` : "";
      const held = values.map(asHeld);
      const naive = held.map((value) => told(value, judgeValue(comparison, value)));
      expect(held.map((value) => told(value, test(value)))).toEqual(naive);
      expect(rows.map(({ answers }, row) => told(held[row], answers[column] === 1))).toEqual(naive);
    });
  }
});

/** What the naive judge says of a trait of this value. */
function judgeValue(comparison: Comparison, value: Json | undefined): boolean {
  const traits: Record<string, Json> = value === undefined ? {} : { it: value };
  return judge({ trait: "it", ...comparison }, { events: [], traits, consents: {} }, 0, {
    timeZone: "UTC",
    segments: {},
  });
}

function asHeld(value: Json | undefined): Json | undefined {
  if (typeof value === "string") return value.toWellFormed();
  return Array.isArray(value) ? value.map((one: Json) => asHeld(one) ?? null) : value;
}
