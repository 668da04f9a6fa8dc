import type { Queryable } from "../../platform/postgres/database.ts";
import type { Tide, TideStore } from "../size-history.ts";

export function createTideStore(database: Queryable): TideStore {
  return { tides: (brandId, segmentId, bounds) => readTides(database, brandId, segmentId, bounds) };
}

async function readTides(
  database: Queryable,
  brandId: number,
  segmentId: number,
  bounds: readonly number[],
): Promise<readonly Tide[]> {
  const rows = await database.query<Tide & { readonly place: number }>(
    `select width_bucket(extract(epoch from quarter_at)::float8 * 1000, $3::float8[]) as place,
       sum(entries)::bigint as entries, sum(exits)::bigint as exits
     from segment_tide
     where brand_id = $1
       and segment_id = $2
       and quarter_at < to_timestamp($4::float8 / 1000)
     group by place`,
    [brandId, segmentId, bounds, bounds.at(-1)],
  );
  const tides = new Map(rows.map((row) => [row.place, row]));
  return bounds.map((_, place) => {
    const { entries = 0, exits = 0 } = tides.get(place) ?? {};
    return { entries, exits };
  });
}
