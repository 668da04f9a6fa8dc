import type { SegmentAlert } from "@attune/contract";
import type { Database, Queryable, Transaction } from "../../platform/postgres/database.ts";
import type { AlertStore, JudgedAlert, Sizes } from "../alerts.ts";

/** What is told in the outbox. `position`: that of the fold, whose cursor is held. */
export type TellAlerts = (
  tx: Transaction,
  brandId: number,
  news: readonly { readonly kind: string; readonly body: { readonly [name: string]: string | number } }[],
  position: number,
) => Promise<void>;

export function createAlertStore(database: Database, tell: TellAlerts): AlertStore {
  return {
    sizes: (brandId, segmentId, beforeAt) => readSizes(database, brandId, segmentId, beforeAt),
    note: (brandId, judged, now) => note(database, tell, brandId, judged, now),
  };
}

async function readSizes(
  db: Queryable,
  brandId: number,
  segmentId: number,
  beforeAt: number,
): Promise<Sizes> {
  const [row] = await db.query<Sizes>(
    `select coalesce(sum(entries - exits), 0)::bigint as size,
       coalesce(sum(entries - exits) filter (where quarter_at < to_timestamp($3::float8 / 1000)), 0)::bigint as "sizeBefore"
     from segment_tide
     where brand_id = $1 and segment_id = $2`,
    [brandId, segmentId, beforeAt],
  );
  return row ?? { size: 0, sizeBefore: 0 };
}

/** Mostly nothing has changed, and then the fold's cursor is left alone. */
async function note(
  database: Database,
  tell: TellAlerts,
  brandId: number,
  judged: readonly JudgedAlert[],
  now: number,
): Promise<number> {
  const standing = await readStanding(database, brandId);
  const ended = [...standing].filter(
    (name) => !judged.some((one) => one.holds && nameOf(one.segmentId, one.alert) === name),
  );
  const raised = judged.filter((one) => one.holds && !standing.has(nameOf(one.segmentId, one.alert)));
  if (raised.length === 0 && ended.length === 0) return 0;
  return database.transaction(async (tx) => {
    // The row that orders the outbox: who writes there holds it.
    const [fold] = await tx.query<{ position: number }>(
      "select position from stream_cursor where brand_id = $1 and name = 'fold' for update",
      [brandId],
    );
    await tx.query(
      `update segment_alert set ended_at = $3
       where brand_id = $1 and ended_at is null and segment_id || ' ' || alert = any($2::text[])`,
      [brandId, ended, new Date(now)],
    );
    for (const one of raised) await raise(tx, brandId, one, now);
    const news = raised.map(({ key, alert, size, sizeBefore }) => ({
      kind: "segment.alert",
      body: { segment: key, alert: JSON.stringify(alert), size, sizeBefore, at: now },
    }));
    await tell(tx, brandId, news, fold?.position ?? 0);
    return raised.length;
  });
}

async function raise(
  tx: Queryable,
  brandId: number,
  { segmentId, alert, size, sizeBefore }: JudgedAlert,
  now: number,
): Promise<void> {
  await tx.query(
    `insert into segment_alert (brand_id, segment_id, alert, raised_at, size, size_before)
     values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [brandId, segmentId, textOf(alert), new Date(now), size, sizeBefore],
  );
}

async function readStanding(db: Queryable, brandId: number): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ name: string }>(
    "select segment_id || ' ' || alert as name from segment_alert where brand_id = $1 and ended_at is null",
    [brandId],
  );
  return new Set(rows.map((row) => row.name));
}

function nameOf(segmentId: number, alert: SegmentAlert): string {
  return `${segmentId} ${textOf(alert)}`;
}

function textOf(alert: SegmentAlert): string {
  return alert.when === "empty"
    ? JSON.stringify({ when: alert.when })
    : JSON.stringify({ when: alert.when, percent: alert.percent, withinHours: alert.withinHours });
}

/** The last raisings of a segment's alerts, newest first. */
export function listAlerts(
  db: Queryable,
  brandId: number,
  segmentId: number,
): Promise<
  readonly (Sizes & {
    readonly alert: SegmentAlert;
    readonly raisedAt: number;
    readonly endedAt: number | null;
  })[]
> {
  return db.query(
    `select alert::json as alert, raised_at as "raisedAt", ended_at as "endedAt", size, size_before as "sizeBefore"
     from segment_alert
     where brand_id = $1 and segment_id = $2
     order by raised_at desc
     limit 200`,
    [brandId, segmentId],
  );
}
