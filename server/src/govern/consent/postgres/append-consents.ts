import type { Transaction } from "../../../platform/postgres/database.ts";
import type { ConsentRow } from "../consent.ts";

/** Adds to the ledger, inside the fold's transaction. A batch that is repeated adds nothing. */
export async function appendConsents(tx: Transaction, rows: readonly ConsentRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into consent_record (brand_id, position, ordinal, leaf_id, purpose, channel, topic, state, source, proof,
       text_version, effective_at, recorded_at)
     select brand_id, position, ordinal, leaf_id, purpose, channel, topic, state, source, proof, text_version,
            to_timestamp(effective_at / 1000), to_timestamp(recorded_at / 1000)
     from unnest($1::smallint[], $2::bigint[], $3::smallint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::text[], $10::text[], $11::text[], $12::float8[], $13::float8[])
       as told (brand_id, position, ordinal, leaf_id, purpose, channel, topic, state, source, proof, text_version,
         effective_at, recorded_at)
     on conflict do nothing`,
    [
      rows.map((row) => row.brandId),
      rows.map((row) => row.position),
      rows.map((row) => row.ordinal),
      rows.map((row) => row.leafId),
      rows.map((row) => row.purpose),
      rows.map((row) => row.channel),
      rows.map((row) => row.topic),
      rows.map((row) => row.state),
      rows.map((row) => row.source),
      rows.map((row) => row.proof),
      rows.map((row) => row.textVersion ?? null),
      rows.map((row) => row.effectiveAt),
      rows.map((row) => row.recordedAt),
    ],
  );
}
