import { isStoreAway } from "../http/problem.ts";
import type { Database } from "../postgres/database.ts";

const rowsPerUpdate = 1_000;
const rowsPerFill = 20_000;
/** As long as a customer's state, and easily made. */
const body = "repeat(md5(random()::text), 62)";

/** Rows of 2 kB, with as much room for a new version as a customer's row has. */
export async function fillRows(database: Database, rows: number): Promise<void> {
  await database.query(
    "create table row_of_bench (n int primary key, body text not null) with (fillfactor = 75)",
  );
  for (let from = 0; from < rows; from += rowsPerFill)
    await database.query(
      `insert into row_of_bench select n, ${body} from generate_series($1::int, $2::int) as n`,
      [from, Math.min(rows, from + rowsPerFill) - 1],
    );
  await database.query("vacuum analyze row_of_bench");
}

/**
 * Writes new versions of random rows as fast as Postgres takes them, as the fold does, until `isOver` or Postgres dies.
 * @returns how many were written
 */
export async function writeRows(
  database: Database,
  rows: number,
  isOver: () => boolean | Promise<boolean>,
): Promise<number> {
  let written = 0;
  while (!(await isOver())) {
    const chosen = Array.from({ length: rowsPerUpdate }, () => Math.floor(Math.random() * rows));
    try {
      await database.transaction(
        (tx) => tx.query(`update row_of_bench set body = ${body} where n = any ($1::int[])`, [chosen]),
        { synchronousCommit: false },
      );
    } catch (error) {
      if (isStoreAway(error)) return written;
      throw error;
    }
    written += rowsPerUpdate;
  }
  return written;
}
