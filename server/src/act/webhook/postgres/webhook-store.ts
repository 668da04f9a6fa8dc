import type { Database, Queryable } from "../../../platform/postgres/database.ts";
import type { Health, Standing, WebhookStore } from "../webhook-store.ts";
import { findDue, forgetDeliveries, listDeliveries, saveOutcomes } from "./deliveries.ts";
import { beginWebhooks, replayFrom, replayOne, spread } from "./spread.ts";

export function createWebhookStore(database: Database): WebhookStore {
  return {
    begin: (brandId, keys) => beginWebhooks(database, brandId, keys),
    spread: (brandId, telling, now, most) => spread(database, brandId, telling, now, most),
    health: (brandId) => readHealth(database, brandId),
    due: (brandId, key, namespaces, now, most) => findDue(database, brandId, key, { namespaces, now, most }),
    save: (brandId, key, outcomes, health, now) =>
      database.transaction(async (tx) => {
        await saveOutcomes(tx, brandId, key, outcomes, now);
        await saveHealth(tx, brandId, key, health);
      }),
    secrets: (brandId, key, now) => readSecrets(database, brandId, key, now),
    addSecret: (brandId, key, sealed, now, othersEndAt) =>
      database.transaction((tx) => addSecret(tx, brandId, key, sealed, { now, othersEndAt })),
    standings: (brandId) => readStandings(database, brandId),
    deliveries: (brandId, key, state, before, limit) =>
      listDeliveries(database, brandId, key, { state, before, limit }),
    replay: (brandId, key, after) => replayFrom(database, brandId, key, after),
    replayOne: (brandId, key, place, now) => replayOne(database, brandId, key, place, now),
    enable: (brandId, key) => enable(database, brandId, key),
    audit: async (brandId, { at, actor, action, key }) => {
      await database.query(
        `insert into audit (brand_id, at, actor, action, subject)
         values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5)`,
        [brandId, at, actor, action, `webhook/${key}`],
      );
    },
    forget: (brandId, before, most) => forgetDeliveries(database, brandId, before, most),
  };
}

interface HealthRow {
  readonly key: string;
  readonly failures: number;
  readonly pausedUntil: number | null;
  readonly isDisabled: boolean;
  readonly reason: string | null;
}

function healthOf({ failures, pausedUntil, isDisabled, reason }: HealthRow): Health {
  return { failures, pausedUntil: pausedUntil ?? undefined, isDisabled, reason: reason ?? undefined };
}

async function readHealth(db: Queryable, brandId: number): Promise<ReadonlyMap<string, Health>> {
  const rows = await db.query<HealthRow>(
    `select webhook_key as key, failures, paused_until as "pausedUntil", is_disabled as "isDisabled", reason
     from webhook
     where brand_id = $1`,
    [brandId],
  );
  return new Map(rows.map((row) => [row.key, healthOf(row)]));
}

async function saveHealth(tx: Queryable, brandId: number, key: string, health: Health): Promise<void> {
  await tx.query(
    `update webhook
     set failures = $3, paused_until = $4, is_disabled = $5, reason = $6
     where brand_id = $1 and webhook_key = $2`,
    [
      brandId,
      key,
      health.failures,
      health.pausedUntil === undefined ? null : new Date(health.pausedUntil),
      health.isDisabled,
      health.reason ?? null,
    ],
  );
}

async function readStandings(db: Queryable, brandId: number): Promise<ReadonlyMap<string, Standing>> {
  const rows = await db.query<HealthRow & { waiting: number; dead: number; hasSecret: boolean }>(
    `select w.webhook_key as key, w.failures, w.paused_until as "pausedUntil", w.is_disabled as "isDisabled", w.reason,
       (select count(*) from webhook_delivery d
        where d.brand_id = w.brand_id and d.webhook_key = w.webhook_key and d.state = 'waiting') as waiting,
       (select count(*) from webhook_delivery d
        where d.brand_id = w.brand_id and d.webhook_key = w.webhook_key and d.state = 'dead') as dead,
       exists (
         select from webhook_secret s where s.brand_id = w.brand_id and s.webhook_key = w.webhook_key and s.ends_at is null
       ) as "hasSecret"
     from webhook w
     where w.brand_id = $1`,
    [brandId],
  );
  return new Map(
    rows.map((row) => [
      row.key,
      { ...healthOf(row), waiting: row.waiting, dead: row.dead, hasSecret: row.hasSecret },
    ]),
  );
}

async function readSecrets(
  db: Queryable,
  brandId: number,
  key: string,
  now: number,
): Promise<readonly Buffer[]> {
  const rows = await db.query<{ sealed: Buffer }>(
    `select sealed
     from webhook_secret
     where brand_id = $1
       and webhook_key = $2
       and (ends_at is null or ends_at > $3)
     order by secret_id desc`,
    [brandId, key, new Date(now)],
  );
  return rows.map((row) => row.sealed);
}

/** Those that have ended go. */
async function addSecret(
  tx: Queryable,
  brandId: number,
  key: string,
  sealed: Buffer,
  { now, othersEndAt }: { readonly now: number; readonly othersEndAt: number },
): Promise<boolean> {
  await tx.query("delete from webhook_secret where brand_id = $1 and webhook_key = $2 and ends_at <= $3", [
    brandId,
    key,
    new Date(now),
  ]);
  const others = await tx.query(
    `update webhook_secret
     set ends_at = least(ends_at, $3)
     where brand_id = $1 and webhook_key = $2
     returning secret_id`,
    [brandId, key, new Date(othersEndAt)],
  );
  await tx.query(
    "insert into webhook_secret (brand_id, webhook_key, sealed, made_at) values ($1, $2, $3, $4)",
    [brandId, key, sealed, new Date(now)],
  );
  return others.length > 0;
}

async function enable(db: Queryable, brandId: number, key: string): Promise<void> {
  await db.query(
    `update webhook
     set is_disabled = false, reason = null, failures = 0, paused_until = null
     where brand_id = $1 and webhook_key = $2`,
    [brandId, key],
  );
}
