import type { Queryable } from "../../platform/postgres/database.ts";
import type { ProfileStore } from "../profile-reader.ts";
import type { Leaf, ProfileState } from "../profile-state.ts";
import type { FoundProfile } from "../profiles.ts";
import { isSold, soldColumns } from "../sale/postgres/read-sales.ts";

export interface FoundRow {
  readonly profile_id: number;
  readonly state: string;
  readonly timer_at: number | null;
  readonly leaves: readonly (Omit<Leaf, "anchorId"> & { readonly anchorId: number | null })[];
  readonly identifiers: FoundProfile["identifiers"];
  readonly sold: FoundProfile["sold"] | null;
}

/** Of a FoundRow; the profile is `p`. */
export const foundColumns: string = `p.profile_id, p.state, p.timer_at,
       (select json_agg(json_build_object('leafId', l.leaf_id, 'profileId', l.profile_id, 'anchorId', l.anchor_id, 'namespace', l.namespace,
          'value', l.value, 'epoch', l.epoch, 'proof', l.proof) order by l.leaf_id)
        from leaf l where l.brand_id = p.brand_id and l.profile_id = p.profile_id) as leaves,
       coalesce((select json_agg(json_build_object('namespace', i.namespace, 'value', i.value, 'proof', i.proof) order by i.namespace, i.value)
        from leaf l join identifier i on i.brand_id = l.brand_id and i.leaf_id = l.leaf_id
        where l.brand_id = p.brand_id and l.profile_id = p.profile_id and i.namespace not in ('receipt', 'claim')), '[]') as identifiers,
       (select json_agg(s)
        from (select ${soldColumns} from leaf l join sale on sale.brand_id = l.brand_id and sale.leaf_id = l.leaf_id
              where l.brand_id = p.brand_id and l.profile_id = p.profile_id and ${isSold} group by currency) s) as sold`;

export function createProfileStore(db: Queryable): ProfileStore {
  return {
    byIdentifier: (brandId, namespace, value) => findByIdentifier(db, brandId, namespace, value),
    byId: (brandId, profileId) => findById(db, brandId, profileId),
    bySearchTerm: (brandId, term) => findBySearchTerm(db, brandId, term),
  };
}

/** By any identifier, in one read. */
export async function findByIdentifier(
  db: Queryable,
  brandId: number,
  namespace: string,
  value: string,
): Promise<FoundProfile | undefined> {
  const rows = await db.query<FoundRow>(
    `select ${foundColumns}
     from identifier i
     join leaf l on l.brand_id = i.brand_id and l.leaf_id = i.leaf_id
     join profile p on p.brand_id = l.brand_id and p.profile_id = l.profile_id
     where i.brand_id = $1 and i.namespace = $2 and i.value = $3`,
    [brandId, namespace, value],
  );
  return foundOf(rows[0]);
}

/** By profile id; a merged profile answers as the one it went into. */
async function findById(
  db: Queryable,
  brandId: number,
  profileId: number,
): Promise<FoundProfile | undefined> {
  const rows = await db.query<FoundRow>(
    `with recursive successor (profile_id, merged_into) as (
       select profile_id, merged_into from profile where brand_id = $1 and profile_id = $2
       union
       select p.profile_id, p.merged_into from successor s join profile p on p.brand_id = $1 and p.profile_id = s.merged_into
     )
     select ${foundColumns}
     from successor s
     join profile p on p.brand_id = $1 and p.profile_id = s.profile_id
     where s.merged_into is null`,
    [brandId, profileId],
  );
  return foundOf(rows[0]);
}

async function findBySearchTerm(
  db: Queryable,
  brandId: number,
  term: string,
): Promise<readonly FoundProfile[]> {
  const rows = await db.query<FoundRow>(
    `select ${foundColumns}
     from search_term t
     join profile p on p.brand_id = t.brand_id and p.profile_id = t.profile_id
     where t.brand_id = $1 and t.term = $2 and not p.hidden and p.merged_into is null
     order by p.profile_id
     limit 3`,
    [brandId, term],
  );
  return rows.flatMap((row) => foundOf(row) ?? []);
}

export function foundOf(row: FoundRow | undefined): FoundProfile | undefined {
  if (row === undefined) return undefined;
  return {
    profileId: row.profile_id,
    state: JSON.parse(row.state) as ProfileState, // written by the fold only
    timerAt: row.timer_at ?? undefined,
    leaves: (row.leaves ?? []).map((leaf) => ({ ...leaf, anchorId: leaf.anchorId ?? undefined })),
    identifiers: row.identifiers,
    sold: row.sold ?? [],
  };
}
