import type { Channel, Experience } from "@attune/contract";
import { composeModels } from "./compose-models.ts";
import { composeRecognition, composeRegistry } from "./compose-registry.ts";
import { composeSimulate, type SimulationNeeds } from "./compose-simulate.ts";
import { createDecisionInlet } from "./decide/clickhouse/decision-inlet.ts";
import { findOldDecision } from "./decide/clickhouse/find-decision.ts";
import { createViewStore } from "./decide/clickhouse/view-store.ts";
import { registerDecideRoutes } from "./decide/http/decide-routes.ts";
import { registerOverrideRoutes } from "./decide/http/override-routes.ts";
import {
  answerAffinities,
  contactPolicyKind,
  createArchive,
  createDecider,
  createOverrides,
  createShelves,
  createWindows,
  experienceKind,
  holdOutKind,
  type ModelKeeper,
  type Overrides,
  placementKind,
  type Shelves,
} from "./decide/index.ts";
import { startDecideJobs } from "./decide/jobs/decide-jobs.ts";
import { createAssignments } from "./decide/postgres/assignments.ts";
import { createContactLog } from "./decide/postgres/contact-log.ts";
import { createDecisionLog } from "./decide/postgres/decision-log.ts";
import { createDecisionOutlet } from "./decide/postgres/decision-outlet.ts";
import { findDecision } from "./decide/postgres/find-decision.ts";
import { forgetDecisions } from "./decide/postgres/forget-decisions.ts";
import { createKeptLists, forgetKeptLists } from "./decide/postgres/kept-lists.ts";
import { createOverrideStore } from "./decide/postgres/override-store.ts";
import { forgetRevocations } from "./decide/postgres/revocations.ts";
import { createSharedParts } from "./decide/postgres/shared-parts.ts";
import { createShelfStore } from "./decide/postgres/shelf-store.ts";
import { forgetSimulations } from "./decide/postgres/simulation-store.ts";
import type { LiveKind } from "./govern/index.ts";
import type { Parts } from "./parts.ts";
import type { AffinityAnswer, CustomerView } from "./profile/index.ts";
import { findProfile, leafIdsOf } from "./profile/index.ts";
import { createProfileStore } from "./profile/postgres/find-profile.ts";

export interface ComposedDecide {
  /** Resolves when decisions know what was committed to catalogue and stock before the call. */
  refreshShelf(): Promise<void>;
  /** What a customer tends to, by what the catalogue says now. */
  affinitiesOf(view: CustomerView): readonly AffinityAnswer[];
  /** Resolves when decisions know the catalogue, the trained models and what staff have overridden. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Decisions of one brand: routes at once, jobs when started. */
export function composeDecide(parts: Parts, needs: SimulationNeeds): ComposedDecide {
  const { conditions, customers } = needs;
  const { database, clock, router } = parts;
  const { brandId } = parts.brand;
  const experiences = parts.live.follow(experienceKind);
  const models = composeModels(parts);
  const shelves = openShelves(parts, experiences, models);
  const channels = followChannels(parts);
  const placements = parts.live.follow(placementKind);
  const overrides = composeOverrides(parts, experiences);
  const recognition = composeRecognition(parts, customers);
  const decider = createDecider({
    placements,
    experiences,
    holdOuts: parts.live.follow(holdOutKind),
    policies: parts.live.follow(contactPolicyKind),
    overrides,
    contacts: createContactLog(database),
    windows: createWindows(parts.brand.timeZone),
    conditions,
    assignments: createAssignments(database),
    lists: createKeptLists(database),
    customers,
    readToken: recognition.read,
    shelfOf: (id) => shelves.of(id),
    log: createDecisionLog(database),
    archive: openArchive(parts),
    parts: createSharedParts(database),
    clock,
  });
  registerDecideRoutes(router, decider, channels.of);
  composeRegistry(parts, { decider, channelOf: channels.of, placements, experiences });
  const simulations = composeSimulate(parts, needs, shelves, overrides);
  let jobs: { stop(): Promise<void> } | undefined;
  return {
    refreshShelf: () => shelves.refresh(brandId),
    affinitiesOf: (view) => answerAffinities(view, shelves.of(brandId), clock.now()),
    start: async () => {
      await Promise.all([
        channels.start(),
        shelves.refresh(brandId).then(() => shelves.follow(brandId)),
        models.refresh(brandId),
        overrides.refresh(brandId),
      ]);
      jobs = startJobs(parts, { shelves, models, overrides });
    },
    stop: async () => {
      channels.stop();
      await simulations.stop();
      await jobs?.stop();
    },
  };
}

function openArchive({ database, memory }: Parts): ReturnType<typeof createArchive> {
  return createArchive({
    latest: (id, decision) => findDecision(database, id, decision),
    older: (id, decision) => findOldDecision(memory, id, decision),
  });
}

function startJobs(
  { database, memory, clock, brand: { brandId }, log }: Parts,
  kept: { readonly shelves: Shelves; readonly models: ModelKeeper; readonly overrides: Overrides },
): ReturnType<typeof startDecideJobs> {
  return startDecideJobs({
    brandId,
    ...kept,
    outlet: createDecisionOutlet(database),
    inlet: createDecisionInlet(memory),
    forget: (before, most) => forgetDecisions(database, brandId, before, most),
    forgetLists: (before, most) => forgetKeptLists(database, brandId, before, most),
    forgetSimulations: (before, most) => forgetSimulations(database, brandId, before, most),
    forgetRevocations: (now, most) => forgetRevocations(database, now, most),
    clock,
    report: (job) => log({ event: `job.failed.${job}` }),
  });
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function openShelves(
  { database, memory, clock, log }: Parts,
  experiences: LiveKind<Experience>,
  models: ModelKeeper,
): Shelves {
  return createShelves({
    store: createShelfStore(database),
    modelsOf: (id) => models.models(id),
    views: createViewStore(memory),
    segments: (id) => [
      ...new Set([...experiences.of(id).byKey.values()].flatMap(({ body }) => body.items?.segment ?? [])),
    ],
    clock,
    pause,
    report: (job) => log({ event: `job.failed.${job}` }),
  });
}

/** What staff decide for one customer. */
function composeOverrides({ database, clock, router }: Parts, experiences: LiveKind<Experience>): Overrides {
  const overrides = createOverrides({ store: createOverrideStore(database), experiences, clock });
  const profiles = createProfileStore(database);
  registerOverrideRoutes(router, overrides, async (brandId, ref) => {
    const { profileId, state } = await findProfile(profiles, brandId, ref);
    return leafIdsOf(profileId, state);
  });
  return overrides;
}

/** Where each source stands; a new source counts within seconds. */
function followChannels({ keys, brand: { brandId } }: Parts): {
  of(sourceId: number): Channel | undefined;
  start(): Promise<void>;
  stop(): void;
} {
  let known: ReadonlyMap<number, Channel> = new Map();
  let timer: NodeJS.Timeout | undefined;
  const read = (): Promise<void> =>
    keys.listSources(brandId).then(
      (sources) => {
        known = new Map(sources.map((source) => [source.sourceId, source.channel]));
      },
      () => undefined, // Postgres is away: what was known stays
    );
  return {
    of: (sourceId) => known.get(sourceId),
    start: () => {
      timer = setInterval(read, 5_000);
      return read();
    },
    stop: () => clearInterval(timer),
  };
}
