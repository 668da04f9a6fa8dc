import type { DecisionArchive, LoggedDecision } from "./decision-log.ts";

type Find = (brandId: number, decisionId: string) => Promise<LoggedDecision | undefined>;

/** The latest decisions are in Postgres and can be explained at once; ClickHouse has the older ones. */
export function createArchive(stores: { readonly latest: Find; readonly older: Find }): DecisionArchive {
  return {
    find: async (brandId, decisionId) =>
      (await stores.latest(brandId, decisionId)) ?? (await stores.older(brandId, decisionId)),
  };
}
