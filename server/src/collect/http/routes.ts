import type { FastifyInstance } from "fastify";
import type { Router } from "../../platform/http/route.ts";
import type { LiveEventStore } from "../live-events.ts";
import type { Quarantine } from "../quarantine.ts";
import { registerLiveRoutes } from "./live-routes.ts";
import { registerQuarantineRoutes } from "./quarantine-routes.ts";
import { describeWire } from "./wire-description.ts";
import { registerWireRoutes, type WirePorts } from "./wire-routes.ts";

export interface CollectPorts {
  readonly wire: WirePorts;
  readonly quarantine: Quarantine;
  readonly liveEvents: LiveEventStore;
}

/** Every door of collect but the catalogue and imports: those of the SDKs, the quarantine, the live view. */
export function registerCollectRoutes(app: FastifyInstance, router: Router, ports: CollectPorts): void {
  registerWireRoutes(app, ports.wire);
  describeWire(router);
  registerQuarantineRoutes(router, ports.quarantine);
  registerLiveRoutes(router, ports.liveEvents);
}
