import type { Identifier, ListSummary } from "@attune/contract";
import type { Database } from "../../platform/postgres/database.ts";
import type { ListStore } from "../lists.ts";

export function createListStore(database: Database): ListStore {
  return {
    isLive: async (brandId, key) => {
      const rows = await database.query(
        "select from definition where brand_id = $1 and kind = 'list' and key = $2 and live_version is not null",
        [brandId, key],
      );
      return rows.length === 1;
    },
    summaries: (brandId) => readSummaries(database, brandId),
    members: async (brandId, key, after, limit) => {
      const items = await readMembers(database, brandId, key, after, limit);
      const last = items.length === limit ? items.at(-1) : undefined;
      return { items, next: last === undefined ? null : `${last.namespace}:${last.value}` };
    },
  };
}

async function readSummaries(database: Database, brandId: number): Promise<readonly ListSummary[]> {
  return database.query<ListSummary>(
    `select d.key, v.body->>'name' as name, count(m.value)::int as identifiers, count(i.value)::int as known
     from definition d
     join definition_version v on v.definition_id = d.definition_id and v.version = d.live_version
     left join list_member m on m.brand_id = d.brand_id and m.list_key = d.key
     left join identifier i on i.brand_id = m.brand_id and i.namespace = m.namespace and i.value = m.value
     where d.brand_id = $1
       and d.kind = 'list'
     group by d.key, v.body->>'name'
     order by d.key`,
    [brandId],
  );
}

async function readMembers(
  database: Database,
  brandId: number,
  key: string,
  after: string | undefined,
  limit: number,
): Promise<readonly Identifier[]> {
  const at = after?.indexOf(":") ?? -1;
  return database.query<Identifier>(
    `select namespace, value
     from list_member
     where brand_id = $1
       and list_key = $2
       and (namespace, value) > ($3 collate "C", $4 collate "C")
     order by namespace, value
     limit $5`,
    [brandId, key, after?.slice(0, at) ?? "", after?.slice(at + 1) ?? "", limit],
  );
}
