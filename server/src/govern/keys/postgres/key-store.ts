import type { Channel } from "@attune/contract";
import type { Database, Queryable, Transaction } from "../../../platform/postgres/database.ts";
import type { KeyKind } from "../key.ts";
import type {
  Act,
  FirstKey,
  KeyStore,
  KnownKey,
  ListedKey,
  NewKey,
  NewSource,
  Source,
} from "../key-store.ts";

export function createKeyStore(database: Database): KeyStore {
  return {
    findLive: () => findLive(database),
    list: (brandId) => list(database, brandId),
    add: (brandId, key, act) => database.transaction((tx) => add(tx, brandId, key, act)),
    revoke: (brandId, keyId, act) => database.transaction((tx) => revoke(tx, brandId, keyId, act)),
    listSources: (brandId) => listSources(database, brandId),
    addSource: (brandId, source, act) => database.transaction((tx) => addSource(tx, brandId, source, act)),
    addFirst: (brandId, source, wanted, act) =>
      database.transaction((tx) => addFirst(tx, brandId, source, wanted, act)),
  };
}

interface LiveRow {
  readonly digest: string;
  readonly key_id: number;
  readonly kind: KeyKind;
  readonly brand_id: number;
  readonly source_id: number;
  readonly source_key: string;
  readonly channel: Channel;
  readonly simulated: boolean;
}

async function findLive(sql: Queryable): Promise<ReadonlyMap<string, KnownKey>> {
  const rows = await sql.query<LiveRow>(
    `select encode(k.digest, 'hex') as digest, k.key_id, k.kind, s.brand_id, s.source_id, s.key as source_key, s.channel, s.simulated
     from api_key k
     join source s using (source_id)
     where k.revoked_at is null`,
  );
  return new Map(
    rows.map((row) => {
      const source = {
        sourceId: row.source_id,
        key: row.source_key,
        channel: row.channel,
        simulated: row.simulated,
      };
      return [row.digest, { keyId: row.key_id, kind: row.kind, brandId: row.brand_id, source }];
    }),
  );
}

function list(sql: Queryable, brandId: number): Promise<readonly ListedKey[]> {
  return sql.query<ListedKey>(
    `select k.key_id as "keyId", k.kind, k.hint, s.key as "sourceKey", k.created_at as "createdAt", k.revoked_at as "revokedAt"
     from api_key k
     join source s using (source_id)
     where s.brand_id = $1
     order by k.key_id`,
    [brandId],
  );
}

async function add(tx: Transaction, brandId: number, key: NewKey, act: Act): Promise<ListedKey | undefined> {
  const [added] = await insertKey(tx, brandId, key, act);
  if (added === undefined) return undefined;
  await audit(tx, brandId, act, "key.created", `key:${added.keyId}`, {
    kind: key.kind,
    source: key.sourceKey,
  });
  return {
    ...added,
    kind: key.kind,
    hint: key.hint,
    sourceKey: key.sourceKey,
    createdAt: act.at,
    revokedAt: null,
  };
}

function insertKey(tx: Transaction, brandId: number, key: NewKey, act: Act): Promise<{ keyId: number }[]> {
  return tx.query<{ keyId: number }>(
    `insert into api_key (source_id, kind, digest, hint, created_at)
     select source_id, $3, decode($4, 'hex'), $5, to_timestamp($6::float8 / 1000)
     from source
     where brand_id = $1 and key = $2
     on conflict (digest) do nothing
     returning key_id as "keyId"`,
    [brandId, key.sourceKey, key.kind, key.digest, key.hint, act.at],
  );
}

async function revoke(
  tx: Transaction,
  brandId: number,
  keyId: number,
  act: Act,
): Promise<"revoked" | "unknown" | "lastSecret"> {
  // Locked together, so that two who revoke each other's key cannot leave none.
  const keys = await tx.query<{ keyId: number; kind: KeyKind; revokedAt: number | null }>(
    `select k.key_id as "keyId", k.kind, k.revoked_at as "revokedAt"
     from api_key k
     join source s using (source_id)
     where s.brand_id = $1
     order by k.key_id
     for update of k`,
    [brandId],
  );
  const wanted = keys.find((key) => key.keyId === keyId);
  if (wanted === undefined) return "unknown";
  if (wanted.revokedAt !== null) return "revoked";
  const secrets = keys.filter((key) => key.kind === "secret" && key.revokedAt === null);
  if (wanted.kind === "secret" && secrets.length === 1) return "lastSecret";
  await tx.query("update api_key set revoked_at = to_timestamp($2::float8 / 1000) where key_id = $1", [
    keyId,
    act.at,
  ]);
  await audit(tx, brandId, act, "key.revoked", `key:${keyId}`, {});
  return "revoked";
}

function listSources(sql: Queryable, brandId: number): Promise<readonly Source[]> {
  return sql.query<Source>(
    `select source_id as "sourceId", key, name, channel, simulated
     from source
     where brand_id = $1
     order by source_id`,
    [brandId],
  );
}

async function addSource(
  tx: Transaction,
  brandId: number,
  source: NewSource,
  act: Act,
): Promise<Source | undefined> {
  const [added] = await insertSource(tx, brandId, source);
  if (added === undefined) return undefined;
  await audit(tx, brandId, act, "source.created", `source:${added.sourceId}`, {
    key: source.key,
    channel: source.channel,
  });
  return { ...source, sourceId: added.sourceId };
}

function insertSource(tx: Transaction, brandId: number, source: NewSource): Promise<{ sourceId: number }[]> {
  return tx.query<{ sourceId: number }>(
    `insert into source (brand_id, key, name, channel, simulated)
     values ($1, $2, $3, $4, $5)
     on conflict (brand_id, key) do nothing
     returning source_id as "sourceId"`,
    [brandId, source.key, source.name, source.channel, source.simulated],
  );
}

async function addFirst(
  tx: Transaction,
  brandId: number,
  source: NewSource,
  wanted: readonly FirstKey[],
  act: Act,
): Promise<readonly NewKey[]> {
  await tx.query("select pg_advisory_xact_lock(hashtext('attune.first-keys'))");
  await insertSource(tx, brandId, source);
  const kinds = await tx.query<{ kind: KeyKind }>(
    `select distinct k.kind
     from api_key k
     join source s using (source_id)
     where s.brand_id = $1 and k.revoked_at is null`,
    [brandId],
  );
  const made: NewKey[] = [];
  for (const key of wanted) {
    if (!key.isGiven && kinds.some(({ kind }) => kind === key.kind)) continue;
    if ((await add(tx, brandId, key, act)) !== undefined) made.push(key);
  }
  return made;
}

async function audit(
  tx: Transaction,
  brandId: number,
  act: Act,
  action: string,
  subject: string,
  body: Readonly<Record<string, string>>,
): Promise<void> {
  await tx.query(
    `insert into audit (brand_id, at, actor, action, subject, body)
     values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6)`,
    [brandId, act.at, act.actor, action, subject, JSON.stringify(body)],
  );
}
