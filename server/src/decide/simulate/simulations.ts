import type { Experience, JsonObject, Simulation, SimulationResult } from "@attune/contract";
import type { Clock } from "../../kernel/clock.ts";
import { parseId } from "../../kernel/public-id.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { refusals } from "../refusals.ts";
import { runSimulation, type SimulationPlan } from "./run-simulation.ts";
import type { SimulationPorts, SimulationStore } from "./simulation-ports.ts";

export interface SimulationQuestion {
  readonly experience: string;
  readonly definition: JsonObject;
  readonly days: number;
  readonly most: number;
}

export interface Simulations {
  /**
   * Resolves when it is done, or after a short while with how far it has come. Throws a Refusal for a body that could not be put, and
   * while too many are under way in this copy of the program.
   */
  start(brandId: number, question: SimulationQuestion): Promise<Simulation>;
  /** Throws a Refusal for an unknown one. */
  get(brandId: number, id: string): Promise<Simulation>;
  list(brandId: number, experience: string): Promise<readonly Simulation[]>;
  /** What runs ends within a second, in whatever copy of the program; what has ended stays. */
  cancel(brandId: number, id: string): Promise<Simulation>;
  stop(): Promise<void>;
}

interface Ports extends SimulationPorts {
  readonly store: SimulationStore;
  /** As it would be put. Throws a Refusal with places under the pointer. */
  readonly judge: (
    brandId: number,
    experience: string,
    body: JsonObject,
    pointer: string,
  ) => Promise<Experience>;
  /** Resolves after so long, of real time. */
  readonly wait: (ms: number) => Promise<void>;
  readonly clock: Clock;
  readonly report: (error: unknown) => void;
}

const mostAtOnce = 2;
const mostListed = 20;
const answeredAfterMs = 1_000;
const notedEveryMs = 500;
/** What was not noted for so long has no program any more that computes it. */
const lostAfterMs = 180_000;

class Unwanted extends Error {}

export function createSimulations(ports: Ports): Simulations {
  const { store, clock } = ports;
  const running = new Map<number, Promise<void>>();
  let isStopping = false;
  const find = async (brandId: number, simulationId: number | undefined): Promise<Simulation> => {
    const found =
      simulationId === undefined
        ? undefined
        : await store.find(brandId, simulationId, clock.now() - lostAfterMs);
    if (found === undefined) throw refusals.unknownSimulation();
    return found;
  };
  return {
    start: async (brandId, { experience, definition, days, most }) => {
      if (running.size >= mostAtOnce) throw refusals.simulationsBusy();
      const body = await ports.judge(brandId, experience, definition, "/definition");
      const live = ports.experiences.of(brandId).byKey.get(experience);
      const plan: SimulationPlan = { brandId, changed: { key: experience, body, live }, days, most };
      const asked = { experience, days, comparedWith: live?.version ?? null };
      const simulationId = await store.open(brandId, asked, clock.now());
      const run = work(ports, plan, simulationId, () => isStopping).finally(() =>
        running.delete(simulationId),
      );
      running.set(simulationId, run);
      await Promise.race([run, ports.wait(answeredAfterMs)]);
      return find(brandId, simulationId);
    },
    get: (brandId, id) => find(brandId, parseId("sim", id)),
    list: (brandId, experience) => store.list(brandId, experience, mostListed, clock.now() - lostAfterMs),
    cancel: async (brandId, id) => {
      const { id: known } = await find(brandId, parseId("sim", id));
      await store.cancel(brandId, parseId("sim", known) ?? 0, clock.now());
      return find(brandId, parseId("sim", known));
    },
    stop: async () => {
      isStopping = true;
      await Promise.all(running.values());
    },
  };
}

/** Never throws: what goes wrong is kept with the simulation. */
async function work(
  ports: Ports,
  plan: SimulationPlan,
  simulationId: number,
  isStopping: () => boolean,
): Promise<void> {
  const { store, clock } = ports;
  const { brandId } = plan;
  let notedAt = Number.NEGATIVE_INFINITY;
  const watch = async (progress: { readonly done: number; readonly of: number }): Promise<void> => {
    if (isStopping()) throw new Unwanted();
    const nowMs = performance.now();
    if (nowMs < notedAt + notedEveryMs) return;
    notedAt = nowMs;
    if (!(await store.note(brandId, simulationId, progress, clock.now()))) throw new Unwanted();
  };
  const end = (
    outcome: { readonly result: SimulationResult } | { readonly failure: string },
  ): Promise<void> => store.close(brandId, simulationId, outcome, clock.now());
  try {
    await end({ result: await runSimulation(ports, plan, watch) });
  } catch (error) {
    const failure = error instanceof Unwanted ? "stopped" : error instanceof Refusal ? error.code : "fault";
    if (failure === "fault") ports.report(error);
    await end({ failure }).catch(ports.report);
  }
}
