import type { Identifier } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { CustomerSearch, TermQuestion } from "../list-customers.ts";
import type { FoundProfile } from "../profiles.ts";
import { type FoundRow, foundColumns, foundOf } from "./find-profile.ts";
import { searchNear } from "./search-near.ts";

export function createCustomerSearch(db: Queryable): CustomerSearch {
  return {
    byTerms: (brandId, question) => searchByTerms(db, brandId, question),
    byIdentifiers: (brandId, identifiers) => findByIdentifiers(db, brandId, identifiers),
    byReceipts: (brandId, ids) => findByReceipts(db, brandId, ids),
    byNearTerms: (brandId, question) => searchNear(db, brandId, question),
  };
}

async function searchByTerms(
  db: Queryable,
  brandId: number,
  { terms, known, before, limit }: TermQuestion,
): Promise<readonly FoundProfile[]> {
  const rows = await db.query<FoundRow>(
    `select ${foundColumns}
     from (${terms.length > 0 ? withTerms(known) : known ? newestKnown : newest}) as found
     join profile p on p.brand_id = $1 and p.profile_id = found.profile_id
     order by p.profile_id desc`,
    [
      brandId,
      before,
      limit,
      ...(terms.length > 0 ? [terms, longest(terms), `${longest(terms)}\u{10ffff}`] : []),
    ],
  );
  return rows.flatMap((row) => foundOf(row) ?? []);
}

const newest = `
  select profile_id
  from profile
  where brand_id = $1 and not hidden and profile_id < $2
  order by profile_id desc
  limit $3`;

/** `offset 0` keeps these questions apart, asked of one row after the other: joined, all known customers would be read for one page. */
const isKnown = (profileId: string): string => `exists (
    select from leaf l
    join identifier i on i.brand_id = l.brand_id and i.leaf_id = l.leaf_id
    where l.brand_id = $1 and l.profile_id = ${profileId} and i.namespace in ('userId', 'card', 'email', 'phone')
    offset 0)`;

/**
 * Steps down the search terms, which those who are known have and anonymous visitors have not: there may be millions of
 * them in between. A recursive query is read only as far as the limit needs, newest first, whatever the planner estimates.
 */
const newestKnown = `
  with recursive told (profile_id) as (
    (select profile_id from search_term where brand_id = $1 and profile_id < $2 order by profile_id desc limit 1)
    union all
    select (
      select t.profile_id from search_term t
      where t.brand_id = $1 and t.profile_id < told.profile_id
      order by t.profile_id desc
      limit 1)
    from told
    where told.profile_id is not null
  )
  select profile_id
  from told
  where exists (
      select from profile p where p.brand_id = $1 and p.profile_id = told.profile_id and not p.hidden offset 0)
    and ${isKnown("told.profile_id")}
  limit $3`;

function withTerms(known: boolean): string {
  return `
  select profile_id
  from profile
  where brand_id = $1 and not hidden and profile_id < $2
    and not exists (
      select from unnest($4::text[]) as wanted (term)
      where not exists (
        select from search_term t
        where t.brand_id = $1 and t.profile_id = profile.profile_id and t.term ^@ wanted.term))
    and profile_id in (
      select t.profile_id from search_term t where t.brand_id = $1 and t.term >= $5 collate "C" and t.term < $6 collate "C")
    ${known ? `and ${isKnown("profile.profile_id")}` : ""}
  order by profile_id desc
  limit $3`;
}

function longest(terms: readonly string[]): string {
  return terms.reduce((long, term) => (term.length > long.length ? term : long), "");
}

async function findByIdentifiers(
  db: Queryable,
  brandId: number,
  identifiers: readonly Identifier[],
): Promise<readonly FoundProfile[]> {
  const rows = await db.query<FoundRow>(
    `select ${foundColumns}
     from (
       select l.profile_id, min(wanted.rank) as rank
       from unnest($2::text[], $3::text[]) with ordinality as wanted (namespace, value, rank)
       join identifier i
         on i.brand_id = $1 and i.namespace = wanted.namespace collate "C" and i.value = wanted.value collate "C"
       join leaf l on l.brand_id = $1 and l.leaf_id = i.leaf_id
       group by l.profile_id
     ) as named
     join profile p on p.brand_id = $1 and p.profile_id = named.profile_id
     where not p.hidden
     order by named.rank`,
    [brandId, identifiers.map(({ namespace }) => namespace), identifiers.map(({ value }) => value)],
  );
  return rows.flatMap((row) => foundOf(row) ?? []);
}

const mostByReceipt = 20;

/** Numbers of receipts are unique within a store only, which then stands in front. */
async function findByReceipts(
  db: Queryable,
  brandId: number,
  ids: readonly string[],
): Promise<readonly FoundProfile[]> {
  const rows = await db.query<FoundRow>(
    `select ${foundColumns}
     from (
       select distinct l.profile_id
       from (
         select id from unnest($2::text[]) as told (id)
         union all
         select store.key || ':' || id from unnest($2::text[]) as told (id) join store on store.brand_id = $1
       ) as wanted (id)
       join sale on sale.brand_id = $1 and sale.sale_key = wanted.id collate "C"
       join leaf l on l.brand_id = $1 and l.leaf_id = sale.leaf_id
     ) as owner
     join profile p on p.brand_id = $1 and p.profile_id = owner.profile_id
     where not p.hidden
     order by p.profile_id desc
     limit ${mostByReceipt}`,
    [brandId, ids],
  );
  return rows.flatMap((row) => foundOf(row) ?? []);
}
