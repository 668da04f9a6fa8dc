import type { Channel } from "@attune/contract";
import type { Database, Queryable } from "../../platform/postgres/database.ts";
import type {
  AsideAct,
  AsideFilter,
  QuarantineStore,
  RunsSql,
  SetAside,
  StoredAside,
} from "../quarantine-store.ts";

export function createQuarantineStore(database: Database): QuarantineStore {
  return {
    add: (rows, tx) => add(tx ?? database, rows),
    list: (brandId, filter) => list(database, brandId, filter),
    count: (brandId) => count(database, brandId),
    find: (brandId, id) => find(database, brandId, id),
    markReleased: (brandId, id, position, act) => markReleased(database, brandId, id, position, act),
    discard: (brandId, id, act) => discard(database, brandId, id, act),
  };
}

/** One statement, however many rows: they come with a batch that waits for its answer. */
async function add(sql: RunsSql, rows: readonly SetAside[]): Promise<void> {
  await sql.query(
    `insert into quarantine (brand_id, source_id, proof, received_at, form, code, path, message, original, envelope)
     select brand_id, source_id, proof, to_timestamp(received_ms / 1000), form, code, path, message, original, envelope
     from unnest($1::smallint[], $2::integer[], $3::text[], $4::float8[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
       as row (brand_id, source_id, proof, received_ms, form, code, path, message, original, envelope)`,
    [
      rows.map((row) => row.brandId),
      rows.map((row) => row.sourceId),
      rows.map((row) => row.proof),
      rows.map((row) => row.receivedAt),
      rows.map((row) => row.form),
      rows.map((row) => row.code),
      rows.map((row) => row.path),
      rows.map((row) => row.message),
      rows.map((row) => row.original),
      rows.map((row) => row.envelope),
    ],
  );
}

interface Row extends Omit<StoredAside, "source"> {
  readonly channel: Channel | null;
  readonly simulated: boolean | null;
}

const columns = `q.quarantine_id as id, q.brand_id as "brandId", q.source_id as "sourceId", q.proof, q.received_at as "receivedAt",
  q.form, q.code, q.path, q.message, q.original, q.envelope, q.released_at as "releasedAt", q.released_position as "releasedPosition",
  s.key as "sourceKey", s.channel, s.simulated`;

async function list(sql: Queryable, brandId: number, filter: AsideFilter): Promise<readonly StoredAside[]> {
  const state = { open: "and q.released_at is null", released: "and q.released_at is not null", all: "" }[
    filter.state
  ];
  const rows = await sql.query<Row>(
    `select ${columns}
     from quarantine q
     left join source s using (source_id)
     where q.brand_id = $1
       and ($2::bigint is null or q.quarantine_id < $2)
       and ($3::text is null or q.code = $3)
       ${state}
     order by q.quarantine_id desc
     limit $4`,
    [brandId, filter.before ?? null, filter.code ?? null, filter.limit],
  );
  return rows.map(toAside);
}

function count(
  sql: Queryable,
  brandId: number,
): Promise<{ readonly code: string; readonly count: number }[]> {
  return sql.query(
    `select code, count(*) as count
     from quarantine
     where brand_id = $1 and released_at is null
     group by code
     order by count(*) desc, code`,
    [brandId],
  );
}

async function find(sql: Queryable, brandId: number, id: number): Promise<StoredAside | undefined> {
  const [row] = await sql.query<Row>(
    `select ${columns}
     from quarantine q
     left join source s using (source_id)
     where q.brand_id = $1 and q.quarantine_id = $2`,
    [brandId, id],
  );
  return row === undefined ? undefined : toAside(row);
}

function toAside({ channel, simulated, ...row }: Row): StoredAside {
  const source =
    row.sourceId === null || channel === null
      ? null
      : { sourceId: row.sourceId, channel, simulated: simulated ?? false };
  return { ...row, source };
}

function markReleased(
  database: Database,
  brandId: number,
  id: number,
  position: number,
  act: AsideAct,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const released = await tx.query(
      `update quarantine
       set released_at = to_timestamp($4::float8 / 1000), released_position = $3
       where brand_id = $1 and quarantine_id = $2 and released_at is null
       returning quarantine_id`,
      [brandId, id, position, act.at],
    );
    if (released.length > 0) await audit(tx, brandId, act, "quarantine.released", id, { position });
    return released.length > 0;
  });
}

function discard(database: Database, brandId: number, id: number, act: AsideAct): Promise<boolean> {
  return database.transaction(async (tx) => {
    const [gone] = await tx.query<{ code: string }>(
      `delete from quarantine
       where brand_id = $1 and quarantine_id = $2 and released_at is null
       returning code`,
      [brandId, id],
    );
    if (gone !== undefined) await audit(tx, brandId, act, "quarantine.discarded", id, { code: gone.code });
    return gone !== undefined;
  });
}

/** The audit says which event, never what was in it. */
async function audit(
  sql: Queryable,
  brandId: number,
  act: AsideAct,
  action: string,
  id: number,
  body: object,
): Promise<void> {
  await sql.query(
    `insert into audit (brand_id, at, actor, action, subject, body)
     values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6)`,
    [brandId, act.at, act.actor, action, `quarantine:${id}`, JSON.stringify(body)],
  );
}
