import type { Queryable } from "../../../platform/postgres/database.ts";
import type { FactCount } from "../fact-counts.ts";

/** Two groups of customers who have none in common. */
export interface Groups {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** What is read of customers and what is counted of it, in SQL. */
export interface CountedFacts {
  /** A select from `asked` (profile_id, is_first), in which $1 is the brand. */
  readonly told: string;
  /** Selects from `told` of about, name, value, is_first and how many customers. */
  readonly counted: readonly string[];
}

/** Of how many customers of each group each fact is true. */
export function countInGroups(
  database: Queryable,
  brandId: number,
  { first, second }: Groups,
  { told, counted }: CountedFacts,
): Promise<FactCount[]> {
  return database.query<FactCount>(
    `with asked (profile_id, is_first) as (
       select unnest($2::bigint[]), true
       union all
       select unnest($3::bigint[]), false
     ), told as materialized (
       ${told}
     ), counted (about, name, value, is_first, customers) as (
       ${counted.join("\n       union all\n       ")}
     )
     select about, name, value,
            coalesce(sum(customers) filter (where is_first), 0)::int as first,
            coalesce(sum(customers) filter (where not is_first), 0)::int as second
     from counted
     where value is not null
     group by about, name, value`,
    [brandId, first, second],
  );
}
