import { type DecisionRecord, decisionRecordSchema, type JsonObject } from "@attune/contract";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { LiveKind } from "../../govern/index.ts";
import { stoppedClock } from "../../kernel/clock.ts";
import { answerProblems } from "../../platform/http/problem.ts";
import { createRouter } from "../../platform/http/route.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { createDecisionInlet } from "../clickhouse/decision-inlet.ts";
import { createWindows } from "../contact/windows.ts";
import { createDecider } from "../decider.ts";
import { createAssignments } from "../postgres/assignments.ts";
import { createContactLog } from "../postgres/contact-log.ts";
import { createDecisionLog } from "../postgres/decision-log.ts";
import { createDecisionOutlet } from "../postgres/decision-outlet.ts";
import { findDecision } from "../postgres/find-decision.ts";
import { createSharedParts } from "../postgres/shared-parts.ts";
import { sinkDecisions } from "../sink-decisions.ts";
import { aCustomer, consenting } from "../testing/a-customer.ts";
import { aShelf } from "../testing/a-shelf.ts";
import { liveExperiences, liveHoldOuts, traitConditions } from "../testing/ground.ts";
import { keepDefinition } from "../testing/keep-definitions.ts";
import { registerDecideRoutes } from "./decide-routes.ts";

let stores: TestStores;
let app: FastifyInstance;
let experiences = liveExperiences({});
/** The leaves of the customer `c-N`; leaf N unless told. */
const leavesOf = new Map<string, readonly number[]>();

beforeAll(async () => {
  stores = await openTestStores();
  const { database } = stores;
  app = Fastify();
  answerProblems(app, () => undefined);
  const router = createRouter(app, async (request) => ({
    brandId: 1,
    sourceId: 1,
    keyId: 1,
    actor: "key:1",
    kind: request.headers.authorization === "Bearer secret" ? "secret" : "public",
  }));
  const always = <Body>(of: () => ReturnType<LiveKind<Body>["of"]>): LiveKind<Body> => ({
    of,
    onChange: () => undefined,
  });
  const hero = { id: 1, key: "hero", version: 1, body: { name: "hero" } };
  const holdOuts = liveHoldOuts({ all: { share: 0 } });
  const decider = createDecider({
    placements: always(() => ({ position: 4, byKey: new Map([["hero", hero]]) })),
    experiences: always(() => experiences),
    holdOuts: always(() => holdOuts),
    policies: always(() => ({ position: 0, byKey: new Map() })),
    overrides: { of: () => new Map() },
    contacts: createContactLog(database),
    windows: createWindows("Europe/London"),
    conditions: traitConditions,
    assignments: createAssignments(database),
    lists: { find: async () => [], keep: async () => undefined },
    customers: {
      find: async (_brandId, [identity]) => {
        const leafIds = leavesOf.get(identity?.value ?? "") ?? [Number(identity?.value.slice(2))];
        return aCustomer({ ...consenting, profileId: leafIds[0] ?? 0, leafIds });
      },
      isKnown: async () => true,
      findByLeaf: async () => undefined,
    },
    readToken: async () => undefined,
    shelfOf: () => aShelf(),
    log: createDecisionLog(database),
    archive: { find: (brandId, id) => findDecision(database, brandId, id) },
    parts: createSharedParts(database),
    clock: stoppedClock(1_700_000_000_000),
  });
  registerDecideRoutes(router, decider, () => "web");
});
afterAll(async () => {
  await app.close();
  await stores.close();
});
beforeEach(async () => {
  leavesOf.clear();
  await stores.database.query("truncate assignment, definition, definition_version cascade");
});

/** Makes it live as a new version of `tea`. */
async function change(body: JsonObject): Promise<void> {
  const version = (experiences.byKey.get("tea")?.version ?? 0) + 1;
  const [tea] = liveExperiences({ tea: body }).byKey.values();
  if (tea === undefined) throw new Error("There is none.");
  experiences = { position: 5 + version, byKey: new Map([["tea", { ...tea, version }]]) };
  await keepDefinition(
    stores.database,
    { kind: "experience", key: "tea", version },
    { content: "tea", ...body },
  );
}

const split = (a: number): JsonObject => ({
  variants: [
    { key: "a", weight: a, content: "A" },
    { key: "b", weight: 1 - a, content: "B" },
  ],
});

const secret = { authorization: "Bearer secret" };

const ask = (userId: string, context: object = {}, headers: Record<string, string> = secret) =>
  app.inject({
    method: "POST",
    url: "/api/decide",
    payload: { identity: { userId }, placements: ["hero"], context },
    headers,
  });

