import type { Identifier } from "@attune/contract";
import type { Queryable, Transaction } from "../../platform/postgres/database.ts";

interface Links {
  readonly brandId: number;
  readonly program: { readonly world: { readonly lists: ReadonlySet<string> } };
}

/** Which lists name the identifiers that were linked, by leaf. */
export async function listsOfLinks(
  tx: Queryable,
  { brandId, program }: Links,
  links: readonly { readonly namespace: string; readonly value: string; readonly leafId: number }[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  if (links.length === 0 || program.world.lists.size === 0) return new Map();
  const rows = await tx.query<{ leaf_id: number; lists: string[] }>(
    `select told.leaf_id, array_agg(distinct m.list_key) as lists
     from unnest($2::text[], $3::text[], $4::bigint[]) as told (namespace, value, leaf_id)
     join list_member m on m.brand_id = $1 and m.namespace = told.namespace and m.value = told.value
     group by told.leaf_id`,
    [
      brandId,
      links.map((link) => link.namespace),
      links.map((link) => link.value),
      links.map((link) => link.leafId),
    ],
  );
  return new Map(rows.map((row) => [row.leaf_id, row.lists]));
}

export async function saveListed(
  tx: Transaction,
  brandId: number,
  list: string,
  identifiers: readonly Identifier[],
  addedAt: number,
): Promise<void> {
  await tx.query(
    `insert into list_member (brand_id, list_key, namespace, value, added_at)
     select $1, $2, namespace, value, $5
     from unnest($3::text[], $4::text[]) as told (namespace, value)
     on conflict do nothing`,
    [brandId, list, ...columnsOf(identifiers), new Date(addedAt)],
  );
}

export async function dropListed(
  tx: Transaction,
  brandId: number,
  list: string,
  identifiers: readonly Identifier[],
): Promise<void> {
  await tx.query(
    `delete from list_member m
     using unnest($3::text[], $4::text[]) as told (namespace, value)
     where m.brand_id = $1
       and m.list_key = $2
       and m.namespace = told.namespace
       and m.value = told.value`,
    [brandId, list, ...columnsOf(identifiers)],
  );
}

/** A leaf that one of the identifiers stands for; whether the list names any identifier of it. */
export interface ListedLeaf {
  readonly leafId: number;
  readonly profileId: number;
  readonly isListed: boolean;
}

export async function findListedLeaves(
  tx: Transaction,
  brandId: number,
  list: string,
  identifiers: readonly Identifier[],
): Promise<readonly ListedLeaf[]> {
  return tx.query<ListedLeaf>(
    `select l.leaf_id as "leafId", l.profile_id as "profileId", exists (
         select from identifier own
         join list_member m on m.brand_id = own.brand_id and m.namespace = own.namespace and m.value = own.value
         where own.brand_id = l.brand_id and own.leaf_id = l.leaf_id and m.list_key = $2
       ) as "isListed"
     from leaf l
     where l.brand_id = $1
       and l.leaf_id in (
         select i.leaf_id
         from unnest($3::text[], $4::text[]) as told (namespace, value)
         join identifier i on i.brand_id = $1 and i.namespace = told.namespace and i.value = told.value
       )`,
    [brandId, list, ...columnsOf(identifiers)],
  );
}

function columnsOf(identifiers: readonly Identifier[]): readonly [readonly string[], readonly string[]] {
  return [identifiers.map((one) => one.namespace), identifiers.map((one) => one.value)];
}
