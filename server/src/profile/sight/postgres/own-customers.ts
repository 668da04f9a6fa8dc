import type { Queryable } from "../../../platform/postgres/database.ts";
import { type FoundRow, foundColumns, foundOf } from "../../postgres/find-profile.ts";
import type { OwnCustomers } from "../scoped-search.ts";
import { isOwnCustomer } from "./store-scope.ts";

/**
 * The customers of a store, newest first: down the rows of loyalty, which whoever bought or joined has and visitors have not. A page of 50
 * reads as many rows as it takes to meet 50 of the store; it needs no index that sales would have to keep.
 */
export function createOwnCustomers(db: Queryable): OwnCustomers {
  return {
    byTerms: async (brandId, stores, { terms, before, limit }) => {
      const rows = await db.query<FoundRow>(
        `select ${foundColumns}
         from (
           select c.profile_id
           from ${terms.length === 0 ? "loyalty c" : termed}
           where c.brand_id = $1 and c.profile_id < $3
             and exists (
               select from profile p where p.brand_id = $1 and p.profile_id = c.profile_id and not p.hidden and p.merged_into is null
               offset 0)
             and ${isOwnCustomer("c.profile_id", "$2")}
           order by c.profile_id desc
           limit $4
         ) as found
         join profile p on p.brand_id = $1 and p.profile_id = found.profile_id
         order by p.profile_id desc`,
        [brandId, stores, before, limit, ...(terms.length === 0 ? [] : [terms])],
      );
      return rows.flatMap((row) => foundOf(row) ?? []);
    },
  };
}

/** Of whom each term begins a word. */
const termed = `(
  select $1::smallint as brand_id, t.profile_id
  from unnest($5::text[]) as wanted (term)
  join search_term t on t.brand_id = $1 and t.term >= wanted.term collate "C" and t.term < (wanted.term || U&'\\+10FFFF') collate "C"
  group by t.profile_id
  having count(distinct wanted.term) = cardinality($5::text[])
) as c`;