const variantOf = async (userId: string): Promise<string> =>
  (await ask(userId)).json().placements.hero.variant;

async function explain(decisionId: string): Promise<DecisionRecord> {
  const { payload } = await app.inject({ url: `/api/decisions/${decisionId}`, headers: secret });
  return decisionRecordSchema.parse(JSON.parse(payload));
}

test("a customer who was shown a variant keeps it when all weight goes to the other; who was not is dealt that", async () => {
  await change(split(1));
  expect(await variantOf("c-1")).toBe("a");

  await change(split(0));

  expect([await variantOf("c-1"), await variantOf("c-2")]).toEqual(["a", "b"]);
});

test("over a merge the older one's variant is kept, and after it is undone each has her own again", async () => {
  await change(split(1));
  await variantOf("c-1");
  await change(split(0));
  await variantOf("c-2");

  leavesOf.set("c-2", [1, 2]);
  expect(await variantOf("c-2")).toBe("a");

  leavesOf.delete("c-2");
  expect(await variantOf("c-2")).toBe("b");
});

test("who was joined with an older one that saw nothing keeps what she saw", async () => {
  await change(split(1));
  await variantOf("c-2");
  await change(split(0));

  leavesOf.set("c-2", [1, 2]);

  expect(await variantOf("c-2")).toBe("a");
});

test("the first answer and all later ones are the same bytes, also of calls at once", async () => {
  await change(split(0.5));

  const first = await Promise.all(Array.from({ length: 20 }, () => ask("c-1")));
  const later = await ask("c-1", { channel: "app" });

  expect(new Set([...first, later].map(({ body }) => body)).size).toBe(1);
});

test("the explanation tells variant, place, propensity, all that could be dealt, and by which version; its answer is word for word", async () => {
  await change(split(0.25));
  const { decisionId, placements } = (await ask("c-1")).json();
  await change(split(0));
  const later = (await ask("c-1")).json();

  const told = await explain(decisionId);
  const { version } = told.exposures?.["hero"] ?? { version: 0 };

  expect(told.answer).toEqual(placements);
  expect(told.holdOuts).toEqual({ all: { version: 1, isIn: false } });
  expect(told.exposures).toEqual({
    hero: {
      experience: "tea",
      variant: placements.hero.variant,
      way: "dealt",
      bucket: expect.any(Number),
      propensity: placements.hero.variant === "a" ? 0.25 : 0.75,
      version: told.explanation["hero"]?.[0]?.version,
      eligible: [
        { variant: "a", propensity: 0.25 },
        { variant: "b", propensity: 0.75 },
      ],
    },
  });
  expect((await explain(later.decisionId)).exposures?.["hero"]).toMatchObject({
    variant: placements.hero.variant,
    version,
    eligible: [
      { variant: "a", propensity: 0 },
      { variant: "b", propensity: 1 },
    ],
  });
});

test("in ClickHouse every exposure stands with variant, way, place, propensity and version", async () => {
  await change(split(1));
  const { decisionId } = (await ask("c-1")).json();
  const outlet = createDecisionOutlet(stores.database);
  while (await sinkDecisions({ outlet, inlet: createDecisionInlet(stores.memory) }, 1));

  const [row] = await stores.memory.query<{ exposure: string }>(
    `select JSONExtractRaw(body, 'answer', 'hero', 'exposure') as exposure
     from decision
     where decision_id = {decisionId:UUID}`,
    { decisionId },
  );

  expect(JSON.parse(row?.exposure ?? "")).toEqual(["a", "dealt", expect.any(Number), 1, expect.any(Number)]);
});

test("a secret key may force a variant for a test, and nothing is kept of it; a public key may not, and neither may name what is not there", async () => {
  await change(split(1));

  const forced = (await ask("c-1", { variants: { tea: "b" } })).json();
  expect(forced.placements.hero).toMatchObject({ variant: "b", content: "B" });
  const told = await explain(forced.decisionId);
  expect(told.input.context).toEqual({ variants: { tea: "b" } });
  expect(told.exposures?.["hero"]).toMatchObject({ variant: "b", way: "forced", propensity: null });
  expect(await stores.database.query("select 1 from assignment")).toEqual([]);
  expect(await variantOf("c-1")).toBe("a");

  expect((await ask("c-1", { variants: { tea: "b" } }, {})).json()).toMatchObject({
    status: 403,
    code: "decide.forced_needs_secret",
  });
  expect((await ask("c-1", { variants: { tea: "b", "te/e": "b", toString: "a" } })).json()).toMatchObject({
    status: 422,
    errors: [{ pointer: "/context/variants/te~1e" }, { pointer: "/context/variants/toString" }],
  });
});
