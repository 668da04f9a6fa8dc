import { definitionAnswerSchema, planSchema } from "@attune/contract";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { stoppedClock } from "../../../kernel/clock.ts";
import { answerProblems } from "../../../platform/http/problem.ts";
import { createRouter } from "../../../platform/http/route.ts";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { kindsOf } from "../definition-kind.ts";
import { createDefinitions } from "../definitions.ts";
import { createDefinitionStore } from "../postgres/definition-store.ts";
import { createFoldingLog } from "../testing/folding-log.ts";
import { noteKind } from "../testing/note-kind.ts";
import { registerDefinitionRoutes } from "./definition-routes.ts";

let stores: TestStores;
let app: FastifyInstance;

beforeAll(async () => {
  stores = await openTestStores();
  app = Fastify();
  answerProblems(app, () => undefined);
  const principal = { brandId: 1, sourceId: 1, keyId: 4, actor: "key:4", kind: "secret" } as const;
  const definitions = createDefinitions({
    store: createDefinitionStore(stores.database),
    kinds: kindsOf([noteKind]),
    log: createFoldingLog(stores.database),
    clock: stoppedClock(1_000),
  });
  registerDefinitionRoutes(
    createRouter(app, async () => principal),
    definitions,
  );
});
afterAll(async () => {
  await app.close();
  await stores.close();
});
beforeEach(() => stores.database.query("truncate definition, definition_version, audit"));

const put = (url: string, payload: object, headers: Record<string, string> = {}) =>
  app.inject({ method: "PUT", url: `/api/definitions/${url}`, payload, headers });

test("a definition is written with its own body, and comes back with its version as entity tag", async () => {
  const written = await put("note/hello?reason=spring", { text: "Good day" });
  const read = await app.inject({ url: "/api/definitions/note/hello" });

  expect(written.statusCode).toBe(200);
  expect(definitionAnswerSchema.parse(written.json())).toMatchObject({
    kind: "note",
    key: "hello",
    version: 1,
    state: "live",
    body: { text: "Good day" },
    author: "key:4",
    reason: "spring",
  });
  expect(read.headers["etag"]).toBe('"1"');
  expect(read.body).toBe(written.body);
});

test("a stale entity tag is a conflict that tells what has changed", async () => {
  await put("note/hello", { text: "one" });
  await put("note/hello", { text: "two" }, { "if-match": '"1"' });

  const stale = await put("note/hello", { text: "three" }, { "if-match": '"1"' });
  const isNew = await put("note/hello?version=0", { text: "three" });

  expect(stale.json()).toMatchObject({
    status: 409,
    code: "definition.changed",
    errors: [{ pointer: "/text" }],
  });
  expect(isNew.statusCode).toBe(409);
});

test("an export is applied, planned and listed through the same doors", async () => {
  await put("note/hello", { text: "one" });
  const exported = (await app.inject({ url: "/api/definitions/export" })).json();
  const file = {
    definitions: [...exported.definitions, { kind: "note", key: "more", body: { text: "two" } }],
  };

  const plan = await app.inject({ method: "POST", url: "/api/definitions/apply?dryRun=true", payload: file });
  const applied = await app.inject({ method: "POST", url: "/api/v1/definitions/apply", payload: file });
  const listed = await app.inject({ url: "/api/definitions?kind=note" });

  expect(planSchema.parse(plan.json()).steps.map(({ action }) => action)).toEqual(["unchanged", "created"]);
  expect(planSchema.parse(applied.json())).toMatchObject({ dryRun: false });
  expect(listed.json().items.map(({ key }: { key: string }) => key)).toEqual(["hello", "more"]);
});

test("a retired definition is still there, with all its versions", async () => {
  await put("note/hello", { text: "one" });

  const retired = await app.inject({ method: "DELETE", url: "/api/definitions/note/hello" });
  const versions = await app.inject({ url: "/api/definitions/note/hello/versions" });

  expect(retired.json()).toMatchObject({ state: "retired", liveVersion: null });
  expect(versions.json().items.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
});

test.each([
  ["an unknown kind", "poem/x", { text: "a" }, 422, "definition.unknown_kind", "/path/kind"],
  ["a bad body", "note/x", { text: 3 }, 422, "definition.invalid", "/text"],
  ["a key with a space", "note/a%20b", { text: "a" }, 400, "request.invalid", "/path/key"],
  ["a list as body", "note/x", ["a"], 400, "request.invalid", ""],
])("%s is refused with its place", async (_what, url, payload, status, code, pointer) => {
  const answer = await put(url, payload);

  expect(answer.statusCode).toBe(status);
  expect(answer.json()).toMatchObject({ code, errors: [{ pointer }] });
});

test("a definition that is not there is not found, also to be retired", async () => {
  const answers = await Promise.all([
    app.inject({ url: "/api/definitions/note/none" }),
    app.inject({ url: "/api/definitions/note/none/versions" }),
    app.inject({ method: "DELETE", url: "/api/definitions/note/none" }),
  ]);

  expect(answers.map((answer) => answer.json().code)).toEqual(Array(3).fill("definition.unknown"));
});
