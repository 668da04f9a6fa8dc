import { setTimeout as wait } from "node:timers/promises";
import { createDecisionHistory } from "./decide/clickhouse/decision-history.ts";
import { registerSimulationRoutes } from "./decide/http/simulation-routes.ts";
import {
  type Conditions,
  type Customers,
  contactPolicyKind,
  createSimulations,
  createWindows,
  experienceKind,
  holdOutKind,
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

/** What a changed experience would have shown. */
export function composeSimulate(
  { database, memory, clock, router, brand, live, log }: Parts,
  { conditions, customers, definitions, segments }: SimulationNeeds,
  shelves: Shelves,
): { stop(): Promise<void> } {
  const simulations = createSimulations({
    placements: live.follow(placementKind),
    experiences: live.follow(experienceKind),
    holdOuts: live.follow(holdOutKind),
    policies: live.follow(contactPolicyKind),
    conditions,
    customers,
    contacts: createContactLog(database),
    windows: createWindows(brand.timeZone),
    shelfOf: (id) => shelves.of(id),
    parts: createSharedParts(database),
    history: createDecisionHistory(memory),
    membersOf: (id) => (condition) => segments.select(id, condition),
    store: createSimulationStore(database),
    judge: async (id, key, body) => {
      await definitions.judge(id, { kind: experienceKind.kind, key }, body, "/definition");
      return experienceKind.parse(body);
    },
    clock,
    pause: () => wait(restMs),
    wait: (ms) => wait(ms, undefined, { ref: false }),
    report: () => log({ event: "simulation.failed" }),
  });
  registerSimulationRoutes(router, simulations);
  return simulations;
}
