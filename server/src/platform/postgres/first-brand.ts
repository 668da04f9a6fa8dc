import type { Database, Queryable } from "./database.ts";

export interface Brand {
  readonly brandId: number;
  readonly key: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
}

/** Makes the one brand with its heads and cursors, if there is none. */
export async function ensureFirstBrand(
  database: Database,
  brand: Pick<Brand, "name" | "timeZone" | "currency">,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(
      "insert into brand (brand_id, key, name, time_zone, currency) values (1, 'main', $1, $2, $3) on conflict do nothing",
      [brand.name, brand.timeZone, brand.currency],
    );
    await tx.query("insert into inbox_head (brand_id, position) values (1, 0) on conflict do nothing");
    await tx.query("insert into identity_head (brand_id, leaf_id) values (1, 0) on conflict do nothing");
    await tx.query(
      "insert into stream_cursor (brand_id, name, position) values (1, 'fold', 0) on conflict do nothing",
    );
  });
}

export async function readBrand(db: Queryable): Promise<Brand> {
  const [row] = await db.query<Brand>(
    `select brand_id as "brandId", key, name, time_zone as "timeZone", currency from brand order by brand_id limit 1`,
  );
  if (row === undefined) throw new Error("There is no brand in the database.");
  return row;
}
