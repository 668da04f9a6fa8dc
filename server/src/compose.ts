import type { FastifyInstance } from "fastify";
import { createLibraryFiles } from "./collect/http/library-files.ts";
import { registerCollectRoutes } from "./collect/http/routes.ts";
import { createCollector, createQuarantine, digestMessageId, type Quarantine } from "./collect/index.ts";
import { createLiveEventStore } from "./collect/postgres/live-event-store.ts";
import { createQuarantineStore } from "./collect/postgres/quarantine-store.ts";
import { composeDecide } from "./compose-decide.ts";
import { composeProfile } from "./compose-profile.ts";
import { composeSegments } from "./compose-segments.ts";
import { experienceKind, placementKind } from "./decide/index.ts";
import { registerDefinitionRoutes } from "./govern/definitions/http/definition-routes.ts";
import { createDefinitionStore } from "./govern/definitions/postgres/definition-store.ts";
import {
  createDefinitions,
  createKeys,
  createLiveDefinitions,
  createRateLimit,
  type Keys,
  kindsOf,
} from "./govern/index.ts";
import { createAuthenticate, createFindKey } from "./govern/keys/http/authenticate.ts";
import { registerKeyRoutes } from "./govern/keys/http/key-routes.ts";
import { createKeyStore } from "./govern/keys/postgres/key-store.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Memory } from "./platform/clickhouse/memory.ts";
import { createRouter, type Router } from "./platform/http/route.ts";
import type { Database } from "./platform/postgres/database.ts";
import { readBrand } from "./platform/postgres/first-brand.ts";
import { fillSlots } from "./segment/clickhouse/fill-slots.ts";
import { segmentKind } from "./segment/segment-kind.ts";
import { BrandStream } from "./stream/index.ts";

export interface Program {
  readonly keys: Keys;
  readonly stream: BrandStream;
  readonly router: Router;
  /** Resolves when the program can answer. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProgramPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: (line: { readonly event: string; readonly code?: string }) => void;
  readonly onCollected?: (counts: { readonly accepted: number; readonly quarantined: number }) => void;
}

const eventsPerSecondAndKey = 100_000;

/** Wires the stages of one brand, by hand. Routes are registered here; nothing runs before `start`. */
export async function compose(app: FastifyInstance, ports: ProgramPorts): Promise<Program> {
  const { database, memory, clock, log } = ports;
  const brand = await readBrand(database);
  const { brandId } = brand;
  const keys = createKeys({ store: createKeyStore(database), clock });
  const router = createRouter(app, createAuthenticate(keys));

  const definitionStore = createDefinitionStore(database);
  const live = createLiveDefinitions(definitionStore, (kind, _key, code) =>
    log({ event: `definition.refused.${kind}`, code }),
  );
  const stream: BrandStream = new BrandStream({
    database,
    memory,
    clock,
    brand,
    quarantine: () => quarantine,
    fillSlots: (slots, range) => fillSlots(memory, slots, range),
    onDefinition: () => live.refresh(brandId),
    log,
  });
  const quarantine: Quarantine = createQuarantine({
    store: createQuarantineStore(database),
    inbox: stream.inbox,
    stream,
    clock,
    digestMessageId,
  });

  registerKeyRoutes(router, keys);
  registerCollectRoutes(app, router, {
    quarantine,
    liveEvents: createLiveEventStore(database),
    wire: {
      keys,
      findKey: createFindKey(keys),
      library: createLibraryFiles(),
      collector: createCollector({ inbox: stream.inbox, quarantine, clock }),
      rateLimit: createRateLimit({ eventsPerSecond: eventsPerSecondAndKey, clock }),
      ...(ports.onCollected === undefined ? {} : { onCollected: ports.onCollected }),
    },
  });
  const segments = composeSegments(router, { database, memory, clock, brand, stream });
  const definitions = createDefinitions({
    store: definitionStore,
    kinds: kindsOf([segmentKind, placementKind, experienceKind]),
    log: {
      append: (id, records) => stream.inbox.append(id, records),
      foldedUpTo: (id, position) => stream.foldedUpTo(id, position),
    },
    clock,
  });
  registerDefinitionRoutes(router, definitions);
  const profile = composeProfile(router, { database, memory, clock, brand, stream, segments });
  const jobs = composeDecide(router, {
    ...ports,
    brandId,
    live,
    customers: profile.customers,
    conditions: segments.conditions,
    keys,
  });

  return {
    keys,
    stream,
    router,
    start: async () => {
      await live.refresh(brandId);
      await stream.start();
      await definitions.announceUnfolded(brandId);
      jobs.start();
    },
    stop: async () => {
      await jobs.stop();
      await stream.stop();
    },
  };
}
