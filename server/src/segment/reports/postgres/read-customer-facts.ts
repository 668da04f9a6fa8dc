import type { Queryable } from "../../../platform/postgres/database.ts";
import type { CustomerFacts } from "../look-alikes.ts";

interface Row {
  readonly profile_id: number;
  readonly bands: string;
  readonly stage: string;
  readonly sub_stage: string;
  readonly rfm_group: string;
  readonly main_category: string | null;
  readonly preferred_channel: string | null;
  readonly catchment: string | null;
  readonly engaged: string;
}

const columns = `profile_id, array_to_string(bands, ' ') as bands, stage, sub_stage, rfm_group, main_category, preferred_channel, catchment, engaged`;

/** What loyalty says of customers, as facts `about=value`; bands by their codes alone. */
export async function readFactsOf(
  database: Queryable,
  brandId: number,
  profileIds: readonly number[],
): Promise<readonly CustomerFacts[]> {
  const rows = await database.query<Row>(
    `select ${columns}
     from loyalty
     where brand_id = $1
       and profile_id = any($2::bigint[])
     order by profile_id`,
    [brandId, profileIds],
  );
  return rows.map(factsOf);
}

export async function readFactsFrom(
  database: Queryable,
  brandId: number,
  afterId: number,
  limit: number,
): Promise<readonly CustomerFacts[]> {
  const rows = await database.query<Row>(
    `select ${columns}
     from loyalty
     where brand_id = $1
       and profile_id > $2
     order by profile_id
     limit $3`,
    [brandId, afterId, limit],
  );
  return rows.map(factsOf);
}

function factsOf(row: Row): CustomerFacts {
  const facts = [
    ...row.bands.split(" "),
    `stage=${row.stage}`,
    `subStage=${row.sub_stage}`,
    `rfmGroup=${row.rfm_group}`,
  ];
  if (row.main_category !== null) facts.push(`mainCategory=${row.main_category}`);
  if (row.preferred_channel !== null) facts.push(`preferredChannel=${row.preferred_channel}`);
  if (row.catchment !== null) facts.push(`catchment=${row.catchment}`);
  // `{"web":20600,"store":20400}`: names in quotes.
  for (const [, channel] of row.engaged.matchAll(/"([^"]+)"/g)) facts.push(`engagedChannel=${channel}`);
  return { profileId: row.profile_id, facts };
}
