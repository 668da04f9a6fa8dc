import { setTimeout as wait } from "node:timers/promises";
import { createDecisionHistory } from "./decide/clickhouse/decision-history.ts";
import { registerPreviewRoute } from "./decide/http/preview-routes.ts";
import { registerSimulationRoutes } from "./decide/http/simulation-routes.ts";
import {
  type Conditions,
  type Customers,
  contactPolicyKind,
  createPreviews,
  createSimulations,
  createWindows,
  experienceKind,
  holdOutKind,
  type Overrides,
  placementKind,
  type Shelves,
} from "./decide/index.ts";
import { createContactLog } from "./decide/postgres/contact-log.ts";
import { createSharedParts } from "./decide/postgres/shared-parts.ts";
import { createSimulationStore } from "./decide/postgres/simulation-store.ts";
import type { Definitions } from "./govern/index.ts";
import type { Parts } from "./parts.ts";
import type { Segments } from "./segment/index.ts";

/** What simulations need of other stages. */
export interface SimulationNeeds {
  readonly conditions: Conditions;
  readonly customers: Customers;
  readonly definitions: Pick<Definitions, "judge">;
  readonly segments: Pick<Segments, "select">;
}

/** Of three milliseconds two are for everybody else. */
const restMs = 4;

/** What a changed experience would have shown, and would show. */
export function composeSimulate(
  parts: Parts,
  needs: SimulationNeeds,
  shelves: Shelves,
  overrides: Overrides,
): { stop(): Promise<void> } {
  const { database, memory, router, log } = parts;
  const shared = sharedPorts(parts, needs, shelves);
  const simulations = createSimulations({
    ...shared,
    parts: createSharedParts(database),
    history: createDecisionHistory(memory),
    store: createSimulationStore(database),
    pause: () => wait(restMs),
    wait: (ms) => wait(ms, undefined, { ref: false }),
    report: () => log({ event: "simulation.failed" }),
  });
  registerSimulationRoutes(router, simulations);
  registerPreviewRoute(router, createPreviews({ ...shared, overrides }));
  return simulations;
}

type Shared = Omit<Parameters<typeof createPreviews>[0], "overrides">;

function sharedPorts(
  { database, clock, brand, live }: Parts,
  { conditions, customers, definitions, segments }: SimulationNeeds,
  shelves: Shelves,
): Shared {
  return {
    placements: live.follow(placementKind),
    experiences: live.follow(experienceKind),
    holdOuts: live.follow(holdOutKind),
    policies: live.follow(contactPolicyKind),
    conditions,
    customers,
    contacts: createContactLog(database),
    windows: createWindows(brand.timeZone),
    shelfOf: (id) => shelves.of(id),
    membersOf: (id) => (condition) => segments.select(id, condition),
    judge: async (id, key, body, pointer) => {
      await definitions.judge(id, { kind: experienceKind.kind, key }, body, pointer);
      return experienceKind.parse(body);
    },
    clock,
  };
}
