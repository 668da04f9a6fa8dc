import {
  decideAnswerSchema,
  decisionRecordSchema,
  decisionWhySchema,
  type Identifier,
  type Proof,
} from "@attune/contract";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { LiveKind } from "../../govern/index.ts";
import { stoppedClock } from "../../kernel/clock.ts";
import { answerProblems } from "../../platform/http/problem.ts";
import { createRouter } from "../../platform/http/route.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { createWindows } from "../contact/windows.ts";
import type { Customer } from "../customers.ts";
import { createDecider } from "../decider.ts";
import { createAssignments } from "../postgres/assignments.ts";
import { createContactLog } from "../postgres/contact-log.ts";
import { createDecisionLog } from "../postgres/decision-log.ts";
import { findDecision } from "../postgres/find-decision.ts";
import { createSharedParts } from "../postgres/shared-parts.ts";
import { aCustomer, consenting } from "../testing/a-customer.ts";
import { aShelf } from "../testing/a-shelf.ts";
import { liveExperiences, traitConditions } from "../testing/ground.ts";
import { keepDefinition } from "../testing/keep-definitions.ts";
import { registerDecideRoutes } from "./decide-routes.ts";

let stores: TestStores;
let app: FastifyInstance;
const asked: { readonly identity: readonly Identifier[]; readonly proof: Proof }[] = [];
const gold: Customer = aCustomer({ ...consenting, traits: { tier: "gold" } });

beforeAll(async () => {
  stores = await openTestStores();
  const vip = { kind: "experience", key: "vip", version: 1 } as const;
  await keepDefinition(stores.database, vip, { content: "vip", condition: { trait: "tier", is: "gold" } });
  app = Fastify();
  answerProblems(app, () => undefined);
  const router = createRouter(app, async (request) => ({
    brandId: 1,
    sourceId: Number(request.headers["x-source"] ?? 1),
    keyId: 1,
    actor: "key:1",
    kind: request.headers.authorization === "Bearer secret" ? "secret" : "public",
  }));
  const decider = createDecider({
    placements: always({
      position: 4,
      byKey: new Map(["hero", "row"].map((key) => [key, { id: 1, key, version: 3, body: { name: key } }])),
    }),
    experiences: always(
      liveExperiences({ vip: { condition: { trait: "tier", is: "gold" }, priority: 5 }, plain: {} }),
    ),
    holdOuts: always({ position: 0, byKey: new Map() }),
    policies: always({ position: 0, byKey: new Map() }),
    overrides: { of: () => new Map() },
    contacts: createContactLog(stores.database),
    windows: createWindows("Europe/London"),
    conditions: traitConditions,
    assignments: createAssignments(stores.database),
    lists: { find: async () => [], keep: async () => undefined },
    customers: {
      find: async (_brandId, identity, { proof }) => {
        asked.push({ identity, proof });
        return proof === "secretKey" && identity.some(({ value }) => value === "c-1") ? gold : undefined;
      },
      isKnown: async () => true,
      findByLeaf: async (_brandId, leafId) => (leafId === gold.leafId ? gold : undefined),
    },
    readToken: async (_brandId, token) => (token === "valid" ? gold.leafId : undefined),
    shelfOf: () => aShelf(),
    log: createDecisionLog(stores.database),
    archive: { find: (brandId, id) => findDecision(stores.database, brandId, id) },
    parts: createSharedParts(stores.database),
    clock: stoppedClock(1_700_000_000_000),
  });
  registerDecideRoutes(router, decider, (sourceId) => (sourceId === 2 ? "store" : "web"));
});
afterAll(async () => {
  await app.close();
  await stores.close();
});

function always<Body>(set: ReturnType<LiveKind<Body>["of"]>): LiveKind<Body> {
  return { of: () => set, onChange: () => undefined };
}

const ask = (payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: "POST", url: "/api/decide", payload, headers });
const secret = { authorization: "Bearer secret" };
const body = { identity: { userId: "c-1" }, placements: ["hero"], context: {} };

test("the shop, the till and the app get the same bytes for the same customer", async () => {
  const answers = [
    await ask({ ...body, context: { channel: "web" } }, secret),
    await ask({ ...body, placements: ["hero", "hero"], context: { channel: "app" } }, secret),
    await ask(
      { ...body, identity: { user_id: "c-1", anonymousId: "till-4" } },
      { ...secret, "x-source": "2" },
    ),
  ];

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  const answer = decideAnswerSchema.parse(answers[0]?.json());
  expect(answer.placements["hero"]).toMatchObject({ experience: "vip", reason: { code: "personalised" } });
});

test("an answered decision is explained at once: what came in, what it stood on, each candidate's fate, the answer", async () => {
  const { decisionId, placements } = (await ask(body, secret)).json();

  const explained = await app.inject({ url: `/api/decisions/${decisionId}`, headers: secret });

  expect(decisionRecordSchema.parse(explained.json())).toMatchObject({
    decisionId,
    decidedAt: "2023-11-14T22:13:20.000Z",
    profile: "prf_7",
    input: { placements: ["hero"], context: {} },
    versions: { definitions: 5, placements: { hero: 3 } },
    explanation: {
      hero: [
        { experience: "vip", reason: "chosen" },
        { experience: "plain", reason: "outranked" },
      ],
    },
    answer: placements,
  });
});

