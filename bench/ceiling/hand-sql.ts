import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Memory } from "../../server/src/platform/clickhouse/memory.ts";
import type { Queryable } from "../../server/src/platform/postgres/database.ts";

/** A statement in `preview-sql/`, headed by its store; of a file with more than one each gives words of 32 customers, all of which must hold. */
interface HandStatement {
  readonly store: string;
  readonly sql: string;
  /** `but`: those whom it does not give. */
  readonly mode: string;
}

export interface HandMoment {
  readonly nowMs: number;
  readonly yearAgoMs: number;
}

export type HandSql = (stores: { readonly database: Queryable; readonly memory: Memory }) => Promise<number>;

/** What an engineer who knows the tables would write for this one condition: how many customers it holds, for the share how many there are, and (the least for the stages) how many in each stage. */
export async function readHandSql(name: string, { nowMs, yearAgoMs }: HandMoment): Promise<HandSql> {
  const text = await readFile(join(import.meta.dirname, "preview-sql", `${name}.sql`), "utf8");
  const statements = text.split(/\n;\n/).map((part): HandStatement => {
    const [head = "", ...lines] = part.trim().split("\n");
    const [, store = "", mode = ""] = head.split(" ");
    const sql = lines.join("\n").replaceAll(":now", String(nowMs)).replaceAll(":yearAgo", String(yearAgoMs));
    return { store, mode, sql };
  });
  return async ({ database, memory }) => {
    const run = ({ store, sql }: HandStatement): Promise<readonly Row[]> =>
      store === "postgres" ? database.query<Row>(sql) : memory.query<Row>(sql);
    const [everyone, , ...answers] = await Promise.all([
      database.query<Row>("select count(*) as size from portrait where brand_id = 1"),
      database.query("select stage, count(*) from loyalty where brand_id = 1 group by stage"),
      ...statements.map(run),
    ]);
    const all = everyone?.[0]?.size ?? 0;
    const [only] = answers;
    if (statements.length > 1) return sizeOfBoth(answers);
    return statements[0]?.mode === "but" ? all - (only?.[0]?.size ?? 0) : (only?.[0]?.size ?? 0);
  };
}

interface Row {
  readonly size?: number;
  readonly word?: number;
  readonly bits?: number;
}

function sizeOfBoth(answers: readonly (readonly Row[])[]): number {
  const [first = [], ...others] = answers.map(
    (rows) => new Map(rows.map(({ word = 0, bits = 0 }) => [word, bits])),
  );
  let size = 0;
  for (const [word, bits] of first) {
    let rest = others.reduce((left, other) => left & (other.get(word) ?? 0), bits);
    for (; rest !== 0; rest &= rest - 1) size += 1;
  }
  return size;
}
