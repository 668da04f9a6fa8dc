import { isJoinable, joinTexts } from "../../platform/postgres/copy-text.ts";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { IdentifierLink, IdentityChanges, MergeStep } from "../identity/identity-graph.ts";
import type { Leaf } from "../profile-state.ts";

interface LeafRow {
  readonly leaf_id: number;
  readonly profile_id: number;
  readonly anchor_id: number | null;
  readonly namespace: string;
  readonly value: string;
  readonly epoch: number;
  readonly proof: Leaf["proof"];
}

/** A leaf by the identifier that was asked for. */
interface FoundRow extends LeafRow {
  readonly wanted_namespace: string;
  readonly wanted_value: string;
  readonly link_proof: IdentifierLink["proof"];
}

interface LinkRow {
  readonly namespace: string;
  readonly value: string;
  readonly leaf_id: number;
  readonly proof: IdentifierLink["proof"];
}

/** An identifier that is looked up. */
export interface LookedUp {
  readonly namespace: string;
  readonly value: string;
}

/** The number that the next new leaf gets. */
export async function readNextLeafId(db: Queryable, brandId: number): Promise<number> {
  const [head] = await db.query<{ leaf_id: number }>(
    "select leaf_id from identity_head where brand_id = $1",
    [brandId],
  );
  return (head?.leaf_id ?? 0) + 1;
}

/** What these identifiers stand for, and their leaves. */
export async function findIdentity(
  db: Queryable,
  brandId: number,
  wanted: readonly LookedUp[],
): Promise<{ readonly links: readonly IdentifierLink[]; readonly leaves: readonly Leaf[] }> {
  const found = await findLinks(db, brandId, wanted);
  return {
    links: found.map((row) => ({
      namespace: row.wanted_namespace,
      value: row.wanted_value,
      leafId: row.leaf_id,
      proof: row.link_proof,
    })),
    leaves: found.map(leafOf),
  };
}

/** These leaves, and all leaves of these profiles. */
export async function loadLeaves(
  db: Queryable,
  brandId: number,
  leafIds: readonly number[],
  profileIds: readonly number[] = [],
): Promise<readonly Leaf[]> {
  const rows = await Promise.all([findLeaves(db, brandId, leafIds), leavesOf(db, brandId, profileIds)]);
  return rows.flat().map(leafOf);
}

/** All identifiers of these leaves. */
export async function loadLinks(
  db: Queryable,
  brandId: number,
  leafIds: readonly number[],
): Promise<readonly IdentifierLink[]> {
  return (await linksOf(db, brandId, leafIds)).map(linkOf);
}

function linkOf(row: LinkRow): IdentifierLink {
  return { namespace: row.namespace, value: row.value, leafId: row.leaf_id, proof: row.proof };
}

function leafOf(row: LeafRow): Leaf {
  return {
    leafId: row.leaf_id,
    profileId: row.profile_id,
    anchorId: row.anchor_id ?? undefined,
    namespace: row.namespace,
    value: row.value,
    epoch: row.epoch,
    proof: row.proof,
  };
}

function findLinks(tx: Queryable, brandId: number, wanted: readonly LookedUp[]): Promise<FoundRow[]> {
  if (wanted.length === 0) return Promise.resolve([]);
  const [namespaces, values] = [wanted.map((one) => one.namespace), wanted.map((one) => one.value)];
  const canJoin = [...namespaces, ...values].every(isJoinable);
  const lists = canJoin ? [joinTexts(namespaces), joinTexts(values)] : [namespaces, values];
  return tx.query<FoundRow>(canJoin ? joinedLinks : listedLinks, [brandId, ...lists]);
}

const linksOfWanted = (lists: string): string =>
  `select wanted.namespace as wanted_namespace, wanted.value as wanted_value, i.proof as link_proof,
     l.leaf_id, l.profile_id, l.anchor_id, l.namespace, l.value, l.epoch, l.proof
   from unnest(${lists}) as wanted (namespace, value)
   join identifier i
     on i.brand_id = $1
     and i.namespace = wanted.namespace collate "C"
     and i.value = wanted.value collate "C"
   join leaf l on l.brand_id = $1 and l.leaf_id = i.leaf_id`;
const joinedLinks = linksOfWanted("string_to_array($2, e'\\x01'), string_to_array($3, e'\\x01')");
/** For identifiers that hold the separator themselves. */
const listedLinks = linksOfWanted("$2::text[], $3::text[]");

function findLeaves(tx: Queryable, brandId: number, leafIds: readonly number[]): Promise<LeafRow[]> {
  if (leafIds.length === 0) return Promise.resolve([]);
  return tx.query<LeafRow>(
    `select leaf_id, profile_id, anchor_id, namespace, value, epoch, proof
     from leaf
     where brand_id = $1 and leaf_id = any($2::bigint[])`,
    [brandId, leafIds],
  );
}

function leavesOf(tx: Queryable, brandId: number, profileIds: readonly number[]): Promise<LeafRow[]> {
  if (profileIds.length === 0) return Promise.resolve([]);
  return tx.query<LeafRow>(
    `select leaf_id, profile_id, anchor_id, namespace, value, epoch, proof
     from leaf
     where brand_id = $1 and profile_id = any($2::bigint[])`,
    [brandId, profileIds],
  );
}

