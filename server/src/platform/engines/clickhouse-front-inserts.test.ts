import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytes, drain, type Front, openFront } from "./testing/front.ts";

// Runs against the embedded engine, or a server named by ATTUNE_TEST_CLICKHOUSE_URL: what we use of ClickHouse must behave alike.
let front: Front;

beforeAll(async () => {
  front = await openFront();
});

afterAll(() => front.close());

describe("inserting", () => {
  test("objects, and streams of objects", async () => {
    const table = await front.emptyTable("objects");

    await front.client.insert({ table, values: [{ id: 1, note: "a" }], format: "JSONEachRow" });
    await front.client.insert({
      table,
      values: Readable.from([
        { id: 2, note: "b" },
        { id: 3, note: "c" },
      ]),
      format: "JSONEachRow",
    });

    expect(await front.notesOf(table)).toEqual(["a", "b", "c"]);
  });

  test.for([
    ["CSV", '1,"a\n\nDROP TABLE x;\n\nb"\n2,"c;d"\n', ["a\n\nDROP TABLE x;\n\nb", "c;d"]],
    ["TabSeparated", "1\ta\\n\\nb\n2\t\n", ["a\n\nb", ""]],
    ["JSONEachRow", '\n\n{"id":1,"note":"a"}\n\n\n{"id":2,"note":"b"}\n', ["a", "b"]],
    ["JSONCompactEachRow", '[1,"a"]\n\n[2,"b"]', ["a", "b"]],
  ] as const)(
    "%s as raw bytes, with empty lines and what looks like statements",
    async ([format, body, notes]) => {
      const table = await front.emptyTable("raw");

      await drain(
        await front.client.exec({ query: `insert into ${table} format ${format}`, values: bytes(body) }),
      );

      expect(await front.notesOf(table)).toEqual(notes);
    },
  );

  test("binary rows keep every byte", async () => {
    const table = await front.emptyTable("binary");
    const note = Buffer.from("\n\n\0\n; \\ '\n\n");
    const row = Buffer.concat([Buffer.from([10, 0, 0, 0, 0, 0, 0, 0, note.length]), note]);

    await drain(
      await front.client.exec({ query: `insert into ${table} format RowBinary`, values: bytes(row) }),
    );

    expect(await front.notesOf(table)).toEqual([note.toString()]);
  });

  test("rows inside the statement, with a semicolon and a quote in them", async () => {
    const table = await front.emptyTable("inline");

    await front.client.command({
      query: `insert into ${table} (id, note) values (1, 'it''s; x'), (2, 'y\n\nz');`,
    });
    await front.client.command({
      query: `insert into ${table} format JSONEachRow\n{"id":3,"note":"d"}\n\n{"id":4,"note":"e"}`,
    });
    await front.client.command({ query: `insert into ${table} select 5, 'format values'` });

    expect(await front.notesOf(table)).toEqual(["it's; x", "y\n\nz", "d", "e", "format values"]);
  });

  test("an insert without rows changes nothing and is no error", async () => {
    const table = await front.emptyTable("nothing");

    await drain(
      await front.client.exec({ query: `insert into ${table} format JSONEachRow`, values: bytes("") }),
    );

    expect(await front.notesOf(table)).toEqual([]);
  });

  test("the same token inserts once, another token again", async () => {
    const table = await front.emptyTable("tokens");
    const insert = (token: string) =>
      front.client.insert({
        table,
        values: [{ id: 1, note: "once" }],
        format: "JSONEachRow",
        clickhouse_settings: { insert_deduplication_token: token },
      });

    await insert("t-1");
    await insert("t-1");
    expect(await front.notesOf(table)).toEqual(["once"]);

    await insert("t-2");
    expect(await front.notesOf(table)).toEqual(["once", "once"]);
  });

  test("a bad row refuses the whole insert", async () => {
    const table = await front.emptyTable("bad");
    const body = '{"id":1,"note":"good"}\n{"id":"x","note":"bad"}\n';

    const insert = front.client.exec({
      query: `insert into ${table} format JSONEachRow`,
      values: bytes(body),
    });

    await expect(insert.then(drain)).rejects.toMatchObject({ code: "27" });
    expect(await front.notesOf(table)).toEqual([]);
  });

  test("compressed rows are understood, broken compression is refused", async () => {
    const table = await front.emptyTable("gzip");
    const address = `/?database=${front.database}&query=${encodeURIComponent(`insert into ${table} format CSV`)}`;

    const good = await front.post(address, gzipSync("1,zipped\n"), { "content-encoding": "gzip" });
    const bad = await front.post(address, Buffer.from("2,not zipped\n"), { "content-encoding": "gzip" });

    expect(good.status).toBe(200);
    expect(bad.status).toBeGreaterThanOrEqual(400);
    expect(await front.notesOf(table)).toEqual(["zipped"]);
  });

  test("an insert does not wait for twenty slow questions", async () => {
    const table = await front.emptyTable("beside");
    let answered = 0;
    const slow = Array.from({ length: 20 }, () =>
      front.rowsOf("select sleep(0.5)").finally(() => {
        answered += 1;
      }),
    );

    await front.client.insert({ table, values: [{ id: 1, note: "beside" }], format: "JSONEachRow" });
    expect(answered).toBeLessThan(20);

    await Promise.all(slow);
    expect(await front.notesOf(table)).toEqual(["beside"]);
  });
});
