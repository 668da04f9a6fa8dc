import type { Queryable } from "../../server/src/platform/postgres/database.ts";

/** Drops all indexes of these tables. @returns names and statements that make them again */
export async function dropIndexes(
  db: Queryable,
  tables: readonly string[],
): Promise<readonly (readonly [name: string, sql: string])[]> {
  const indexes = await db.query<{ table: string; name: string; made: string; constraint: string | null }>(
    `select i.indrelid::regclass::text as table, i.indexrelid::regclass::text as name,
       pg_get_indexdef(i.indexrelid) as made, pg_get_constraintdef(c.oid) as constraint
     from pg_index i
     left join pg_constraint c on c.conindid = i.indexrelid
     where i.indrelid = any($1::regclass[])`,
    [tables],
  );
  for (const { table, name, constraint } of indexes)
    await db.query(
      constraint === null ? `drop index ${name}` : `alter table ${table} drop constraint ${name}`,
    );
  return indexes.map(({ table, name, made, constraint }) => [
    name,
    constraint === null ? made : `alter table ${table} add constraint ${name} ${constraint}`,
  ]);
}
