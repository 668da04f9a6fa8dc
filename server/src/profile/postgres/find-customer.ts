import type { Identifier, Proof } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";

/** What a decision needs of a customer. */
export interface FoundCustomer {
  readonly profileId: number;
  /** The leaf that the identifier stands for now; of a device, that of its current epoch. */
  readonly leafId: number;
  /** How that leaf was linked to its customer. */
  readonly proof: Proof;
  /** ProfileState as JSON text. */
  readonly text: string;
}

/**
 * The hot path of decisions: of each identifier three index look-ups, all in one statement. In their order; undefined: nobody has it.
 * `limit` says to the planner that they are few: else it would not keep the plan, and planning costs more than thirty look-ups.
 */
export async function findCustomers(
  db: Queryable,
  brandId: number,
  identifiers: readonly Identifier[],
): Promise<readonly (FoundCustomer | undefined)[]> {
  const rows = await db.query<FoundCustomer & { readonly at: number }>(
    `select w.at, l.profile_id as "profileId", l.leaf_id as "leafId", l.proof, p.state as text
     from (
       select *
       from unnest($2::text[], $3::text[]) with ordinality
       limit $4
     ) as w (namespace, value, at)
     join identifier i on i.brand_id = $1 and i.namespace = w.namespace and i.value = w.value
     join leaf l on l.brand_id = i.brand_id and l.leaf_id = i.leaf_id
     join profile p on p.brand_id = l.brand_id and p.profile_id = l.profile_id`,
    [
      brandId,
      identifiers.map(({ namespace }) => namespace),
      identifiers.map(({ value }) => value),
      identifiers.length,
    ],
  );
  const found: (FoundCustomer | undefined)[] = identifiers.map(() => undefined);
  for (const row of rows) found[row.at - 1] = row;
  return found;
}

/** By a leaf; a profile's number is that of its first leaf. */
export async function findCustomerOfLeaf(
  db: Queryable,
  brandId: number,
  leafId: number,
): Promise<FoundCustomer | undefined> {
  const [found] = await db.query<FoundCustomer>(
    `select l.profile_id as "profileId", l.leaf_id as "leafId", l.proof, p.state as text
     from leaf l
     join profile p on p.brand_id = l.brand_id and p.profile_id = l.profile_id
     where l.brand_id = $1
       and l.leaf_id = $2`,
    [brandId, leafId],
  );
  return found;
}
