import type { Database, Queryable } from "../../platform/postgres/database.ts";
import { grouped } from "../../platform/postgres/grouped.ts";
import type { Assignments } from "../assignments.ts";
import type { FreshVariant, KeptVariant } from "../variants.ts";

interface Grouped {
  readonly kept: (leafIds: readonly number[]) => Promise<readonly KeptVariant[]>;
  readonly keep: (fresh: FreshOfLeaf) => Promise<void>;
}

interface FreshOfLeaf {
  readonly leafId: number;
  readonly fresh: readonly FreshVariant[];
}

const mostAtOnce = 64;

export function createAssignments(database: Database): Assignments {
  const brands = new Map<number, Grouped>();
  const of = (brandId: number): Grouped => {
    const known = brands.get(brandId) ?? {
      kept: grouped(mostAtOnce, (asked: readonly (readonly number[])[]) =>
        findKept(database, brandId, asked),
      ),
      keep: grouped(mostAtOnce, (all: readonly FreshOfLeaf[]) => keepAll(database, brandId, all)),
    };
    brands.set(brandId, known);
    return known;
  };
  return {
    kept: (brandId, leafIds) => of(brandId).kept(leafIds),
    keep: (brandId, leafId, fresh) => of(brandId).keep({ leafId, fresh }),
  };
}

/** `limit` says to the planner that they are few. */
export async function findKept(
  database: Queryable,
  brandId: number,
  asked: readonly (readonly number[])[],
): Promise<readonly (readonly KeptVariant[])[]> {
  const leaves = asked.flatMap((leafIds, at) => leafIds.map((leafId) => ({ leafId, at })));
  const rows = await database.query<KeptVariant & { readonly at: number }>(
    `select w.at, a.experience, a.salt, a.variant, a.version, a.propensity
     from (
       select *
       from unnest($2::bigint[], $3::integer[])
       limit $4
     ) as w (leaf_id, at)
     join assignment a on a.brand_id = $1 and a.leaf_id = w.leaf_id
     order by a.leaf_id, a.experience, a.salt`,
    [brandId, leaves.map(({ leafId }) => leafId), leaves.map(({ at }) => at), leaves.length],
  );
  const kept: KeptVariant[][] = asked.map(() => []);
  for (const { at, ...one } of rows) kept[at]?.push(one);
  return kept;
}

/** In one order, so that two copies of the program do not wait for each other. */
export async function keepAll(
  database: Queryable,
  brandId: number,
  all: readonly FreshOfLeaf[],
): Promise<readonly undefined[]> {
  const rows = all
    .flatMap(({ leafId, fresh }) => fresh.map((one) => ({ leaf_id: leafId, ...one })))
    .sort((a, b) => a.leaf_id - b.leaf_id || (a.experience < b.experience ? -1 : 1));
  await database.query(
    `with fresh as (
       select *
       from jsonb_to_recordset($2::jsonb) as f (
         leaf_id bigint, experience text, salt text, variant text, version integer, propensity double precision, offered jsonb
       )
     ),
     renewed as (
       update assignment a
       set variant = f.variant,
           version = f.version,
           propensity = f.propensity
       from fresh f
       where a.brand_id = $1
         and a.leaf_id = f.leaf_id
         and a.experience = f.experience
         and a.salt = f.salt
         and not f.offered ? a.variant
     )
     insert into assignment (brand_id, leaf_id, experience, salt, variant, version, propensity)
     select $1, leaf_id, experience, salt, variant, version, propensity
     from fresh
     on conflict (brand_id, leaf_id, experience, salt) do nothing`,
    [brandId, JSON.stringify(rows)],
  );
  return all.map(() => undefined);
}
