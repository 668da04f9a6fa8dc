import { randomBytes } from "node:crypto";
import type { Experience, Placement } from "@attune/contract";
import { registerRecognitionRoutes } from "./decide/http/recognition-routes.ts";
import { registerTouchpointRoutes } from "./decide/http/touchpoint-routes.ts";
import {
  type Customers,
  createRecognition,
  listTouchpoints,
  type Recognition,
  recognise,
  touchpointKind,
} from "./decide/index.ts";
import { createRevocations } from "./decide/postgres/revocations.ts";
import type { LiveKind } from "./govern/index.ts";
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

/** The list of the places where the brand meets a customer. */
export function composeTouchpoints(
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
