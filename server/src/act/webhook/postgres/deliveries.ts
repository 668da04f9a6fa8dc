import type { DeliveryState, Identifier } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";
import type { DueDelivery, LoggedDelivery, Outcome, Place } from "../delivery.ts";

const mostIdentifiers = 20;

/** Of each customer only the first that waits, so that what happened later is never told sooner. */
export async function findDue(
  db: Queryable,
  brandId: number,
  key: string,
  {
    namespaces,
    now,
    most,
  }: { readonly namespaces: readonly string[]; readonly now: number; readonly most: number },
): Promise<readonly DueDelivery[]> {
  const rows = await db.query<
    Omit<DueDelivery, "mergedInto" | "identifiers"> & {
      mergedInto: number | null;
      identifiers: readonly Identifier[] | null;
    }
  >(
    `with due as (
       select d.*
       from webhook_delivery d
       where d.brand_id = $1
         and d.webhook_key = $2
         and d.state = 'waiting'
         and d.next_at <= $3
         and not exists (
           select from webhook_delivery e
           where e.brand_id = $1
             and e.webhook_key = $2
             and e.state = 'waiting'
             and e.profile_id = d.profile_id
             and (e.position, e.ordinal) < (d.position, d.ordinal)
         )
       order by d.position, d.ordinal
       limit $4
     )
     select due.position, due.ordinal, due.profile_id as "profileId", due.entered, due.changed_at as "changedAt", due.version,
       due.attempts, s.key as segment, p.merged_into as "mergedInto",
       exists (
         select from segment_member m
         where m.brand_id = $1 and m.segment_id = due.segment_id and m.profile_id = due.profile_id
       ) as "isUsable",
       (
         select json_agg(json_build_object('namespace', one.namespace, 'value', one.value))
         from (
           select i.namespace, i.value
           from leaf l
           join identifier i on i.brand_id = l.brand_id and i.leaf_id = l.leaf_id
           where l.brand_id = $1 and l.profile_id = due.profile_id and i.namespace = any($5::text[])
           order by i.namespace, i.position desc
           limit ${mostIdentifiers}
         ) one
       ) as identifiers
     from due
     join definition s on s.definition_id = -due.segment_id
     left join profile p on p.brand_id = $1 and p.profile_id = due.profile_id
     order by due.position, due.ordinal`,
    [brandId, key, new Date(now), most, namespaces],
  );
  return rows.map((row) => ({
    ...row,
    mergedInto: row.mergedInto ?? undefined,
    identifiers: row.identifiers ?? [],
  }));
}

export async function saveOutcomes(
  tx: Queryable,
  brandId: number,
  key: string,
  outcomes: readonly Outcome[],
  now: number,
): Promise<void> {
  await tx.query(
    `update webhook_delivery d
     set state = told.state,
         attempts = told.attempts,
         next_at = to_timestamp(told.next_at / 1000),
         status = told.status,
         reason = told.reason,
         done_at = case when told.state <> 'waiting' then $10::timestamptz end
     from unnest($3::bigint[], $4::int[], $5::text[], $6::int[], $7::float8[], $8::int[], $9::text[])
       as told (position, ordinal, state, attempts, next_at, status, reason)
     where d.brand_id = $1
       and d.webhook_key = $2
       and d.position = told.position
       and d.ordinal = told.ordinal`,
    [
      brandId,
      key,
      outcomes.map((one) => one.position),
      outcomes.map((one) => one.ordinal),
      outcomes.map((one) => one.state),
      outcomes.map((one) => one.attempts),
      outcomes.map((one) => one.nextAt),
      outcomes.map((one) => one.status ?? null),
      outcomes.map((one) => one.reason ?? null),
      new Date(now),
    ],
  );
}

export async function listDeliveries(
  db: Queryable,
  brandId: number,
  key: string,
  {
    state,
    before,
    limit,
  }: {
    readonly state: DeliveryState | undefined;
    readonly before: Place | undefined;
    readonly limit: number;
  },
): Promise<readonly LoggedDelivery[]> {
  const rows = await db.query<
    Omit<LoggedDelivery, "status" | "reason"> & { status: number | null; reason: string | null }
  >(
    `select d.position, d.ordinal, s.key as segment, d.profile_id as "profileId", d.entered, d.changed_at as "changedAt",
       d.state, d.attempts, d.next_at as "nextAt", d.status, d.reason
     from webhook_delivery d
     join definition s on s.definition_id = -d.segment_id
     where d.brand_id = $1
       and d.webhook_key = $2
       and ($3::text is null or d.state = $3)
       and ($4::bigint is null or (d.position, d.ordinal) < ($4, $5::int))
     order by d.position desc, d.ordinal desc
     limit $6`,
    [brandId, key, state ?? null, before?.position ?? null, before?.ordinal ?? null, limit],
  );
  return rows.map((row) => ({ ...row, status: row.status ?? undefined, reason: row.reason ?? undefined }));
}

export async function forgetDeliveries(
  db: Queryable,
  brandId: number,
  before: number,
  most: number,
): Promise<number> {
  const gone = await db.query(
    `delete from webhook_delivery d
     using (
       select webhook_key, position, ordinal
       from webhook_delivery
       where brand_id = $1 and state <> 'waiting' and done_at < $2
       limit $3
     ) old
     where d.brand_id = $1
       and d.webhook_key = old.webhook_key
       and d.position = old.position
       and d.ordinal = old.ordinal
     returning d.position`,
    [brandId, new Date(before), most],
  );
  return gone.length;
}
