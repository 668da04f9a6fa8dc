import { mostContactsKept } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";

/** Of each list of leaves when its newest sales were placed. Epoch milliseconds. */
export async function findSaleTimes(
  database: Queryable,
  brandId: number,
  asked: readonly (readonly number[])[],
): Promise<readonly (readonly number[])[]> {
  const leaves = asked.flatMap((leafIds, at) => leafIds.map((leafId) => ({ leafId, at })));
  const rows = await database.query<{ at: number; placedAt: number }>(
    `select w.at, s.placed_at as "placedAt"
     from (
       select *
       from unnest($2::bigint[], $3::integer[])
       limit $4
     ) as w (leaf_id, at)
     cross join lateral (
       select placed_at
       from sale
       where brand_id = $1
         and leaf_id = w.leaf_id
         and status in ('completed', 'returned')
       order by placed_at desc
       limit $5
     ) s`,
    [
      brandId,
      leaves.map(({ leafId }) => leafId),
      leaves.map(({ at }) => at),
      leaves.length,
      mostContactsKept,
    ],
  );
  const found: number[][] = asked.map(() => []);
  for (const { at, placedAt } of rows) found[at]?.push(placedAt);
  return found;
}
