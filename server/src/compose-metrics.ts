import type { SegmentCustomer } from "@attune/contract";
import { readInterestedPeople, readProductInterest } from "./measure/clickhouse/read-product-interest.ts";
import { metricRoutes } from "./measure/http/metric-routes.ts";
import { productReportRoutes } from "./measure/http/product-routes.ts";
import { createMetricReports, createProductReports } from "./measure/index.ts";
import {
  readBuyers,
  readBuying,
  readJoined,
  readJoinedCustomers,
  readOtherCurrencies,
} from "./measure/postgres/read-overview.ts";
import { readProductNames } from "./measure/postgres/read-product-names.ts";
import { readProductBuyers, readProductSales } from "./measure/postgres/read-product-sales.ts";
import type { Parts } from "./parts.ts";
import type { Database } from "./platform/postgres/database.ts";
import { customerOf } from "./segment/index.ts";
import { createSegmentStore } from "./segment/postgres/segment-store.ts";

type MetricParts = Pick<Parts, "database" | "memory" | "clock" | "router" | "brand">;

/** The metric catalogue, the overview, the numbers of products, and the customers behind all of them. */
export function composeMetrics(
  parts: MetricParts,
  segments: { segmentId(brandId: number, key: string): number },
): void {
  const { database, clock, router, brand } = parts;
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
  productReportRoutes(router, composeProductReports(parts), reports.tomorrow);
}

function composeProductReports({
  database,
  memory,
  brand,
}: MetricParts): ReturnType<typeof createProductReports> {
  return createProductReports({
    source: {
      interest: (question, ranking) => readProductInterest(memory, question, ranking),
      sales: (question, ranking) => readProductSales(database, question, ranking),
      interested: (question, key, page) => readInterestedPeople(memory, question, key, page),
      buyers: (question, key, page) => readProductBuyers(database, question, key, page),
      names: (brandId, products) => readProductNames(database, brandId, products),
    },
    brand,
    listed: (brandId, profileIds) => listedCustomers(database, brandId, profileIds),
  });
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
