import type { SlotEvents } from "../slots/slot.ts";
import { matchSql } from "./event-sql.ts";
import type { Params } from "./params.ts";

/** Customers by what their events come to: aggregates by leaf, these joined by customer, and what must hold of them. */
export interface DoersQuery {
  /** What an event must be to be read. */
  readonly events: readonly string[];
  readonly columns: readonly DoersColumn[];
  /** 0 or 1, over the columns' names. */
  readonly holds: string;
}

export interface DoersColumn {
  readonly name: string;
  /** An aggregate over the events of a leaf. */
  readonly ofLeaf: string;
  /** An aggregate over the column of that name, of the customer's leaves. */
  readonly ofCustomer: string;
}

/** Gathers the columns of a query. */
export interface Columns {
  readonly list: readonly DoersColumn[];
  /** The name under which the joined value stands in `holds`. `join` makes it of the leaves' values. */
  add(ofLeaf: string, join: (name: string) => string): string;
}

export function createColumns(): Columns {
  const list: DoersColumn[] = [];
  return {
    list,
    add: (ofLeaf, join) => {
      const known = list.find((column) => column.ofLeaf === ofLeaf);
      if (known !== undefined) return `${known.name}_all`;
      const name = `c${list.length}`;
      list.push({ name, ofLeaf, ofCustomer: join(name) });
      return `${name}_all`;
    },
  };
}

/** The events of any of these, read once: their names first, which lead the table's order. */
export function eventsOfAny(matches: readonly SlotEvents[], params: Params): readonly string[] {
  const [only] = matches;
  if (only !== undefined && matches.length === 1) return matchSql(only, params);
  const names = [...new Set(matches.map(({ event }) => event))];
  const any = matches.map((match) => `(${matchSql(match, params).join(" and ")})`);
  return [`name in ${params.texts(names)}`, "leaf_id > 0", `(${any.join(" or ")})`];
}

/**
 * Counts by leaf first, in the order of the table, so that the join with the few leaves that have moved is small;
 * answers in words of 32 profiles.
 */
export function doersSql({ events, columns, holds }: DoersQuery): string {
  return `select groupArray(word) as words, groupArray(bits) as bits
from (
  select intDiv(profile_id, 32) as word, groupBitOr(bitShiftLeft(toUInt32(1), toUInt8(profile_id % 32))) as bits
  from (
    select if(moved.profile_id = 0, done.leaf_id, moved.profile_id) as profile_id${columns.map(({ ofCustomer, name }) => `, ${ofCustomer} as ${name}_all`).join("")}
    from (
      select leaf_id${columns.map(({ ofLeaf, name }) => `, ${ofLeaf} as ${name}`).join("")}
      from event
      where ${["brand_id = {brand:UInt16}", ...events].join("\n        and ")}
      group by leaf_id
    ) as done
    left join (
      select leaf_id, argMax(profile_id, version) as profile_id
      from leaf_profile
      where brand_id = {brand:UInt16}
      group by leaf_id
    ) as moved on moved.leaf_id = done.leaf_id
    group by profile_id
    having ${holds}
  )
  group by word
)`;
}
