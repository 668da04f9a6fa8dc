import { joinedColumn, joinTexts } from "../../platform/postgres/copy-text.ts";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { KeptPortrait } from "../portrait.ts";

/** Writes what is new of portraits; those of profiles that are not visible any longer go. */
export async function savePortraits(
  tx: Queryable,
  brandId: number,
  portraits: readonly KeptPortrait[],
): Promise<void> {
  const gone = portraits.filter(({ portrait }) => portrait === undefined);
  const kept = portraits.flatMap(({ profileId, portrait }) =>
    portrait === undefined ? [] : [{ profileId, ...portrait }],
  );
  if (gone.length > 0) {
    await tx.query("delete from portrait where brand_id = $1 and profile_id = any($2::bigint[])", [
      brandId,
      gone.map(({ profileId }) => profileId),
    ]);
  }
  if (kept.length === 0) return;
  await tx.query(saveSql, [
    brandId,
    joinTexts(kept.map(({ profileId }) => profileId)),
    joinTexts(kept.map(({ traits = "" }) => traits)),
    joinTexts(kept.map(({ consents = "" }) => consents)),
    joinTexts(kept.map(({ lists = "" }) => lists)),
    joinTexts(kept.map(({ apart = "" }) => apart)),
  ]);
}

const columns = ["traits", "consents", "lists", "apart"];

/** A row that says the same is not written. */
const saveSql = `insert into portrait as kept (brand_id, profile_id, ${columns.join(", ")})
     select $1, profile_id, ${columns.map((name) => `nullif(${name}, '')::jsonb`).join(", ")}
     from unnest(${joinedColumn(2, "bigint")}, ${columns.map((_, at) => joinedColumn(at + 3, "text")).join(", ")}) as told (profile_id, ${columns.join(", ")})
     on conflict (brand_id, profile_id) do update set ${columns.map((name) => `${name} = excluded.${name}`).join(", ")}
     where (${columns.map((name) => `kept.${name}`).join(", ")}) is distinct from (${columns.map((name) => `excluded.${name}`).join(", ")})`;
