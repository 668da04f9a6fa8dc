import Fastify, { type FastifyInstance, type LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stoppedClock } from "../../../kernel/clock.ts";
import { answerProblems } from "../../../platform/http/problem.ts";
import { createRouter } from "../../../platform/http/route.ts";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { createAuthenticate } from "../../keys/http/authenticate.ts";
import { createKeys, type Keys } from "../../keys/keys.ts";
import { createKeyStore } from "../../keys/postgres/key-store.ts";
import { createSessionStore } from "../postgres/session-store.ts";
import { createSessions } from "../sessions.ts";
import { createSignIn } from "../sign-in.ts";
import { createFindPerson, createFindSession } from "./find-person.ts";
import { registerSessionRoutes } from "./session-routes.ts";

const clock = stoppedClock(Date.UTC(2026, 4, 1, 9));
const own = { "x-attune-console": "1" };
let stores: TestStores;
let app: FastifyInstance;
let keys: Keys;
let adminKey: string;

beforeAll(async () => {
  stores = await openTestStores();
  app = Fastify();
  answerProblems(app, (route, code) => console.error(route, code));
  keys = createKeys({ store: createKeyStore(stores.database), clock });
  adminKey = (await keys.ensureFirst(1, {})).adminKey ?? "";
  const sessions = createSessions({ store: createSessionStore(stores.database), clock });
  const findSession = createFindSession(sessions);
  const router = createRouter(app, createAuthenticate(keys, createFindPerson(findSession)));
  registerSessionRoutes(router, { sessions, signIn: createSignIn({ keys }), findSession });
});
afterAll(async () => {
  await app.close();
  await stores.close();
});

function ask(
  method: "GET" | "POST" | "DELETE",
  url: string,
  payload?: object,
  headers: Record<string, string> = own,
): Promise<LightMyRequestResponse> {
  return app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
}

test("a secret key is exchanged for a cookie", async () => {
  const entered = await ask("POST", "/api/session", { key: adminKey });

  expect(entered.json()).toMatchObject({ kind: "key", role: null });
  const [cookie = ""] = String(entered.headers["set-cookie"]).split(";");
  expect((await ask("GET", "/api/me", undefined, { ...own, cookie })).json()).toMatchObject({ kind: "key" });
});
