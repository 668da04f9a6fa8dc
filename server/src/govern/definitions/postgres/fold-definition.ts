import type { Queryable } from "../../../platform/postgres/database.ts";
import type { DefinitionMark, FoldedDefinition } from "../folded-definition.ts";

/**
 * Puts a definition record of the inbox into force, in the fold's transaction. Undefined when nothing is to be done:
 * the record is a repeat (after a crash a version may be appended twice), or a newer version came first.
 */
export async function foldDefinition(
  tx: Queryable,
  brandId: number,
  record: DefinitionMark,
  position: number,
): Promise<FoldedDefinition | undefined> {
  const [passed] = await tx.query<Omit<FoldedDefinition, "kind" | "key" | "position">>(
    `update definition_version v
     set position = $5
     from definition d
     where d.brand_id = $1
       and d.kind = $2
       and d.key = $3
       and v.definition_id = d.definition_id
       and v.version = $4
       and v.state <> 'draft'
       and v.position is null
     returning v.definition_id as id, v.version, v.state, v.body`,
    [brandId, record.definitionKind, record.key, record.version, position],
  );
  if (passed === undefined) return undefined;
  const moved = await tx.query<{ id: number }>(
    `update definition
     set folded_version = $2,
         live_version = case when $3 then $2 end
     where definition_id = $1
       and folded_version < $2
     returning definition_id as id`,
    [passed.id, passed.version, passed.state === "live"],
  );
  if (moved.length === 0) return undefined;
  return { ...passed, kind: record.definitionKind, key: record.key, position };
}
