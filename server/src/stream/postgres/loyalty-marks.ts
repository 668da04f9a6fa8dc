import type { Queryable } from "../../platform/postgres/database.ts";

/** By what every customer's loyalty was last worked out from all sales (setting `loyalty`). */
export interface LoyaltyMarks {
  readonly ground: string;
  readonly catalogue: string;
}

export async function readLoyaltyMarks(db: Queryable, brandId: number): Promise<LoyaltyMarks | undefined> {
  const [row] = await db.query<{ value: LoyaltyMarks }>(
    "select value from setting where brand_id = $1 and key = 'loyalty'",
    [brandId],
  );
  return row?.value;
}

export async function saveLoyaltyMarks(db: Queryable, brandId: number, marks: LoyaltyMarks): Promise<void> {
  await db.query(
    `insert into setting (brand_id, key, value) values ($1, 'loyalty', $2::jsonb)
     on conflict (brand_id, key) do update set value = excluded.value`,
    [brandId, JSON.stringify(marks)],
  );
}
