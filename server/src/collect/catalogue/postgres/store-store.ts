import type { GeoArea, StoreArea, StoreHours, StoreRecord, StoreView } from "@attune/contract";
import { formatCursor, parseCursor } from "../../../kernel/cursor.ts";
import type { Database, Queryable, Transaction } from "../../../platform/postgres/database.ts";
import {
  type ListQuestion,
  lastOfEach,
  type Page,
  type StoreStore,
  type WriteOptions,
} from "../catalogue.ts";
import { inTransaction } from "./dry-run.ts";
import { containing } from "./text-pattern.ts";

export function createStoreStore(database: Database): StoreStore {
  return {
    find: async (brandId, key) =>
      (await selectStores(database, brandId, { key, after: "", pattern: null, limit: 1 }))[0],
    list: (brandId, question) => listStores(database, brandId, question),
    put: (brandId, stores, options) => putStores(database, brandId, stores, options),
    unknown: (brandId, keys) => unknownStores(database, brandId, keys),
  };
}

interface StoreRow {
  readonly key: string;
  readonly name: string;
  readonly address: Readonly<Record<string, string>>;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly time_zone: string | null;
  readonly hours: StoreHours | null;
  readonly simulated: boolean;
  readonly updated_at: number;
  readonly areas: readonly StoreArea[] | null;
  readonly catchment: GeoArea | null;
}

async function selectStores(
  database: Queryable,
  brandId: number,
  wanted: {
    readonly key: string | null;
    readonly after: string;
    readonly pattern: string | null;
    readonly limit: number;
  },
): Promise<readonly StoreView[]> {
  const rows = await database.query<StoreRow>(
    `select key, name, address, latitude, longitude, time_zone, hours, catchment, simulated, updated_at,
            (select json_agg(json_build_object('from', valid_from, 'squareMetres', square_metres) order by valid_from)
             from store_area
             where store_area.brand_id = store.brand_id and store_key = store.key) as areas
     from store
     where brand_id = $1
       and ($2::text is null or key = $2)
       and key > $3
       and ($4::text is null or key ilike $4 or name ilike $4)
     order by key
     limit $5`,
    [brandId, wanted.key, wanted.after, wanted.pattern, wanted.limit],
  );
  return rows.map(viewStore);
}

async function listStores(
  database: Queryable,
  brandId: number,
  { query, cursor, limit }: ListQuestion,
): Promise<Page<StoreView>> {
  const [after] = cursor === undefined ? [""] : parseCursor(cursor, ["string"]);
  const stores = await selectStores(database, brandId, {
    key: null,
    after: String(after),
    pattern: containing(query),
    limit: limit + 1,
  });
  const last = stores.length > limit ? stores[limit - 1] : undefined;
  return { items: stores.slice(0, limit), next: last === undefined ? null : formatCursor([last.key]) };
}

async function putStores(
  database: Database,
  brandId: number,
  stores: readonly StoreRecord[],
  { dryRun, at }: WriteOptions,
): Promise<ReadonlySet<string>> {
  const told = lastOfEach(stores, (store) => store.key);
  return inTransaction(database, dryRun, async (tx) => {
    const changed = await upsertStores(tx, brandId, told, at);
    const rebuilt = await replaceAreas(tx, brandId, told);
    const areasOnly = rebuilt.filter((key) => !changed.has(key));
    if (areasOnly.length > 0) {
      await tx.query(
        "update store set updated_at = to_timestamp($3::float8 / 1000) where brand_id = $1 and key = any($2::text[])",
        [brandId, areasOnly, at],
      );
    }
    return new Set([...changed, ...rebuilt]);
  });
}

async function upsertStores(
  tx: Transaction,
  brandId: number,
  stores: readonly StoreRecord[],
  at: number,
): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ key: string }>(
    `insert into store (brand_id, key, name, address, latitude, longitude, time_zone, hours, catchment, simulated, updated_at)
     select $1, key, name, coalesce(address, '{}'), latitude, longitude, "timeZone", hours, catchment, coalesce(simulated, false), to_timestamp($3::float8 / 1000)
     from json_to_recordset($2::json) as told (key text, name text, address jsonb, latitude float8, longitude float8, "timeZone" text,
       hours jsonb, catchment jsonb, simulated boolean)
     order by key
     on conflict (brand_id, key) do update
       set name = excluded.name,
           address = excluded.address,
           latitude = excluded.latitude,
           longitude = excluded.longitude,
           time_zone = excluded.time_zone,
           hours = excluded.hours,
           catchment = excluded.catchment,
           simulated = excluded.simulated,
           updated_at = excluded.updated_at
       where (store.name, store.address, store.latitude, store.longitude, store.time_zone, store.hours, store.catchment, store.simulated)
         is distinct from
             (excluded.name, excluded.address, excluded.latitude, excluded.longitude, excluded.time_zone, excluded.hours, excluded.catchment, excluded.simulated)
     returning key`,
    [brandId, JSON.stringify(stores), at],
  );
  return new Set(rows.map((row) => row.key));
}

/** Areas of the stores that state them, whole; answers the keys whose areas differ from before. */
async function replaceAreas(
  tx: Transaction,
  brandId: number,
  stores: readonly StoreRecord[],
): Promise<readonly string[]> {
  const stating = stores.filter((store) => store.areas !== undefined);
  if (stating.length === 0) return [];
  const areas = stating.flatMap(({ key, areas = [] }) => areas.map((area) => ({ key, ...area })));
  const params = [
    brandId,
    stating.map((store) => store.key),
    areas.map((one) => one.key),
    areas.map((one) => one.from),
  ];
  const gone = await tx.query<{ key: string }>(
    `delete from store_area
     where brand_id = $1
       and store_key = any($2::text[])
       and not exists (
         select from unnest($3::text[], $4::date[]) as told (key, valid_from)
         where told.key = store_area.store_key and told.valid_from = store_area.valid_from)
     returning store_key as key`,
    params,
  );
  const come = await tx.query<{ key: string }>(
    `insert into store_area (brand_id, store_key, valid_from, square_metres)
     select $1, key, valid_from, square_metres
     from unnest($2::text[], $3::date[], $4::numeric(10, 2)[]) as told (key, valid_from, square_metres)
     on conflict (brand_id, store_key, valid_from) do update
       set square_metres = excluded.square_metres
       where store_area.square_metres is distinct from excluded.square_metres
     returning store_key as key`,
    [brandId, ...params.slice(2), areas.map((one) => one.squareMetres)],
  );
  return [...new Set([...gone, ...come].map((row) => row.key))];
}

async function unknownStores(
  database: Queryable,
  brandId: number,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ key: string }>(
    `select key
     from unnest($2::text[]) as told (key)
     where not exists (select from store where brand_id = $1 and store.key = told.key)`,
    [brandId, keys],
  );
  return new Set(rows.map((row) => row.key));
}

function viewStore(row: StoreRow): StoreView {
  return {
    key: row.key,
    name: row.name,
    address: row.address,
    latitude: row.latitude,
    longitude: row.longitude,
    timeZone: row.time_zone,
    hours: row.hours,
    areas: row.areas ?? [],
    catchment: row.catchment,
    simulated: row.simulated,
    updatedAt: new Date(row.updated_at).toISOString(),
  };
}