test("whoever calls with a public key is asked for with that proof and no more", async () => {
  asked.length = 0;

  const answer = await ask(body);

  expect(asked).toEqual([{ identity: [{ namespace: "userId", value: "c-1" }], proof: "publicKey" }]);
  expect(answer.json().placements.hero).toMatchObject({
    experience: "plain",
    reason: { code: "unknownCustomer" },
  });
});

test("a placeholder for an identifier names nobody and is still answered", async () => {
  asked.length = 0;

  const answer = await ask({ ...body, identity: { userId: "guest", anonymousId: "null" } }, secret);

  expect(asked).toEqual([]);
  expect(answer.json().placements.hero.experience).toBe("plain");
});

test("several placements come by their keys; members of the context that mean nothing here are ignored", async () => {
  const one = await ask({ ...body, placements: ["row", "hero"], context: { mood: "fine" } }, secret);
  const other = await ask({ ...body, placements: ["hero", "row"] }, secret);

  expect(one.body).toBe(other.body);
  expect(Object.keys(one.json().placements)).toEqual(["hero", "row"]);
});

test.each([
  [
    "an unknown namespace",
    { ...body, identity: { "cust/no": "1" } },
    422,
    "decide.unknown_namespace",
    "/identity/cust~1no",
  ],
  ["no identifier", { ...body, identity: {} }, 400, "request.invalid", "/identity"],
  [
    "another moment without a dry run",
    { ...body, at: "2026-12-24T12:00:00Z" },
    400,
    "request.invalid",
    "/at",
  ],
  ["no placement", { ...body, placements: [] }, 400, "request.invalid", "/placements"],
  [
    "a channel that does not exist",
    { ...body, context: { channel: "fax" } },
    400,
    "request.invalid",
    "/context/channel",
  ],
])("%s is refused, with its place in the request", async (_what, payload, status, code, pointer) => {
  const answer = await ask(payload, secret);

  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toMatchObject({ code, errors: [{ pointer }] });
});

test("why something is shown is told in words for the customer, without a trace of how it was decided", async () => {
  const { decisionId } = (await ask(body, secret)).json();

  const why = await app.inject({ url: `/api/decisions/${decisionId}/why` });

  expect(decisionWhySchema.parse(why.json()).placements).toEqual({
    hero: [{ code: "traits", text: "Because of what is in your customer account." }],
  });
  expect(why.body).not.toMatch(/tier|gold|vip/);
});

test("an unknown placement costs the others nothing and says that it is unknown", async () => {
  const answer = await ask({ ...body, placements: ["herro", "hero", "herro"] }, secret);

  expect(answer.statusCode).toBe(200);
  expect(decideAnswerSchema.parse(answer.json()).placements).toMatchObject({
    hero: { experience: "vip" },
    herro: { experience: null, content: null, reason: { code: "unknownPlacement" } },
  });
  expect(Object.keys((await ask({ ...body, placements: ["x"] }, secret)).json().placements)).toEqual(["x"]);
});

test("a dry run answers what would be shown, with the whole record, and keeps nothing", async () => {
  const about = { ...body, context: { store: "only-rehearsed" } };
  const rehearsed = await ask({ ...about, dryRun: true }, secret);

  const { decisionId, placements, record } = decideAnswerSchema.parse(rehearsed.json());
  expect(placements["hero"]?.experience).toBe("vip");
  expect(record).toMatchObject({ decisionId, profile: "prf_7", answer: placements });
  expect(record?.explanation["hero"]?.map(({ reason }) => reason)).toEqual(["chosen", "outranked"]);
  const kept = await app.inject({ url: `/api/decisions/${decisionId}`, headers: secret });
  expect(kept.statusCode).toBe(404);
});

test("staff see what a customer would be shown at another moment, whoever it is, a stranger too", async () => {
  const preview = { placements: ["hero"], dryRun: true };
  const early = { ...preview, profile: "prf_7", at: "2001-01-01T00:00:00Z" };

  const [then, stranger, nobody] = [
    await ask(early, secret),
    await ask(preview, secret),
    await ask({ ...preview, profile: "prf_zz" }, secret),
  ];

  expect(then?.json()).toMatchObject({
    placements: { hero: { experience: "vip" } },
    record: { decidedAt: "2001-01-01T00:00:00.000Z", profile: "prf_7" },
  });
  for (const answer of [stranger, nobody])
    expect(answer?.json()).toMatchObject({
      placements: { hero: { experience: "plain", reason: { code: "unknownCustomer" } } },
    });
});

test("with a public key nobody looks at another customer, and nobody rehearses", async () => {
  for (const more of [{ profile: "prf_7" }, { dryRun: true }]) {
    const answer = await ask({ ...body, ...more });

    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: "decide.secret_needed" });
  }
});

test("a device that shows a valid token is the customer whom it was made for; any other token is as none", async () => {
  const shop = { identity: { anonymousId: "d-1" }, placements: ["hero"] };

  expect((await ask({ ...shop, token: "valid" })).json().placements.hero.experience).toBe("vip");
  expect((await ask({ ...shop, token: "forged" })).json().placements.hero.experience).toBe("plain");
  expect((await ask({ placements: ["hero"], token: "valid" })).json().placements.hero.experience).toBe("vip");
});

test("an unknown decision is not found, and something that is no id is refused", async () => {
  const get = (id: string) => app.inject({ url: `/api/decisions/${id}`, headers: secret });

  expect((await get("00000000-0000-8000-8000-000000000000")).json()).toMatchObject({
    status: 404,
    code: "decide.unknown_decision",
  });
  expect((await get("17")).statusCode).toBe(400);
});
