import type { SegmentCustomer } from "@attune/contract";
import { metricRoutes } from "./measure/http/metric-routes.ts";
import { createMetricReports } from "./measure/index.ts";
import {
  readBuyers,
  readBuying,
  readJoined,
  readJoinedCustomers,
  readOtherCurrencies,
} from "./measure/postgres/read-overview.ts";
import type { Parts } from "./parts.ts";
import type { Database } from "./platform/postgres/database.ts";
import { customerOf } from "./segment/index.ts";
import { createSegmentStore } from "./segment/postgres/segment-store.ts";

type MetricParts = Pick<Parts, "database" | "clock" | "router" | "brand">;

/** The metric catalogue, the overview, and the customers behind its numbers. */
export function composeMetrics(
  { database, clock, router, brand }: MetricParts,
  segments: { segmentId(brandId: number, key: string): number },
): void {
  const reports = createMetricReports({
    source: {
      buying: (question) => readBuying(database, question),
      joined: (question) => readJoined(database, question),
      otherCurrencies: (question) => readOtherCurrencies(database, question),
      buyers: (question, buyers, page) => readBuyers(database, question, buyers, page),
      joinedCustomers: (question, page) => readJoinedCustomers(database, question, page),
    },
    brand,
    segmentId: (brandId, key) => segments.segmentId(brandId, key),
    listed: (brandId, profileIds) => listedCustomers(database, brandId, profileIds),
    clock,
  });
  metricRoutes(router, reports);
}

/** In the order asked; who is gone or hidden by now is left out. */
async function listedCustomers(
  database: Database,
  brandId: number,
  profileIds: readonly number[],
): Promise<readonly SegmentCustomer[]> {
  const store = createSegmentStore(database);
  const [profiles, identifiers] = await Promise.all([
    store.profiles(brandId, profileIds),
    store.identifiers(brandId, profileIds),
  ]);
  const known = new Map(profiles.map((profile) => [profile.profileId, profile]));
  return profileIds.flatMap((profileId) => {
    const profile = known.get(profileId);
    return profile === undefined
      ? []
      : [customerOf({ ...profile, identifiers: identifiers.get(profileId) ?? [] })];
  });
}
