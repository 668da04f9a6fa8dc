import type { FastifyInstance } from "fastify";
import { composeAct } from "./compose-act.ts";
import { alertJobs } from "./compose-alerts.ts";
import { composeCollect } from "./compose-collect.ts";
import { composeDecide } from "./compose-decide.ts";
import { composeGovern } from "./compose-govern.ts";
import { composeMeasure } from "./compose-measure.ts";
import { composeMetrics } from "./compose-metrics.ts";
import { composeProfile } from "./compose-profile.ts";
import { composeSegments } from "./compose-segments.ts";
import { composeStaff } from "./compose-staff.ts";
import { createDefinitionStore } from "./govern/definitions/postgres/definition-store.ts";
import { createKeys, createLiveDefinitions, type Keys } from "./govern/index.ts";
import { createAuthenticate } from "./govern/keys/http/authenticate.ts";
import { createKeyStore } from "./govern/keys/postgres/key-store.ts";
import type { Staff } from "./govern/staff/staff.ts";
import type { Parts, ProgramPorts } from "./parts.ts";
import { createRouter, type Router } from "./platform/http/route.ts";
import { type Brand, readBrand } from "./platform/postgres/first-brand.ts";
import { BrandStream } from "./stream/index.ts";

export interface Program {
  readonly brand: Brand;
  readonly keys: Keys;
  readonly staff: Staff;
  readonly stream: BrandStream;
  readonly router: Router;
  /** Resolves when the program can answer. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Wires the stages of one brand, by hand, in the order of the customer loop. Nothing runs before `start`. */
export async function compose(app: FastifyInstance, ports: ProgramPorts): Promise<Program> {
  const { database, clock, log } = ports;
  const brand = await readBrand(database);
  const keys = createKeys({ store: createKeyStore(database), clock });
  const people = composeStaff(ports, keys, brand);
  const router = createRouter(app, createAuthenticate(keys, people.findPerson), people.attend);
  const live = createLiveDefinitions(createDefinitionStore(database), (kind, _key, code) =>
    log({ event: `definition.refused.${kind}`, code }),
  );
  const stream = new BrandStream({
    database,
    brand,
    leader: ports.leaderOf(brand),
    log,
    onDefinition: () => live.refresh(brand.brandId),
  });
  const core = { brand, keys, stream, router };
  const parts: Parts = { ...ports, ...core, app, live, storeScope: people.storeScope };

  people.register(router);
  const govern = composeGovern(parts);
  const collect = composeCollect(parts, () => decide.refreshShelf());
  const segments = composeSegments(parts);
  const alerts = alertJobs(parts);
  const profile = composeProfile(parts, segments, govern.definitions, (view) => decide.affinitiesOf(view));
  const decide = composeDecide(parts, {
    conditions: segments.conditions,
    customers: profile.customers,
    definitions: govern.definitions,
    segments: segments.segments,
  });
  const act = composeAct(parts);
  composeMeasure(parts);
  composeMetrics(parts, segments);

  return {
    ...core,
    staff: people.staff,
    start: async () => {
      await people.start();
      await live.refresh(brand.brandId);
      await collect.start();
      await stream.start();
      await govern.start();
      await decide.start();
      alerts.start();
      act.start();
    },
    stop: async () => {
      await act.stop();
      await alerts.stop();
      await decide.stop();
      collect.stop();
      await stream.stop();
      await people.stop();
    },
  };
}
