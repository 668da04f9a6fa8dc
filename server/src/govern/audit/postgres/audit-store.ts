import type { Database, Transaction } from "../../../platform/postgres/database.ts";
import type { AuditEntry, AuditQuestion, Change, View } from "../audit.ts";
import type { AuditStore } from "../audit-log.ts";
import { type CheckedSeal, noChain, type Seal, type Sealable, sealAll } from "../seal.ts";

const sealedAtOnce = 2_000;
const forgottenAtOnce = 5_000;

/** All that an entry says, as one text: whatever of it is changed later gives another hash. */
const entryHash = `sha256(convert_to(jsonb_build_array(
  a.audit_id, a.brand_id, (extract(epoch from a.at) * 1000000)::bigint, a.actor, a.action, a.subject, a.body, to_jsonb(a.profile_ids)
)::text, 'UTF8'))`;

export function createAuditStore(database: Database): AuditStore {
  return {
    list: (brandId, question) => list(database, brandId, question),
    seal: async (key) => {
      const [waiting] = await database.query("select from audit_unsealed limit 1");
      return waiting === undefined ? 0 : database.transaction((tx) => seal(tx, key));
    },
    readSeals: (sealId) => readSeals(database, sealId),
    countUnsealed: async () => {
      const [row] = await database.query<{ count: number }>(
        `select
           (select count(*) from audit a
            where not exists (select from audit_seal s where s.audit_id = a.audit_id)
              and not exists (select from audit_unsealed u where u.audit_id = a.audit_id))
           + (select count(*) from audit_unsealed u where not exists (select from audit a where a.audit_id = u.audit_id)) as count`,
      );
      return Number(row?.count ?? 0);
    },
    forgetViews: (before) => database.transaction((tx) => forgetViews(tx, before)),
  };
}

/** Of the console, in one statement. */
export async function writeEntries(
  database: Database,
  views: readonly View[],
  changes: readonly Change[],
): Promise<void> {
  const rows = [
    ...views.map(({ brandId, at, actor, operation, profileIds }) => ({
      brand_id: brandId,
      at,
      actor,
      action: "view",
      subject: operation,
      body: {},
      profile_ids: profileIds,
    })),
    ...changes.map(({ brandId, at, actor, operation, subject, status }) => ({
      brand_id: brandId,
      at,
      actor,
      action: `console.${operation}`,
      subject,
      body: { status },
      profile_ids: null,
    })),
  ].sort((a, b) => a.at - b.at);
  await database.query(
    `insert into audit (brand_id, at, actor, action, subject, body, profile_ids)
     select brand_id, to_timestamp(at / 1000), actor, action, subject, body, profile_ids
     from jsonb_to_recordset($1::jsonb)
       as row (brand_id smallint, at float8, actor text, action text, subject text, body jsonb, profile_ids bigint[])`,
    [JSON.stringify(rows)],
  );
}

async function list(
  database: Database,
  brandId: number,
  { profileIds, actor, kind, before, limit }: AuditQuestion,
): Promise<readonly AuditEntry[]> {
  const parts = [
    profileIds === undefined ? undefined : "profile_ids && $4::bigint[]",
    actor === undefined ? undefined : "actor = $5",
    kind === undefined ? undefined : kind === "view" ? "profile_ids is not null" : "profile_ids is null",
  ].filter((part) => part !== undefined);
  return database.query<AuditEntry>(
    `select audit_id as "auditId", at, actor, action, subject, body, profile_ids as "profileIds"
     from audit
     where brand_id = $1 and audit_id < $2 and ($4::bigint[] is null or true) and ($5::text is null or true)
       ${parts.map((part) => `and ${part}`).join(" ")}
     order by audit_id desc
     limit $3`,
    [brandId, before ?? Number.MAX_SAFE_INTEGER, limit, profileIds ?? null, actor ?? null],
  );
}

interface SealRow {
  readonly seal_id: number;
  readonly audit_id: number;
  readonly at_ms: number;
  readonly is_view: boolean;
  readonly entry: Buffer;
  readonly chain: Buffer;
  readonly now: Buffer | null;
}

async function seal(tx: Transaction, key: Buffer): Promise<number> {
  const [lock] = await tx.query<{ mine: boolean }>(
    "select pg_try_advisory_xact_lock(hashtext('attune.seal-audit')) as mine",
  );
  if (lock?.mine !== true) return 0; // another copy of the program is at it
  const entries = await tx.query<Sealable>(
    `delete from audit_unsealed u
     using audit a
     where a.audit_id = u.audit_id
       and u.audit_id in (select audit_id from audit_unsealed order by audit_id limit ${sealedAtOnce})
     returning a.audit_id as "auditId", (extract(epoch from a.at) * 1000)::bigint as "atMs",
       a.profile_ids is not null as "isView", ${entryHash} as entry`,
  );
  if (entries.length === 0) return 0;
  const [last] = await tx.query<Pick<Seal, "sealId" | "chain">>(
    `select seal_id as "sealId", chain from audit_seal order by seal_id desc limit 1`,
  );
  const inOrder = entries.toSorted((a, b) => a.auditId - b.auditId);
  await addSeals(tx, sealAll(key, last ?? { sealId: 0, chain: noChain }, inOrder));
  return entries.length;
}

async function addSeals(tx: Transaction, seals: readonly Seal[]): Promise<void> {
  await tx.query(
    `insert into audit_seal (seal_id, audit_id, at_ms, is_view, entry, chain)
     select s.seal_id, s.audit_id, s.at_ms, s.is_view, decode(s.entry, 'hex'), decode(s.chain, 'hex')
     from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::boolean[], $5::text[], $6::text[])
       as s (seal_id, audit_id, at_ms, is_view, entry, chain)`,
    [
      seals.map((one) => one.sealId),
      seals.map((one) => one.auditId),
      seals.map((one) => one.atMs),
      seals.map((one) => one.isView),
      seals.map((one) => one.entry.toString("hex")),
      seals.map((one) => one.chain.toString("hex")),
    ],
  );
}

async function readSeals(database: Database, sealId: number): Promise<readonly CheckedSeal[]> {
  const rows = await database.query<SealRow>(
    `select s.seal_id, s.audit_id, s.at_ms, s.is_view, s.entry, s.chain, case when a.audit_id is not null then ${entryHash} end as now
     from audit_seal s
     left join audit a using (audit_id)
     where s.seal_id > $1
     order by s.seal_id
     limit ${sealedAtOnce}`,
    [sealId],
  );
  return rows.map((row) => ({
    sealId: row.seal_id,
    auditId: row.audit_id,
    atMs: row.at_ms,
    isView: row.is_view,
    entry: row.entry,
    chain: row.chain,
    now: row.now ?? undefined,
  }));
}

async function forgetViews(tx: Transaction, before: number): Promise<number> {
  await tx.query("set local attune.forgets_views = 'on'");
  const gone = await tx.query(
    `delete from audit
     where audit_id in (
       select audit_id from audit
       where profile_ids is not null and at < to_timestamp($1::float8 / 1000)
       order by audit_id
       limit ${forgottenAtOnce})
     returning audit_id`,
    [before],
  );
  return gone.length;
}
