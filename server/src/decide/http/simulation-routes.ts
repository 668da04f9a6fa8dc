import {
  definitionKey,
  type SimulateRequest,
  type Simulation,
  simulateSchema,
  simulationSchema,
} from "@attune/contract";
import { z } from "zod";
import { type Answer, ok, type Router } from "../../platform/http/route.ts";
import type { Simulations } from "../simulate/simulations.ts";

const tag = "Decisions";
const ofExperience = z.object({ key: definitionKey });
const ofSimulation = z.object({ id: z.string().max(40) });
/** As for definitions. */
const mostBodyBytes = 256 * 1024;

export function registerSimulationRoutes(router: Router, simulations: Simulations): void {
  router.route<{ readonly key: string }, unknown, SimulateRequest>({
    method: "POST",
    path: "/api/experiences/{key}/simulate",
    operationId: "simulateExperience",
    tag,
    summary:
      "Holds a changed experience against the decisions of the last days: who would have seen what. 202 while it runs, then ask for it by its id.",
    access: "secretKey",
    params: ofExperience,
    body: simulateSchema,
    mostBodyBytes,
    responses: { 200: simulationSchema, 202: simulationSchema },
    handle: async ({ principal, params, body }) =>
      standing(await simulations.start(principal.brandId, { experience: params.key, ...body })),
  });
  router.route({
    method: "GET",
    path: "/api/experiences/{key}/simulations",
    operationId: "listSimulations",
    tag,
    summary: "The simulations of an experience of the last days, newest first, without their results.",
    access: "secretKey",
    params: ofExperience,
    responses: { 200: z.strictObject({ items: z.array(simulationSchema) }) },
    handle: async ({ principal, params }) =>
      ok({ items: await simulations.list(principal.brandId, params.key) }),
  });
  router.route({
    method: "GET",
    path: "/api/simulations/{id}",
    operationId: "getSimulation",
    tag,
    summary: "How far a simulation has come, and what it found.",
    access: "secretKey",
    params: ofSimulation,
    responses: { 200: simulationSchema },
    handle: async ({ principal, params }) => ok(await simulations.get(principal.brandId, params.id)),
  });
  router.route({
    method: "DELETE",
    path: "/api/simulations/{id}",
    operationId: "cancelSimulation",
    tag,
    summary: "Ends a simulation that runs; one that has ended stays as it is.",
    access: "secretKey",
    params: ofSimulation,
    responses: { 200: simulationSchema },
    handle: async ({ principal, params }) => ok(await simulations.cancel(principal.brandId, params.id)),
  });
}

function standing(simulation: Simulation): Answer {
  const status = simulation.state === "running" ? 202 : 200;
  return { status, headers: { Location: `/api/simulations/${simulation.id}` }, body: simulation };
}
