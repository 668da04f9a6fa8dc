import type { Database, Queryable, Transaction } from "./database.ts";

export interface Brand {
  readonly brandId: number;
  readonly key: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
}

/** The brand that is there from the start, which the sample is loaded into. */
export const firstBrandId = 1;

type BrandToMake = Pick<Brand, "name" | "timeZone" | "currency">;

/** Makes a brand with its heads and cursors, if there is none at all. */
export async function ensureFirstBrand(database: Database, brand: BrandToMake): Promise<void> {
  await database.transaction(async (tx) => {
    const [standing] = await tx.query("select 1 from brand limit 1");
    if (standing === undefined) await insertBrand(tx, { brandId: firstBrandId, key: "main", ...brand });
  });
}

/** Makes one more brand, empty. */
export async function addBrand(tx: Transaction, brand: BrandToMake): Promise<Brand> {
  // Two at once would take the same number: the second waits here and sees the first.
  await tx.query("lock table brand in share row exclusive mode");
  const [row] = await tx.query<{ brandId: number }>(`select max(brand_id) + 1 as "brandId" from brand`);
  const brandId = row?.brandId ?? 1;
  const { name, timeZone, currency } = brand;
  const added = { brandId, key: `brand-${brandId}`, name, timeZone, currency };
  await insertBrand(tx, added);
  return added;
}

async function insertBrand(tx: Transaction, brand: Brand): Promise<void> {
  const { brandId, key, name, timeZone, currency } = brand;
  await tx.query(
    "insert into brand (brand_id, key, name, time_zone, currency) values ($1, $2, $3, $4, $5) on conflict do nothing",
    [brandId, key, name, timeZone, currency],
  );
  await tx.query("insert into inbox_head (brand_id, position) values ($1, 0) on conflict do nothing", [
    brandId,
  ]);
  await tx.query("insert into identity_head (brand_id, leaf_id) values ($1, 0) on conflict do nothing", [
    brandId,
  ]);
  await tx.query(
    "insert into stream_cursor (brand_id, name, position) values ($1, 'fold', 0) on conflict do nothing",
    [brandId],
  );
}

/** The brand that is served: the one that was turned to last, else the first. @throws Error when there is none */
export async function readBrand(db: Queryable): Promise<Brand> {
  const [row] = await db.query<Brand>(
    `select brand_id as "brandId", key, name, time_zone as "timeZone", currency
     from brand
     order by served_at desc nulls last, brand_id
     limit 1`,
  );
  if (row === undefined) throw new Error("There is no brand in the database.");
  return row;
}
