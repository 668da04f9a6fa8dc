import type { Queryable } from "../../platform/postgres/database.ts";

/** Of more members a part says as much. */
const mostMembers = 20_000;
const kept = 300;

/** Products that the members of a segment bought and kept since a moment, those in most sales first. */
export async function listPopularAmong(
  database: Queryable,
  brandId: number,
  segment: string,
  sinceMs: number,
): Promise<readonly string[]> {
  const rows = await database.query<{ product: string }>(
    `select l.product_key as product
     from (
       select m.profile_id
       from definition d
       join segment_member m on m.brand_id = d.brand_id and m.segment_id = d.definition_id
       where d.brand_id = $1
         and d.kind = 'segment'
         and d.key = $2
       limit $4
     ) member
     join leaf on leaf.brand_id = $1 and leaf.profile_id = member.profile_id
     join sale s on s.brand_id = $1 and s.leaf_id = leaf.leaf_id
     join sale_line l on l.brand_id = $1 and l.sale_key = s.sale_key
     where s.placed_at > to_timestamp($3::double precision / 1000)
       and s.status in ('completed', 'returned')
       and l.kind = 'merchandise'
       and l.product_key is not null
       and l.quantity > l.returned_quantity
     group by l.product_key
     order by count(distinct s.sale_key) desc, l.product_key
     limit $5`,
    [brandId, segment, sinceMs, mostMembers, kept],
  );
  return rows.map(({ product }) => product);
}
