import { experienceSchema, simulationSchema } from "@attune/contract";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerProblems } from "../../platform/http/problem.ts";
import { createRouter } from "../../platform/http/route.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { createSimulationStore, forgetSimulations } from "../postgres/simulation-store.ts";
import { createSimulations, type Simulations } from "../simulate/simulations.ts";
import { aCustomer } from "../testing/a-customer.ts";
import { aHistory, historyNow } from "../testing/a-history.ts";
import { registerSimulationRoutes } from "./simulation-routes.ts";

let stores: TestStores;
let app: FastifyInstance;
let simulations: Simulations;
let nowMs = historyNow;
/** The log is read on when it is called. */
const readOn: (() => void)[] = [];

beforeAll(async () => {
  stores = await openTestStores();
  app = Fastify();
  answerProblems(app, () => undefined);
  const router = createRouter(app, async () => ({
    brandId: 1,
    sourceId: 1,
    keyId: 1,
    actor: "key:1",
    kind: "secret",
  }));
  const scene = aHistory({ experiences: { plain: {} }, visits: [[aCustomer({ profileId: 1 }), 5]] });
  simulations = createSimulations({
    ...scene,
    history: {
      size: scene.history.size,
      read: async function* (...question) {
        await new Promise<void>((resolve) => readOn.push(resolve));
        yield* scene.history.read(...question);
      },
    },
    store: createSimulationStore(stores.database),
    judge: async (_brandId, _key, body) => experienceSchema.parse(body),
    clock: { now: () => nowMs },
    wait: async () => undefined,
    report: () => undefined,
  });
  registerSimulationRoutes(router, simulations);
});
afterAll(async () => {
  for (const go of readOn) go();
  await simulations.stop();
  await app.close();
  await stores.close();
});

const call = async (method: "GET" | "POST" | "DELETE", url: string, payload?: object) => {
  const response = await app.inject({ method, url, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.json(), location: response.headers["location"] };
};
const start = (definition: object = { name: "Plain", placement: "hero", content: "New" }) =>
  call("POST", "/api/experiences/plain/simulate", { definition });

test("what takes long is told as it goes, ends when it is cancelled, and at most two are under way", async () => {
  const [one, two] = [await start(), await start()];
  const tooMany = await start();
  const address = one.location ?? "";

  expect(one).toMatchObject({ status: 202, body: { state: "running", days: 7, result: null } });
  expect(address).toBe(`/api/simulations/${one.body.id}`);
  expect(tooMany).toMatchObject({ status: 429, body: { code: "simulation.busy" } });
  expect(await call("DELETE", address)).toMatchObject({ status: 200, body: { state: "cancelled" } });
  for (const go of readOn) go();
  await simulations.stop();

  const [cancelled, other] = [
    await call("GET", address),
    await call("GET", `/api/simulations/${two.body.id}`),
  ];
  expect(simulationSchema.parse(cancelled.body)).toMatchObject({ state: "cancelled", result: null });
  expect(other.body).toMatchObject({ state: "failed", failure: "stopped" });
});

test("a simulation whose program has ended says so after three minutes, and is forgotten after a week", async () => {
  const asked = { experience: "lost", days: 7, comparedWith: null };
  await createSimulationStore(stores.database).open(1, asked, nowMs);
  const states = async () =>
    (await call("GET", "/api/experiences/lost/simulations")).body.items.map(
      (one: { state: string }) => one.state,
    );

  expect(await states()).toEqual(["running"]);
  nowMs += 181_000;
  expect(await states()).toEqual(["failed"]);
  expect(await forgetSimulations(stores.database, 1, historyNow, 10)).toBe(0);
  expect(await forgetSimulations(stores.database, 1, nowMs, 10)).toBe(3);
  expect(await states()).toEqual([]);
});