function linksOf(tx: Queryable, brandId: number, leafIds: readonly number[]): Promise<LinkRow[]> {
  if (leafIds.length === 0) return Promise.resolve([]);
  return tx.query<LinkRow>(
    `select namespace, value, leaf_id, proof
     from identifier
     where brand_id = $1 and leaf_id = any($2::bigint[])`,
    [brandId, leafIds],
  );
}

export async function saveIdentity(
  tx: Queryable,
  brandId: number,
  changes: IdentityChanges,
  at: number,
): Promise<void> {
  if (changes.leaves.length > 0) await saveLeaves(tx, brandId, changes);
  if (changes.links.length > 0) await saveLinks(tx, brandId, changes);
  for (const step of changes.merges) {
    await tx.query(
      `insert into merge (brand_id, merge_id, from_profile_id, into_profile_id, leaf_ids, cause, actor, merged_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        brandId,
        step.mergeId,
        step.fromProfileId,
        step.intoProfileId,
        step.leafIds,
        step.cause,
        step.actor,
        new Date(at),
      ],
    );
  }
  for (const { mergeId, actor } of changes.undone) {
    await tx.query("update merge set undone_at = $3, undone_by = $4 where brand_id = $1 and merge_id = $2", [
      brandId,
      mergeId,
      new Date(at),
      actor,
    ]);
  }
}

/** A merge as it was recorded, if it still stands. */
export async function loadMerges(
  tx: Queryable,
  brandId: number,
  mergeIds: readonly number[],
): Promise<StandingMerge[]> {
  if (mergeIds.length === 0) return [];
  const rows = await tx.query<{
    merge_id: number;
    from_profile_id: number;
    into_profile_id: number;
    leaf_ids: number[];
  }>(
    `select merge_id, from_profile_id, into_profile_id, leaf_ids
     from merge
     where brand_id = $1 and merge_id = any($2::bigint[]) and undone_at is null`,
    [brandId, mergeIds],
  );
  return rows.map((row) => ({
    mergeId: row.merge_id,
    fromProfileId: row.from_profile_id,
    intoProfileId: row.into_profile_id,
    leafIds: row.leaf_ids,
  }));
}

/** A merge of two known customers. */
export interface CustomerMerge {
  readonly mergeId: number;
  readonly leafIds: readonly number[];
  readonly mergedAt: number;
}

/** Merges of two known customers that stand and moved one of these leaves. */
export async function loadCustomerMerges(
  tx: Queryable,
  brandId: number,
  leafIds: readonly number[],
): Promise<readonly CustomerMerge[]> {
  if (leafIds.length === 0) return [];
  return tx.query(
    `select merge_id as "mergeId", leaf_ids as "leafIds", merged_at as "mergedAt"
     from merge
     where brand_id = $1 and leaf_ids && $2::bigint[] and cause in ('api', 'alias') and undone_at is null`,
    [brandId, leafIds],
  );
}

export type StandingMerge = Pick<MergeStep, "mergeId" | "fromProfileId" | "intoProfileId" | "leafIds">;

async function saveLeaves(
  tx: Queryable,
  brandId: number,
  { leaves, nextLeafId }: IdentityChanges,
): Promise<void> {
  await tx.query("update identity_head set leaf_id = $2 where brand_id = $1 and leaf_id < $2", [
    brandId,
    nextLeafId - 1,
  ]);
  await tx.query(
    `insert into leaf (brand_id, leaf_id, profile_id, anchor_id, namespace, value, epoch, proof, position)
     select $1, leaf_id, profile_id, nullif(anchor_id, 0), namespace, value, epoch, proof, position
     from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::int[], $8::text[], $9::bigint[])
       as changed (leaf_id, profile_id, anchor_id, namespace, value, epoch, proof, position)
     on conflict (brand_id, leaf_id) do update
     set profile_id = excluded.profile_id, anchor_id = excluded.anchor_id, proof = excluded.proof, position = excluded.position`,
    [
      brandId,
      leaves.map((leaf) => leaf.leafId),
      leaves.map((leaf) => leaf.profileId),
      leaves.map((leaf) => leaf.anchorId ?? 0),
      leaves.map((leaf) => leaf.namespace),
      leaves.map((leaf) => leaf.value),
      leaves.map((leaf) => leaf.epoch),
      leaves.map((leaf) => leaf.proof),
      leaves.map((leaf) => leaf.position),
    ],
  );
}

async function saveLinks(tx: Queryable, brandId: number, { links }: IdentityChanges): Promise<void> {
  await tx.query(
    `insert into identifier (brand_id, namespace, value, leaf_id, proof, position)
     select $1, namespace, value, leaf_id, proof, position
     from unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[])
       as changed (namespace, value, leaf_id, proof, position)
     on conflict (brand_id, namespace, value) do update
     set leaf_id = excluded.leaf_id, proof = excluded.proof, position = excluded.position`,
    [
      brandId,
      links.map((link) => link.namespace),
      links.map((link) => link.value),
      links.map((link) => link.leafId),
      links.map((link) => link.proof),
      links.map((link) => link.position),
    ],
  );
}
