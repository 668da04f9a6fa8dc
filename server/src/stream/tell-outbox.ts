import type { JsonObject } from "@attune/contract";
import { joinedColumn, joinTexts } from "../platform/postgres/copy-text.ts";
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
     select $1, $2, coalesce((select max(ordinal) from outbox where brand_id = $1 and position = $2), 0) + ordinal, kind, body, nullif(segment_id, 0), now()
     from unnest(${joinedColumn(3, "text")}, ${joinedColumn(4, "text")}, ${joinedColumn(5, "int")}) with ordinality as told (kind, body, segment_id, ordinal)`,
    [
      brandId,
      position,
      joinTexts(news.map((one) => one.kind)),
      joinTexts(news.map((one) => JSON.stringify(one.body))),
      joinTexts(news.map((one) => one.segmentId ?? 0)),
    ],
  );
}
