import type { Database } from "../../platform/postgres/database.ts";
import type { Basket } from "../items/recommendations.ts";
import type { ItemCount, ShelfStore } from "../shelves.ts";
import { claimTurn } from "./claim-turn.ts";

interface CountRow {
  readonly version: number;
  readonly countedAt: number;
  readonly baskets: string;
  readonly views: readonly (readonly [product: string, views: number])[];
  readonly popularAmong: readonly (readonly [segment: string, products: readonly string[]])[];
}

const columns = `version, counted_at as "countedAt", baskets, views, popular_among as "popularAmong"`;

export function createItemCounts(
  database: Database,
): Pick<ShelfStore, "claimCount" | "keepCount" | "otherCount"> {
  return {
    claimCount: (brandId, nowMs, begunBeforeMs) =>
      claimTurn(database, "item_count", brandId, { nowMs, begunBeforeMs }),
    keepCount: async (brandId, { countedAt, sinceMs, most, views, popularAmong }) => {
      const [row] = await database.query<CountRow>(keepSql, [
        brandId,
        sinceMs,
        most,
        countedAt,
        JSON.stringify([...views]),
        JSON.stringify([...popularAmong]),
      ]);
      return row && told(row);
    },
    otherCount: async (brandId, version) => {
      const [row] = await database.query<CountRow>(
        `select ${columns} from item_count where brand_id = $1 and version <> $2 and counted_at is not null`,
        [brandId, version],
      );
      return row && told(row);
    },
  };
}

/** Between products of a sale, and between sales. */
const [unit, group] = ["\u001f", "\u001e"];

/** What is as it was is not written again, but now and then, since what is lately moves on. Baskets are one text: tens of thousands of rows would hold up every request while the driver takes them apart. */
const keepSql = `insert into item_count (brand_id, begun_at, version, counted_at, baskets, views, popular_among)
     select $1, to_timestamp($4::double precision / 1000), 1, to_timestamp($4::double precision / 1000),
       coalesce(string_agg(at || chr(31) || store || chr(31) || products, chr(30) order by placed_at desc, sale_key), ''), $5::jsonb, $6::jsonb
     from (
       select s.placed_at, s.sale_key, extract(epoch from s.placed_at) * 1000 as at, s.store, string_agg(distinct l.product_key, chr(31)) as products
       from (
         select brand_id, sale_key, placed_at, coalesce(store_key, '') as store
         from sale
         where brand_id = $1
           and placed_at > to_timestamp($2::double precision / 1000)
           and status in ('completed', 'returned')
         order by placed_at desc
         limit $3
       ) s
       join sale_line l on l.brand_id = s.brand_id and l.sale_key = s.sale_key
       where l.kind = 'merchandise'
         and l.product_key is not null
         and l.quantity > l.returned_quantity
       group by s.sale_key, s.placed_at, s.store
     ) basket
     on conflict (brand_id) do update
     set version = item_count.version + 1, counted_at = excluded.counted_at, baskets = excluded.baskets,
       views = excluded.views, popular_among = excluded.popular_among
     where (item_count.baskets, item_count.views, item_count.popular_among) is distinct from (excluded.baskets, excluded.views, excluded.popular_among)
       or item_count.counted_at is null
       or item_count.counted_at < excluded.counted_at - interval '10 minutes'
     returning ${columns}`;

function told({ version, countedAt, baskets, views, popularAmong }: CountRow): ItemCount {
  return {
    version,
    countedAt,
    baskets: takeApart(baskets),
    views: new Map(views),
    popularAmong: new Map(popularAmong),
  };
}

/** One at a time, for the same reason. */
function* takeApart(baskets: string): Generator<Basket> {
  for (let from = 0; from < baskets.length; ) {
    const end = baskets.indexOf(group, from);
    const [at, store = "", ...products] = baskets.slice(from, end === -1 ? undefined : end).split(unit);
    yield { at: Number(at), store, products };
    if (end === -1) return;
    from = end + 1;
  }
}
