import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createCsvSplitter, type ReadRow } from "@attune/contract";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, expect, test } from "vitest";
import { openRows, type Reading } from "./open-rows.ts";

const folder = mkdtempSync(join(tmpdir(), "attune-rows-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function rowsOf(
  name: string,
  content: string | Buffer,
  reading?: Reading,
): Promise<readonly ReadRow[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const all: ReadRow[] = [];
  for await (const rows of openRows(path, reading).rows) all.push(...rows);
  return all;
}

test("a CSV row is known by the line it starts on, also after fields that span lines", async () => {
  const rows = await rowsOf(
    "a.csv",
    '\uFEFFsku,name\r\n1,"two\r\nlines"\r\n\r\n2,"with ""quotes"", and comma"\r\n3,\r\n',
  );

  expect(rows).toEqual([
    { line: 2, values: { sku: "1", name: "two\r\nlines" } },
    { line: 5, values: { sku: "2", name: 'with "quotes", and comma' } },
    { line: 6, values: { sku: "3", name: "" } },
  ]);
});

test("a bad quote or a missing field costs that row and no other", async () => {
  const rows = await rowsOf("b.csv", 'sku,name\n1,"a" b\n2,"never closed\n3,c\n4\n5,5" nails\n6,d');

  expect(rows).toMatchObject([
    { line: 2, message: "There is text after a closing quote.", original: '1,"a" b' },
    { line: 3, message: "There is text after a closing quote.", original: '2,"never closed' },
    { line: 4, values: { sku: "3", name: "c" } },
    { line: 5, message: "The row has 1 fields, the header 2." },
    { line: 6, values: { sku: "5", name: '5" nails' } },
    { line: 7, values: { sku: "6", name: "d" } },
  ]);
});

test("a quote that is never closed costs one row, not the rest of the file", async () => {
  const rows = await rowsOf("q.csv", 'sku,name\n1,"open\n2,b\n3,c\n');

  expect(rows).toMatchObject([
    { line: 2, message: "A quote is opened and not closed." },
    { line: 3, values: { sku: "2" } },
    { line: 4, values: { sku: "3" } },
  ]);
});

test("semicolons, tabs and other encodings are understood", async () => {
  expect(await rowsOf("c.csv", "sku;price\n1;2,50\n")).toEqual([
    { line: 2, values: { sku: "1", price: "2,50" } },
  ]);
  expect(await rowsOf("d.tsv", "sku\tname\n1\ta,b\n")).toEqual([
    { line: 2, values: { sku: "1", name: "a,b" } },
  ]);
  const latin = Buffer.from("sku,name\n1,caf\u00e9\n", "latin1");
  await expect(rowsOf("e.csv", latin)).rejects.toThrow("is not utf-8 text");
  expect(await rowsOf("e.csv", latin, { encoding: "windows-1252" })).toEqual([
    { line: 2, values: { sku: "1", name: "café" } },
  ]);
});

test("packed files are unpacked", async () => {
  expect(await rowsOf("f.csv.gz", gzipSync("sku\n1\n"))).toEqual([{ line: 2, values: { sku: "1" } }]);
});

test("JSON Lines: a line that is no object costs that line only", async () => {
  const rows = await rowsOf("g.jsonl", '{"a":1}\n\n{"a":\n[1]\n{"a":2}');

  expect(rows).toMatchObject([
    { line: 1, values: { a: 1 } },
    { line: 3, original: '{"a":' },
    { line: 4, message: "The line is no JSON object." },
    { line: 5, values: { a: 2 } },
  ]);
});

test("Parquet decimals are exact, missing values stay missing", async () => {
  const file = parquetWriteBuffer({
    schema: [
      { name: "root", num_children: 2 },
      { name: "price", type: "INT32", converted_type: "DECIMAL", precision: 9, scale: 3 },
      { name: "customer", type: "INT64", repetition_type: "OPTIONAL" },
    ],
    columnData: [
      { name: "price", data: [2_550n, -11_062_060n, 1n] },
      { name: "customer", data: [12_345n, null, 9_007_199_254_740_993n] },
    ],
  });

  expect(await rowsOf("h.parquet", Buffer.from(file))).toEqual([
    { line: 1, values: { price: "2.550", customer: 12_345 } },
    { line: 2, values: { price: "-11062.060", customer: null } },
    { line: 3, values: { price: "0.001", customer: "9007199254740993" } },
  ]);
});

test("a file that is not there, or of another kind, is refused with what to do", () => {
  expect(() => openRows(join(folder, "none.csv"))).toThrow("There is no file");
  writeFileSync(join(folder, "x.xlsx"), "");
  expect(() => openRows(join(folder, "x.xlsx"))).toThrow("name a .csv");
});

test("rows read the same however the file is cut into pieces", () => {
  const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r\n", " ", "é") });
  const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(table, fc.array(fc.nat(60)), (rows, cuts) => {
      const text = rows
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(","))
        .join("\n");
      const splitter = createCsvSplitter(",");
      const ends = [...cuts.toSorted((a, b) => a - b), text.length];
      const read = ends.flatMap((end, at) => splitter.push(text.slice(ends[at - 1] ?? 0, end)));

      expect([...read, ...splitter.end()].map((row) => ("fields" in row ? row.fields : row))).toEqual(rows);
    }),
  );
});
