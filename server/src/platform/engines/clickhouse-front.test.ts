import { text } from "node:stream/consumers";
import { createClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Front, log, openFront } from "./testing/front.ts";

// Runs against the embedded engine, or a server named by ATTUNE_TEST_CLICKHOUSE_URL: what we use of ClickHouse must behave alike.
let front: Front;

beforeAll(async () => {
  front = await openFront();
});

afterAll(() => front.close());

describe("asking", () => {
  test("a ping is answered, with and without a query", async () => {
    expect(await front.client.ping()).toEqual({ success: true });
    expect(await front.client.ping({ select: true })).toEqual({ success: true });
  });

  test("rows come as JSON, as JSON lines and as CSV", async () => {
    const query = "select number as n, toString(number) as s from numbers(2)";

    const json = await (await front.client.query({ query, format: "JSON" })).json();
    const lines = await front.rowsOf(query);
    const csv = await (await front.client.query({ query, format: "CSVWithNames" })).text();

    expect(json).toMatchObject({ rows: 2, data: lines });
    expect(lines).toHaveLength(2);
    expect(csv).toBe('"n","s"\n0,"0"\n1,"1"\n');
  });

  test.for([
    ["show", "show tables", ""],
    ["describe", "describe table (select 1 as a)", "a"],
    ["explain", "explain select 1", "ReadFromSystemOne"],
    ["exists", "exists table system.one", "1"],
    ["with", "with 2 as two select two", "2"],
    ["union", "(select 7) union all (select 7)", "7\n7"],
    ["scalar subquery", "select (select max(number) from numbers(5))", "4"],
    ["comment first", "/* a; b */ -- c;\nselect 5;", "5"],
  ] as const)("%s statements answer", async ([, query, wanted]) => {
    const { stream } = await front.client.exec({ query });

    expect(await text(stream)).toContain(wanted);
  });

  test("settings hold for the one query they came with", async () => {
    const query = "select getSetting('max_block_size') as size";

    const [mine] = await front.rowsOf<{ size: number }>(query, {
      clickhouse_settings: { max_block_size: "77" },
    });
    const [next] = await front.rowsOf<{ size: number }>(query);

    expect(Number(mine?.size)).toBe(77);
    expect(Number(next?.size)).not.toBe(77);
  });

  test("a query of its own database is asked there", async () => {
    const other = createClient({ url: front.inDatabase("system"), log });

    expect(await (await other.query({ query: "select dummy from one", format: "TabSeparated" })).text()).toBe(
      "0\n",
    );
    await other.close();
  });

  test("the id of a query comes back", async () => {
    const answer = await front.client.query({ query: "select 1", query_id: `q-${front.database}` });
    await answer.text();

    expect(answer.query_id).toBe(`q-${front.database}`);
    expect(answer.response_headers["x-clickhouse-query-id"]).toBe(`q-${front.database}`);
  });

  test("ten million rows pass through while a hundred others ask", async () => {
    const { stream } = await front.client.exec({ query: "select number from numbers(10000000) format TSV" });
    const small = Promise.all(Array.from({ length: 100 }, (_, n) => front.rowsOf(`select ${n} as n`)));

    let bytes = 0;
    for await (const chunk of stream) bytes += (chunk as Buffer).length;

    expect(bytes).toBe(78_888_890);
    expect((await small).map(([row]) => row)).toEqual(Array.from({ length: 100 }, (_, n) => ({ n })));
  });

  test("answers are compressed for who wants it", async () => {
    const zipped = createClient({
      url: front.inDatabase(),
      log,
      compression: { request: true, response: true },
    });

    const answer = await zipped.query({
      query: "select number from numbers(100000)",
      format: "TabSeparated",
    });

    expect(answer.response_headers["content-encoding"]).toBe("gzip");
    expect((await answer.text()).length).toBe(588_890);
    await zipped.close();
  });
});

describe("parameters", () => {
  test("a question by GET may be asked with parameters and settings, but changes nothing", async () => {
    const ask = (query: string): Promise<string> =>
      front.get(`/?${new URLSearchParams({ query, param_n: "7", max_threads: "1" })}`);

    expect(await ask("select {n:UInt8} + getSetting('max_threads')")).toBe("8\n");
    expect(await ask("create table made_by_get (n Int8) engine = Memory")).toContain("Code: 164");
  });

  test.for([
    ["String", 'it\'s "quoted" \\ back\\slash\nnew\ttab \u0000 null ü€𝄞 {x:y} ; --'],
    ["String", ""],
    ["String", "\\N"],
    ["Array(String)", ["a'b", "c\\d", "e\nf", "", "ü€", "]", ","]],
    ["Array(Array(UInt8))", [[1, 2], [], [3]]],
    ["Array(Nullable(String))", [null, "null", "NULL"]],
    ["Map(String, String)", { "k'1": "v\\1", k2: "" }],
    ["Nullable(String)", null],
    ["Nullable(String)", "x"],
    ["Bool", true],
    ["Int64", -5],
    ["Float64", 0.1],
    ["Date", "2024-02-29"],
  ] as const)("a %s comes back as it was given: %j", async ([type, value]) => {
    const [row] = await front.rowsOf<{ v: unknown }>(`select {v:${type}} as v`, {
      query_params: { v: value },
    });

    expect(row?.v).toEqual(value);
  });

  test("integers of 64 bits and instants of milliseconds stay exact", async () => {
    const [row] = await front.rowsOf<{ big: string; at: string }>(
      "select toString({big:UInt64}) as big, toString({at:DateTime64(3, 'UTC')}) as at",
      { query_params: { big: "18446744073709551615", at: new Date(1_700_000_000_123) } },
    );

    expect(row).toEqual({ big: "18446744073709551615", at: "2023-11-14 22:13:20.123" });
  });

  test("a table may be named by a parameter", async () => {
    const named = createClient({ url: front.inDatabase("system"), log });
    const answer = await named.query({
      query: "select dummy from {t:Identifier}",
      query_params: { t: "one" },
      format: "TabSeparated",
    });

    expect(await answer.text()).toBe("0\n");
    await named.close();
  });

  test("twenty thousand ids in one parameter, in the address and in the body's parts", async () => {
    const ids = Array.from({ length: 20_000 }, (_, n) => `p'${n}`);
    const query = "select length({ids:Array(String)}) as n, {ids:Array(String)}[3] as third";

    expect(await front.rowsOf(query, { query_params: { ids } })).toEqual([{ n: 20_000, third: "p'2" }]);
    expect(await front.rowsOf(query, { query_params: { ids }, use_multipart_params: true })).toEqual([
      { n: 20_000, third: "p'2" },
    ]);
  });

  test("fifty queries at once each see their own value", async () => {
    const seen = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        front.rowsOf<{ n: number }>("select {n:UInt32} as n", { query_params: { n } }),
      ),
    );

    expect(seen.map(([row]) => row?.n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });
});
