import { type CustomerNewsKind, customerNewsKinds } from "@attune/contract";
import type { Database } from "../../platform/postgres/database.ts";
import { type ChangePlace, isBefore } from "../change-place.ts";
import type {
  ChangeFilter,
  ChangeRange,
  ChangeStore,
  CustomerFilter,
  CustomerNews,
  MembershipNews,
} from "../changes.ts";

const nowhere: ChangePlace = { position: 0, ordinal: 0 };

/** Who entered and left segments. */
export function createChangeStore(database: Database): ChangeStore {
  return durableStore(database, (...question) => readChanges(database, ...question));
}

/** What was noticed of customers. */
export function createCustomerChangeStore(database: Database): ChangeStore<CustomerFilter, CustomerNews> {
  return durableStore(database, (...question) => readCustomerChanges(database, ...question));
}

function durableStore<Filter, News>(
  database: Database,
  read: ChangeStore<Filter, News>["changes"],
): ChangeStore<Filter, News> {
  /** Up to here everything is on the disk, as far as this copy of the program knows. */
  const durable = new Map<number, ChangePlace>();
  return {
    bounds: (brandId) => readBounds(database, brandId),
    changes: async (brandId, filter, range, limit) => {
      const changes = await read(brandId, filter, range, limit);
      const known = durable.get(brandId) ?? nowhere;
      if (changes.length > 0 && isBefore(known, range.to)) {
        await flushCommits(database);
        durable.set(brandId, range.to);
      }
      return changes;
    },
  };
}

/** The fold commits without waiting for the disk: what is told must not be folded again otherwise after a crash. A commit that waits takes all before it along. */
async function flushCommits(database: Database): Promise<void> {
  await database.query("select pg_logical_emit_message(true, 'attune', '')");
}

async function readBounds(
  database: Database,
  brandId: number,
): Promise<{ readonly head: ChangePlace; readonly floor: ChangePlace }> {
  const [row] = await database.query<{ head: ChangePlace | null; floor: ChangePlace | null }>(
    `select (
         select json_build_object('position', position, 'ordinal', ordinal)
         from outbox
         where brand_id = $1
         order by position desc, ordinal desc
         limit 1
       ) as head,
       (select value from setting where brand_id = $1 and key = 'outbox.floor') as floor`,
    [brandId],
  );
  const floor = row?.floor ?? nowhere;
  return { head: row?.head ?? floor, floor };
}

interface Row extends ChangePlace {
  readonly segment: string;
  readonly body: { readonly profileId: number; readonly at: number; readonly version: number };
  readonly kind: string;
}

async function readChanges(
  database: Database,
  brandId: number,
  { segmentId, of }: ChangeFilter,
  { after, to }: ChangeRange,
  limit: number,
): Promise<readonly MembershipNews[]> {
  const sign = of === "usable" ? -1 : 1;
  const range = [brandId, after.position, after.ordinal, to.position, to.ordinal, limit];
  const rows =
    segmentId === undefined
      ? await database.query<Row>(changesOfAll, [...range, sign])
      : await database.query<Row>(changesOfOne, [...range, sign * segmentId]);
  return rows.map(({ position, ordinal, segment, kind, body }) => ({
    position,
    ordinal,
    segment,
    profileId: body.profileId,
    entered: kind === "segment.entered",
    at: body.at,
    version: body.version,
  }));
}

interface CustomerRow extends ChangePlace {
  readonly kind: CustomerNewsKind;
  readonly body: {
    readonly profileId: number;
    readonly at: number;
    readonly stage?: string;
    readonly from?: string | null;
    readonly to?: string | null;
    readonly about?: string | null;
  };
}

async function readCustomerChanges(
  database: Database,
  brandId: number,
  { kind }: CustomerFilter,
  { after, to }: ChangeRange,
  limit: number,
): Promise<readonly CustomerNews[]> {
  const rows = await database.query<CustomerRow>(
    `select position, ordinal, kind, body::json as body
     from outbox
     where brand_id = $1
       and segment_id is null
       and kind = any($7::text[])
       and (position, ordinal) > ($2, $3)
       and (position, ordinal) <= ($4, $5)
     order by position, ordinal
     limit $6`,
    [
      ...[brandId, after.position, after.ordinal, to.position, to.ordinal, limit],
      kind === undefined ? customerNewsKinds : [kind],
    ],
  );
  return rows.map(({ position, ordinal, kind: told, body: { profileId, at, stage, ...body } }) => ({
    position,
    ordinal,
    kind: told,
    profileId,
    at,
    from: (told === "stage.left" ? stage : body.from) ?? null,
    to: (told === "stage.entered" ? stage : body.to) ?? null,
    about: body.about ?? null,
  }));
}

const changesOfOne = `
  select o.position, o.ordinal, o.kind, o.body::json as body, d.key as segment
  from outbox o
  join definition d on d.definition_id = abs(o.segment_id)
  where o.brand_id = $1
    and o.segment_id = $7
    and (o.position, o.ordinal) > ($2, $3)
    and (o.position, o.ordinal) <= ($4, $5)
  order by o.position, o.ordinal
  limit $6`;

const changesOfAll = `
  select o.position, o.ordinal, o.kind, o.body::json as body, d.key as segment
  from outbox o
  join definition d on d.definition_id = abs(o.segment_id)
  where o.brand_id = $1
    and sign(o.segment_id) = $7
    and (o.position, o.ordinal) > ($2, $3)
    and (o.position, o.ordinal) <= ($4, $5)
  order by o.position, o.ordinal
  limit $6`;
