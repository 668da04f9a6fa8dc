import type { Proof } from "@attune/contract";
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

/** The hot path of decisions: three index look-ups in one statement. */
export async function findCustomer(
  db: Queryable,
  brandId: number,
  namespace: string,
  value: string,
): Promise<FoundCustomer | undefined> {
  const [row] = await db.query<FoundCustomer>(
    `select l.profile_id as "profileId", l.leaf_id as "leafId", l.proof, p.state as text
     from identifier i
     join leaf l on l.brand_id = i.brand_id and l.leaf_id = i.leaf_id
     join profile p on p.brand_id = l.brand_id and p.profile_id = l.profile_id
     where i.brand_id = $1 and i.namespace = $2 and i.value = $3`,
    [brandId, namespace, value],
  );
  return row;
}
