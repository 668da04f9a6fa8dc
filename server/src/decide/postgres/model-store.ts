import type { ModelCard } from "@attune/contract";
import type { Database } from "../../platform/postgres/database.ts";
import type { ModelStore } from "../model-store.ts";
import { claimTurn } from "./claim-turn.ts";

/** Small enough that taking one apart holds up nobody. */
const partBytes = 262_144;
const versionsKept = 2;

export function createModelStore(database: Database): ModelStore {
  return {
    claimTraining: (brandId, nowMs, begunBeforeMs) =>
      claimTurn(database, "item_training", brandId, { nowMs, begunBeforeMs }),
    keep: (brandId, trainedAtMs, card, bytes) => keepModel(database, brandId, trainedAtMs, card, bytes),
    newest: async (brandId) => {
      const [row] = await database.query<{ version: number | null }>(
        "select max(version) as version from item_model where brand_id = $1",
        [brandId],
      );
      return row?.version ?? undefined;
    },
    load: (brandId, version) => loadModel(database, brandId, version),
  };
}

function keepModel(
  database: Database,
  brandId: number,
  trainedAtMs: number,
  card: Omit<ModelCard, "version" | "trainedAt">,
  bytes: Uint8Array,
): Promise<number> {
  return database.transaction(async (tx) => {
    const [row] = await tx.query<{ version: number }>(
      `insert into item_model (brand_id, version, trained_at, card, bytes)
       select $1, coalesce(max(version), 0) + 1, to_timestamp($2::double precision / 1000), $3, $4
       from item_model
       where brand_id = $1
       returning version`,
      [brandId, trainedAtMs, JSON.stringify(card), bytes.length],
    );
    const version = row?.version ?? 0;
    for (let part = 0; part * partBytes < bytes.length; part += 1) {
      const slice = bytes.subarray(part * partBytes, (part + 1) * partBytes);
      await tx.query("insert into item_model_part (brand_id, version, part, bytes) values ($1, $2, $3, $4)", [
        brandId,
        version,
        part,
        Buffer.from(slice.buffer, slice.byteOffset, slice.length),
      ]);
    }
    await tx.query("delete from item_model where brand_id = $1 and version <= $2", [
      brandId,
      version - versionsKept,
    ]);
    return version;
  });
}

async function loadModel(
  database: Database,
  brandId: number,
  version: number,
): Promise<{ readonly card: ModelCard; readonly bytes: Uint8Array<ArrayBuffer> } | undefined> {
  const [row] = await database.query<{
    card: Omit<ModelCard, "version" | "trainedAt">;
    trainedAt: number;
    bytes: number;
  }>(
    `select card, trained_at as "trainedAt", bytes
     from item_model
     where brand_id = $1
       and version = $2`,
    [brandId, version],
  );
  if (row === undefined) return undefined;
  const bytes = new Uint8Array(row.bytes);
  for (let at = 0; at < bytes.length; at += partBytes) {
    const [part] = await database.query<{ bytes: Buffer }>(
      "select bytes from item_model_part where brand_id = $1 and version = $2 and part = $3",
      [brandId, version, at / partBytes],
    );
    if (part === undefined) return undefined;
    bytes.set(part.bytes, at);
  }
  return { card: { ...row.card, version, trainedAt: new Date(row.trainedAt).toISOString() }, bytes };
}
