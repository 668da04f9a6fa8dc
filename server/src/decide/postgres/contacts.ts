import { mostContactsKept } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { ContactRow } from "../contact/contact.ts";

interface StoredContact extends Omit<ContactRow, "tags"> {
  readonly at: number;
  readonly tags: string;
}

/** Of each list of leaves all contacts. `limit` says to the planner that they are few. */
export async function findContacts(
  database: Queryable,
  brandId: number,
  asked: readonly (readonly number[])[],
): Promise<readonly (readonly ContactRow[])[]> {
  const leaves = asked.flatMap((leafIds, at) => leafIds.map((leafId) => ({ leafId, at })));
  const rows = await database.query<StoredContact>(
    `select w.at, c.leaf_id as "leafId", c.kind, c.experience, c.placement, c.channel, c.tags, c.promotes, c.times
     from (
       select *
       from unnest($2::bigint[], $3::integer[])
       limit $4
     ) as w (leaf_id, at)
     join contact c on c.brand_id = $1 and c.leaf_id = w.leaf_id`,
    [brandId, leaves.map(({ leafId }) => leafId), leaves.map(({ at }) => at), leaves.length],
  );
  const found: ContactRow[][] = asked.map(() => []);
  for (const { at, tags, ...row } of rows)
    found[at]?.push({ ...row, tags: tags === "" ? [] : tags.split(",") });
  return found;
}

/** The caller holds the leaves' locks: nobody else writes these rows. */
export async function saveServed(
  database: Queryable,
  brandId: number,
  rows: readonly ContactRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await database.query(
    `insert into contact (brand_id, leaf_id, kind, experience, placement, channel, tags, promotes, times)
     select $1, leaf_id, 'served', experience, placement, channel, tags, promotes, string_to_array(times, ' ')::bigint[]
     from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[])
       as r (leaf_id, experience, placement, channel, tags, promotes, times)
     on conflict (brand_id, leaf_id, kind, experience, placement, channel)
     do update set tags = excluded.tags, promotes = excluded.promotes, times = excluded.times`,
    [
      brandId,
      rows.map(({ leafId }) => leafId),
      rows.map(({ experience }) => experience),
      rows.map(({ placement }) => placement),
      rows.map(({ channel }) => channel),
      rows.map(({ tags }) => tags.join(",")),
      rows.map(({ promotes }) => promotes),
      rows.map(({ times }) => times.join(" ")),
    ],
  );
}

/** What an event told: that a customer saw, used or refused an experience. */
export interface ToldContact {
  readonly leafId: number;
  readonly kind: "seen" | "clicked" | "refused";
  readonly experience: string;
  readonly placement: string;
  readonly channel: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** In the fold's transaction; the events are told apart by then. */
export async function addContacts(
  database: Queryable,
  brandId: number,
  told: readonly ToldContact[],
): Promise<void> {
  if (told.length === 0) return;
  await database.query(
    `insert into contact (brand_id, leaf_id, kind, experience, placement, channel, times)
     select $1, leaf_id, kind, experience, placement, channel, (array_agg(at order by at desc))[1:$8]
     from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
       as t (leaf_id, kind, experience, placement, channel, at)
     group by leaf_id, kind, experience, placement, channel
     order by leaf_id, kind, experience, placement, channel
     on conflict (brand_id, leaf_id, kind, experience, placement, channel)
     do update set times = (
       select (array_agg(at order by at desc))[1:$8]
       from unnest(contact.times || excluded.times) as t (at)
     )`,
    [
      brandId,
      told.map(({ leafId }) => leafId),
      told.map(({ kind }) => kind),
      told.map(({ experience }) => experience),
      told.map(({ placement }) => placement),
      told.map(({ channel }) => channel),
      told.map(({ at }) => at),
      mostContactsKept,
    ],
  );
}
