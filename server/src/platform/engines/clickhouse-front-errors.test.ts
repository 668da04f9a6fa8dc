import { type ClickHouseSettings, createClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Front, isEmbedded, log, openFront, url } from "./testing/front.ts";

// Runs against the embedded engine, or a server named by ATTUNE_TEST_CLICKHOUSE_URL: what we use of ClickHouse must behave alike.
let front: Front;

beforeAll(async () => {
  front = await openFront();
});

afterAll(() => front.close());

describe("errors", () => {
  test.for([
    ["selec 1 from", "62", "SYNTAX_ERROR"],
    ["select * from no_such_table", "60", "UNKNOWN_TABLE"],
    ["select no_such_column from system.one", "47", "UNKNOWN_IDENTIFIER"],
    ["select throwIf(number = 3) from numbers(10)", "395", "FUNCTION_THROW_IF_VALUE_IS_NON_ZERO"],
    ["select {missing:String}", "456", "UNKNOWN_QUERY_PARAMETER"],
    ["select 1; select 2", "62", "SYNTAX_ERROR"],
  ] as const)("%s is refused with code %s", async ([query, code, type]) => {
    await expect(front.client.query({ query })).rejects.toMatchObject({ code, type });
  });

  test("an unknown setting and an unknown database are refused", async () => {
    const setting = front.client.query({
      query: "select 1",
      clickhouse_settings: { no_such: 1 } as ClickHouseSettings,
    });
    await expect(setting).rejects.toMatchObject({ code: "115" });

    const lost = createClient({ url: front.inDatabase("no_such_database"), log });
    await expect(lost.query({ query: "select 1" })).rejects.toMatchObject({ code: "81" });
    await lost.close();
  });

  test("status and header name the code", async () => {
    const syntax = await front.post(`/?query=${encodeURIComponent("selec 1 from")}`, Buffer.alloc(0));
    const missing = await front.post(
      `/?query=${encodeURIComponent("select * from no_such_table")}`,
      Buffer.alloc(0),
    );

    expect(syntax).toMatchObject({ status: 400, code: "62" });
    expect(missing).toMatchObject({ status: 404, code: "60" });
    expect(missing.body).toMatch(/^Code: 60\. DB::Exception: .*\(UNKNOWN_TABLE\) \(version /s);
  });

  test("without the secret nothing is answered but a ping", async () => {
    const { hostname, port } = new URL(url);
    const stranger = createClient({
      url: `http://${hostname}:${port}`,
      username: "attune",
      password: "guess",
      log,
    });

    await expect(stranger.query({ query: "select 1" })).rejects.toMatchObject({ code: "516" });
    expect(await stranger.ping()).toEqual({ success: true });
    await stranger.close();
  });

  test("an error after the first rows reaches the reader", async () => {
    const query = "select throwIf(number = 3000000) from numbers(4000000)";
    const answer = await front.client.query({
      query,
      format: "JSONEachRow",
      clickhouse_settings: { http_response_buffer_size: "1000" },
    });

    await expect(answer.json()).rejects.toMatchObject({ code: "395" });
  });

  test("a query that takes too long is ended", async () => {
    const query = "select count() from numbers(1000000000000) where number % 7 = 3";

    const slow = front.client.query({ query, clickhouse_settings: { max_execution_time: 1 } });

    await expect(slow).rejects.toMatchObject({ code: "159" });
  });

  test("a query nobody waits for any more is ended", async () => {
    const mark = `abandoned_${front.database}`;
    const leave = new AbortController();
    const running = front.client.query({
      query: `select count() as ${mark} from numbers(1000000000000) where number % 7 = 3`,
      abort_signal: leave.signal,
      clickhouse_settings: isEmbedded ? {} : { cancel_http_readonly_queries_on_client_close: 1 },
    });
    running.catch(() => undefined);
    const runningNow = async (): Promise<number> =>
      Number(
        (
          await front.rowsOf<{ n: string }>(
            `select count() as n from system.processes where query like '%${mark} from%' and query not like '%processes%'`,
          )
        )[0]?.n,
      );
    await expect.poll(runningNow).toBe(1);

    leave.abort();

    await expect(running).rejects.toThrow();
    await expect.poll(runningNow, { timeout: 5_000 }).toBe(0);
  });
});
