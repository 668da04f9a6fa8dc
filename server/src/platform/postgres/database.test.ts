import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../testing/stores.ts";
import type { Database } from "./database.ts";

let stores: TestStores;
let database: Database;

beforeAll(async () => {
  stores = await openTestStores();
  database = stores.database;
  await database.query("create table basket (line integer primary key, product text not null)");
});

afterAll(() => stores.close());

const lines = (): Promise<{ line: number; product: string }[]> =>
  database.query("select line, product from basket order by line");

test("statements that are asked for at once run in the order asked, rows that are copied among them", async () => {
  const seen = await database.transaction(async (tx) => {
    const [, , before, , after] = await Promise.all([
      tx.query("insert into basket values ($1, $2)", [1, "mug"]),
      tx.copyIn("copy basket from stdin", "2\tteapot\n3\ttray\n"),
      tx.query<{ lines: number }>("select count(*) as lines from basket"),
      tx.copyIn("copy basket from stdin", "4\tlamp\n"),
      tx.query<{ lines: number }>("select count(*) as lines from basket"),
    ]);
    return [before[0]?.lines, after[0]?.lines];
  });
  expect(seen).toEqual([3, 4]);
  expect((await lines()).map(({ product }) => product)).toEqual(["mug", "teapot", "tray", "lamp"]);
});

test("when one of many statements is refused nothing of the transaction stays, its error is told, and the next transaction works", async () => {
  const refused = database.transaction((tx) =>
    Promise.all([
      tx.query("insert into basket values ($1, $2)", [5, "vase"]),
      tx.copyIn("copy basket from stdin", "1\tmug again\n"),
      tx.query("insert into basket values ($1, $2)", [6, "clock"]),
      tx.copyIn("copy basket from stdin", "7\tcushion\n"),
    ]),
  );
  await expect(refused).rejects.toMatchObject({ code: "23505" });
  expect(await lines()).toHaveLength(4);
  await database.transaction((tx) => tx.copyIn("copy basket from stdin", "5\tvase\n"));
  expect(await lines()).toHaveLength(5);
});

test("rows of a copy that is refused before it began are not taken for anything else", async () => {
  const refused = database.transaction((tx) =>
    Promise.all([tx.copyIn("copy no_such_table from stdin", "1\tx\n"), tx.query("select 1")]),
  );
  await expect(refused).rejects.toMatchObject({ code: "42P01" });
  expect(await lines()).toHaveLength(5);
});
