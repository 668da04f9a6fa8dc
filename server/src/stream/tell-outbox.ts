import type { JsonObject } from "@attune/contract";
import type { Transaction } from "../platform/postgres/database.ts";

/** Something that others may follow. */
export interface News {
  readonly kind: string;
  readonly body: JsonObject;
  /** Of a membership: whose. */
  readonly segmentId?: number;
}

/** Behind what the outbox has of this position already. */
export async function tellOutbox(
  tx: Transaction,
  brandId: number,
  news: readonly News[],
  position: number,
): Promise<void> {
  if (news.length === 0) return;
  await tx.query(
    `insert into outbox (brand_id, position, ordinal, kind, body, segment_id, recorded_at)
     select $1, $2, coalesce((select max(ordinal) from outbox where brand_id = $1 and position = $2), 0) + ordinal, kind, body, segment_id, now()
     from unnest($3::int[], $4::text[], $5::text[], $6::int[]) as told (ordinal, kind, body, segment_id)`,
    [
      brandId,
      position,
      news.map((_, index) => index + 1),
      news.map((one) => one.kind),
      news.map((one) => JSON.stringify(one.body)),
      news.map((one) => one.segmentId ?? null),
    ],
  );
}
