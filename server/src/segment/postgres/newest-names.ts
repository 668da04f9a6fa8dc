import type { Queryable } from "../../platform/postgres/database.ts";
import type { Names } from "../member-file.ts";

/** Of each profile and namespace the identifier that was linked last. */
export async function newestNames(
  database: Queryable,
  brandId: number,
  profileIds: readonly number[],
  namespaces: readonly string[],
): Promise<ReadonlyMap<number, Names>> {
  if (namespaces.length === 0 || profileIds.length === 0) return new Map();
  const rows = await database.query<{ profile_id: number; namespace: string; value: string }>(
    `select distinct on (l.profile_id, i.namespace) l.profile_id, i.namespace, i.value
     from leaf l
     join identifier i on i.brand_id = l.brand_id and i.leaf_id = l.leaf_id
     where l.brand_id = $1
       and l.profile_id = any($2::bigint[])
       and i.namespace = any($3::text[])
     order by l.profile_id, i.namespace, i.position desc, i.value`,
    [brandId, profileIds, namespaces],
  );
  const names = new Map<number, Map<string, string>>();
  for (const { profile_id, namespace, value } of rows) {
    const known = names.get(profile_id) ?? new Map<string, string>();
    names.set(profile_id, known.set(namespace, value));
  }
  return names;
}
