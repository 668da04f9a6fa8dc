import fastify, { type FastifyInstance, type LightMyRequestResponse } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../kernel/clock.ts";
import { answerProblems } from "../../../platform/http/problem.ts";
import { createRouter } from "../../../platform/http/route.ts";
import { keysInMemory } from "../../testing/keys-in-memory.ts";

let app: FastifyInstance;
let adminKey: string;
beforeEach(async () => {
  app = fastify();
  answerProblems(app, () => undefined);
  const { keys, authenticate, registerRoutes } = keysInMemory(systemClock);
  registerRoutes(createRouter(app, authenticate));
  adminKey = (await keys.ensureFirst(1, {})).adminKey ?? "";
});
afterEach(() => app.close());

async function ask(
  method: "GET" | "POST",
  url: string,
  payload?: object,
  key = adminKey,
): Promise<LightMyRequestResponse> {
  const headers = { authorization: `Bearer ${key}` };
  return app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

test("a key for a new source is made, shown once, used and revoked", async () => {
  const source = { key: "till", name: "Tills", channel: "store" };
  expect((await ask("POST", "/api/sources", source)).json()).toEqual({ ...source, simulated: false });

  const made = await ask("POST", "/api/keys", { kind: "secret", source: "till" });
  expect(made.statusCode).toBe(201);
  const { id, key } = made.json();

  expect((await ask("GET", "/api/keys", undefined, key)).json().items).toContainEqual(
    expect.objectContaining({ id, kind: "secret", source: "till", hint: key.slice(-4), revokedAt: null }),
  );
  expect((await ask("POST", `/api/keys/${id}/revoke`)).json()).toEqual({ id, revoked: true });
  expect((await ask("GET", "/api/keys", undefined, key)).json()).toMatchObject({
    code: "key.unknown",
    status: 401,
  });
  expect((await ask("GET", "/api/keys")).body).not.toContain(key);
});

test.each([
  ["/api/keys", { kind: "root" }, 400, "request.invalid"],
  ["/api/keys", { kind: "public", source: "nowhere" }, 404, "source.not_found"],
  ["/api/keys/key_99/revoke", {}, 404, "key.not_found"],
  ["/api/keys/nonsense/revoke", {}, 404, "key.not_found"],
  ["/api/sources", { key: "Till No 1", name: "x", channel: "store" }, 400, "request.invalid"],
  ["/api/sources", { key: "till", name: "x", channel: "moon" }, 400, "request.invalid"],
  ["/api/sources", { key: "default", name: "x", channel: "web" }, 409, "source.taken"],
] as const)("POST %s with %j is answered %i %s", async (url, payload, status, code) => {
  const answer = await ask("POST", url, payload);

  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

test("the last secret key cannot be revoked", async () => {
  const { items } = (await ask("GET", "/api/keys")).json();
  const own = items.find((key: { kind: string }) => key.kind === "secret");

  expect((await ask("POST", `/api/keys/${own.id}/revoke`)).json()).toMatchObject({
    status: 409,
    code: "key.last_secret",
  });
});
