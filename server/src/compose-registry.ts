import { randomBytes } from "node:crypto";
import type { Channel, Experience, Placement } from "@attune/contract";
import { findNeighbours } from "./decide/clickhouse/find-neighbours.ts";
import { registerConsistencyRoutes } from "./decide/http/consistency-routes.ts";
import { registerOfrepRoutes } from "./decide/http/ofrep-routes.ts";
import { registerRecognitionRoutes } from "./decide/http/recognition-routes.ts";
import { registerTouchpointRoutes } from "./decide/http/touchpoint-routes.ts";
import {
  type Customers,
  createRecognition,
  type Decider,
  explainDecision,
  listTouchpoints,
  type Recognition,
  recognise,
  reportConsistency,
  touchpointKind,
} from "./decide/index.ts";
import { createRevocations } from "./decide/postgres/revocations.ts";
import { createSharedParts } from "./decide/postgres/shared-parts.ts";
import type { LiveKind } from "./govern/index.ts";
import { createAuthenticate } from "./govern/keys/http/authenticate.ts";
import type { Parts } from "./parts.ts";

/** Tokens by which links and codes recognise a customer. */
export function composeRecognition(
  { router, database, signer, clock }: Parts,
  customers: Customers,
): Recognition {
  const recognition: Recognition = createRecognition({
    signer,
    revocations: createRevocations(database),
    find: (caller, named) => recognise({ customers, readToken: recognition.read }, caller, named),
    clock,
    newSerial: () => randomBytes(8).toString("hex"),
  });
  registerRecognitionRoutes(router, recognition);
  return recognition;
}

interface Registered {
  readonly decider: Decider;
  readonly channelOf: (sourceId: number) => Channel | undefined;
  readonly placements: LiveKind<Placement>;
  readonly experiences: LiveKind<Experience>;
}

/** What is asked about touchpoints beside `decide`. */
export function composeRegistry(
  parts: Parts,
  { decider, channelOf, placements, experiences }: Registered,
): void {
  composeTouchpoints(parts, placements, experiences);
  composeConsistency(parts, placements);
  composeOfrep(parts, decider, channelOf, placements);
}

/** The list of the places where the brand meets a customer. */
function composeTouchpoints(
  { router, live, clock }: Parts,
  placements: LiveKind<Placement>,
  experiences: LiveKind<Experience>,
): void {
  const touchpoints = live.follow(touchpointKind);
  registerTouchpointRoutes(router, (id) =>
    listTouchpoints(
      { touchpoints: touchpoints.of(id), placements: placements.of(id), experiences: experiences.of(id) },
      clock.now(),
    ),
  );
}

/** Whether channels treat a customer alike. */
function composeConsistency(
  { router, database, memory, clock }: Parts,
  placements: LiveKind<Placement>,
): void {
  const shared = createSharedParts(database);
  registerConsistencyRoutes(router, clock, (brandId, period) =>
    reportConsistency(
      {
        neighbours: (question) => findNeighbours(memory, question),
        explain: (id, decision) => explainDecision(shared, id, decision),
        placements: (id) => new Map([...placements.of(id).byKey].map(([key, { body }]) => [key, body])),
      },
      brandId,
      period,
    ),
  );
}

/** OpenFeature's doors. */
function composeOfrep(
  { app, router, keys, log }: Parts,
  decider: Decider,
  channelOf: (sourceId: number) => Channel | undefined,
  placements: LiveKind<Placement>,
): void {
  registerOfrepRoutes(app, router, {
    authenticate: createAuthenticate(keys),
    decider,
    channelOf,
    hasPlacement: (brandId, key) => placements.of(brandId).byKey.has(key),
    placementsFor: (brandId, channel, proof) =>
      [...placements.of(brandId).byKey.values()]
        .filter(({ body }) => proof === "secretKey" || body.staff !== true)
        .filter(({ body }) => channel === undefined || (body.channel ?? channel) === channel)
        .map(({ key }) => key),
    report: (code) => log({ event: "ofrep.failed", code }),
  });
}
