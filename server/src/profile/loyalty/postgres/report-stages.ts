import type { LifecycleStage } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";

export interface StageCount {
  readonly stage: LifecycleStage;
  readonly subStage: string;
  readonly customers: number;
}

/** Customers by stage and sub-stage, as of the last time each was worked out. */
export function countStages(database: Queryable, brandId: number): Promise<StageCount[]> {
  return database.query<StageCount>(
    `select stage, sub_stage as "subStage", count(*)::int as customers
     from loyalty
     where brand_id = $1
     group by stage, sub_stage
     order by stage, sub_stage`,
    [brandId],
  );
}
