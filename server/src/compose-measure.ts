import { experienceKind, holdOutKind, placementKind } from "./decide/index.ts";
import { createDefinitionStore } from "./govern/definitions/postgres/definition-store.ts";
import { positionAt } from "./measure/clickhouse/position-at.ts";
import { readReached } from "./measure/clickhouse/read-reached.ts";
import { liftRoutes } from "./measure/http/lift-routes.ts";
import { createLifts } from "./measure/index.ts";
import { readCustomerSales } from "./measure/postgres/read-customer-sales.ts";
import type { Parts } from "./parts.ts";

type MeasureParts = Pick<Parts, "database" | "memory" | "clock" | "router" | "live">;

/** What experiences add, for any brand whose key asks. */
export function composeMeasure({ database, memory, clock, router, live }: MeasureParts): void {
  const definitions = createDefinitionStore(database);
  const lifts = createLifts({
    holdOuts: live.follow(holdOutKind),
    experiences: live.follow(experienceKind),
    placements: live.follow(placementKind),
    versions: (brandId, ref) => definitions.versions(brandId, ref),
    customers: (brandId, span, whom) => readCustomerSales(database, brandId, span, whom),
    reached: (brandId, span, about) => readReached(memory, brandId, span, about),
    positionAt: (brandId, atMs) => positionAt(memory, brandId, atMs),
    clock,
  });
  liftRoutes(router, lifts);
}
