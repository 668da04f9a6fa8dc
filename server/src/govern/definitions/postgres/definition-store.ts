import type { DefinitionRef } from "@attune/contract";
import type { Database, Queryable } from "../../../platform/postgres/database.ts";
import type { DefinitionStore, StoredVersion } from "../definition-store.ts";
import { versionColumns } from "./version-columns.ts";
import { writeVersion } from "./write-version.ts";

export function createDefinitionStore(database: Database): DefinitionStore {
  return {
    write: (brandId, decide) =>
      database.transaction(async (tx) => {
        await tx.query("select pg_advisory_xact_lock(hashtext('attune.definition'), $1)", [brandId]);
        const [newest, stated] = [await listNewest(tx, brandId), await listStated(tx, brandId)];
        // By the same connection: writers who wait for the lock may hold all the others.
        const bodyAt = async (ref: DefinitionRef, version: number) =>
          (await listVersions(tx, brandId, ref, 1_000)).find((known) => known.version === version)?.body;
        const decided = await decide({ newest, stated, bodyAt });
        for (const version of decided.versions) await writeVersion(tx, brandId, version);
        return decided;
      }),
    list: (brandId, kind) => listNewest(database, brandId, kind),
    find: async (brandId, ref) => (await listVersions(database, brandId, ref, 1))[0],
    versions: (brandId, ref) => listVersions(database, brandId, ref, 1_000),
    live: (brandId) => listLive(database, brandId),
    foldedAfter: (brandId, position) => listFoldedAfter(database, brandId, position),
    unfolded: (brandId) => listUnfolded(database, brandId),
  };
}

function listNewest(database: Queryable, brandId: number, kind?: string): Promise<StoredVersion[]> {
  return database.query<StoredVersion>(
    `select ${versionColumns}
     from definition d
     join definition_version v on v.definition_id = d.definition_id and v.version = d.version
     where d.brand_id = $1
       and ($2::text is null or d.kind = $2)
     order by d.kind, d.key`,
    [brandId, kind ?? null],
  );
}

/** The newest version of each that is not a draft, folded or not. */
function listStated(database: Queryable, brandId: number): Promise<StoredVersion[]> {
  return database.query<StoredVersion>(
    `select distinct on (d.definition_id) ${versionColumns}
     from definition d
     join definition_version v on v.definition_id = d.definition_id
     where d.brand_id = $1
       and v.state <> 'draft'
     order by d.definition_id, v.version desc`,
    [brandId],
  );
}

function listVersions(
  database: Queryable,
  brandId: number,
  ref: DefinitionRef,
  limit: number,
): Promise<StoredVersion[]> {
  return database.query<StoredVersion>(
    `select ${versionColumns}
     from definition d
     join definition_version v on v.definition_id = d.definition_id
     where d.brand_id = $1
       and d.kind = $2
       and d.key = $3
     order by v.version desc
     limit $4`,
    [brandId, ref.kind, ref.key, limit],
  );
}

function listLive(database: Queryable, brandId: number): Promise<StoredVersion[]> {
  return database.query<StoredVersion>(
    `select ${versionColumns}
     from definition d
     join definition_version v on v.definition_id = d.definition_id and v.version = d.live_version
     where d.brand_id = $1
     order by d.kind, d.key`,
    [brandId],
  );
}

function listFoldedAfter(database: Queryable, brandId: number, position: number): Promise<StoredVersion[]> {
  return database.query<StoredVersion>(
    `select ${versionColumns}
     from definition d
     join definition_version v on v.definition_id = d.definition_id and v.version = d.folded_version
     where d.brand_id = $1
       and v.position > $2
     order by v.position`,
    [brandId, position],
  );
}

function listUnfolded(database: Queryable, brandId: number): Promise<StoredVersion[]> {
  return database.query<StoredVersion>(
    `select ${versionColumns}
     from definition_version v
     join definition d on d.definition_id = v.definition_id
     where d.brand_id = $1
       and v.position is null
       and v.state <> 'draft'
     order by v.created_at, v.definition_id, v.version`,
    [brandId],
  );
}
