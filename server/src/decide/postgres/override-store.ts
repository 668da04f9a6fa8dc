import type { Override } from "@attune/contract";
import { formatId } from "../../kernel/public-id.ts";
import type { Database, Queryable } from "../../platform/postgres/database.ts";
import type { OverrideStore, StandingOverride } from "../override/overrides.ts";

interface OverrideRow extends StandingOverride {
  readonly profileId: number;
  readonly reason: string;
  readonly actor: string;
  readonly madeAt: number;
  readonly endedAt: number | null;
}

const columns = `o.override_id as "overrideId", o.leaf_id as "leafId", o.experience, o.action, o.reason, o.actor,
  o.made_at as "madeAt", o.until_at as "untilAt", o.ended_at as "endedAt",
  (select profile_id from leaf l where l.brand_id = o.brand_id and l.leaf_id = o.leaf_id) as "profileId"`;

export function createOverrideStore(database: Database): OverrideStore {
  return {
    standing: (brandId, nowMs) =>
      database.query<StandingOverride>(
        `select override_id as "overrideId", leaf_id as "leafId", experience, action, until_at as "untilAt"
         from override
         where brand_id = $1
           and ended_at is null
           and until_at > to_timestamp($2::double precision / 1000)
         order by override_id`,
        [brandId, nowMs],
      ),
    make: (brandId, leafId, { experience, action, reason, until, actor }, nowMs) =>
      database.transaction(async (tx) => {
        const [made] = await tx.query<OverrideRow>(
          `with o as (
             insert into override (brand_id, leaf_id, experience, action, reason, actor, made_at, until_at)
             values ($1, $2, $3, $4, $5, $6, to_timestamp($7::double precision / 1000), $8)
             returning *
           )
           select ${columns} from o`,
          [brandId, leafId, experience, action, reason, actor, nowMs, until],
        );
        if (made === undefined) throw new Error("The override was not kept.");
        await audit(tx, brandId, { at: nowMs, actor, act: "override.made", row: made });
        return told(made);
      }),
    end: (brandId, overrideId, actor, nowMs) =>
      database.transaction(async (tx) => {
        const [ended] = await tx.query<OverrideRow>(
          `with o as (
             update override
             set ended_at = to_timestamp($3::double precision / 1000)
             where brand_id = $1
               and override_id = $2
               and ended_at is null
             returning *
           )
           select ${columns} from o`,
          [brandId, overrideId, nowMs],
        );
        if (ended === undefined) return undefined;
        await audit(tx, brandId, { at: nowMs, actor, act: "override.ended", row: ended });
        return told(ended);
      }),
    list: async (brandId, leafIds) => {
      const rows = await database.query<OverrideRow>(
        `select ${columns}
         from override o
         where o.brand_id = $1
           and o.leaf_id = any($2::bigint[])
         order by o.override_id desc`,
        [brandId, leafIds],
      );
      return rows.map(told);
    },
  };
}

/** It names the act; the reason, in words, stays with the override. */
async function audit(
  tx: Queryable,
  brandId: number,
  {
    at,
    actor,
    act,
    row,
  }: { readonly at: number; readonly actor: string; readonly act: string; readonly row: OverrideRow },
): Promise<void> {
  const { overrideId, profileId, action, untilAt } = row;
  const body = {
    override: formatId("ovr", overrideId),
    profile: formatId("prf", profileId),
    action,
    until: new Date(untilAt).toISOString(),
  };
  await tx.query(
    `insert into audit (brand_id, at, actor, action, subject, body)
     values ($1, to_timestamp($2::double precision / 1000), $3, $4, $5, $6)`,
    [brandId, at, actor, act, `experience/${row.experience}`, JSON.stringify(body)],
  );
}

function told({ overrideId, profileId, experience, action, reason, actor, ...times }: OverrideRow): Override {
  return {
    id: formatId("ovr", overrideId),
    profile: formatId("prf", profileId),
    experience,
    action,
    reason,
    actor,
    until: new Date(times.untilAt).toISOString(),
    madeAt: new Date(times.madeAt).toISOString(),
    endedAt: times.endedAt === null ? null : new Date(times.endedAt).toISOString(),
  };
}
