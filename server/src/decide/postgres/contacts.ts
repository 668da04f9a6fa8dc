import { mostContactsKept } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { ContactRow } from "../contact/contact.ts";

/** What one leaf was served of one experience, at one placement, on one channel. Times are epoch milliseconds, newest first. */
type StoredServed = readonly [
  experience: string,
  placement: string,
  channel: ContactRow["channel"],
  tags: string,
  promotes: 0 | 1,
  times: readonly number[],
];

/** What events told of a leaf. */
type StoredTold = readonly [
  kind: ToldContact["kind"],
  experience: string,
  placement: string,
  channel: ContactRow["channel"],
  times: readonly number[],
];

interface FoundLeaf {
  readonly at: number;
  readonly leafId: number;
  readonly served: string | null;
  readonly told: readonly StoredTold[] | null;
}

/** Of each list of leaves all contacts. `limit` says to the planner that they are few. */
export async function findContacts(
  database: Queryable,
  brandId: number,
  asked: readonly (readonly number[])[],
): Promise<readonly (readonly ContactRow[])[]> {
  const leaves = asked.flatMap((leafIds, at) => leafIds.map((leafId) => ({ leafId, at })));
  const rows = await database.query<FoundLeaf>(
    `select w.at, w.leaf_id as "leafId", s.body as served, t.told
     from (
       select *
       from unnest($2::bigint[], $3::integer[])
       limit $4
     ) as w (leaf_id, at)
     left join contact_served s on s.brand_id = $1 and s.leaf_id = w.leaf_id
     cross join lateral (
       select json_agg(json_build_array(kind, experience, placement, channel, times)) as told
       from contact
       where brand_id = $1
         and leaf_id = w.leaf_id
     ) t
     where s.body is not null
        or t.told is not null`,
    [brandId, leaves.map(({ leafId }) => leafId), leaves.map(({ at }) => at), leaves.length],
  );
  const found: ContactRow[][] = asked.map(() => []);
  for (const row of rows) found[row.at]?.push(...servedOf(row), ...toldOf(row));
  return found;
}

function servedOf({ leafId, served }: FoundLeaf): readonly ContactRow[] {
  if (served === null) return [];
  const stored: readonly StoredServed[] = JSON.parse(served); // written by saveServed only
  return stored.map(([experience, placement, channel, tags, promotes, times]) => ({
    leafId,
    kind: "served",
    experience,
    placement,
    channel,
    tags: tags === "" ? [] : tags.split(","),
    promotes: promotes === 1,
    times,
  }));
}

function toldOf({ leafId, told }: FoundLeaf): readonly ContactRow[] {
  if (told === null) return [];
  return told.map(([kind, experience, placement, channel, times]) => ({
    leafId,
    kind,
    experience,
    placement,
    channel,
    tags: [],
    promotes: true,
    times,
  }));
}

/** All that was ever served to each of these leaves. The caller holds their locks: nobody else writes these rows. */
export async function saveServed(
  database: Queryable,
  brandId: number,
  leaves: ReadonlyMap<number, readonly ContactRow[]>,
): Promise<void> {
  await database.query(
    `insert into contact_served (brand_id, leaf_id, body)
     select $1, leaf_id::bigint, body
     from unnest(string_to_array($2, ','), string_to_array($3, chr(10))) as r (leaf_id, body)
     on conflict (brand_id, leaf_id) do update set body = excluded.body`,
    // JSON text holds no line break.
    [brandId, [...leaves.keys()].join(","), [...leaves.values()].map(bodyOf).join("\n")],
  );
}

function bodyOf(rows: readonly ContactRow[]): string {
  const stored = rows.map(
    ({ experience, placement, channel, tags, promotes, times }): StoredServed => [
      experience,
      placement,
      channel,
      tags.join(","),
      promotes ? 1 : 0,
      times,
    ],
  );
  return JSON.stringify(stored);
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
