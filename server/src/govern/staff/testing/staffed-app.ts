import Fastify, { type FastifyInstance, type LightMyRequestResponse } from "fastify";
import type { stoppedClock } from "../../../kernel/clock.ts";
import { answerProblems } from "../../../platform/http/problem.ts";
import { createRouter } from "../../../platform/http/route.ts";
import type { Database } from "../../../platform/postgres/database.ts";
import { createAuthenticate } from "../../keys/http/authenticate.ts";
import { createKeys, type Keys } from "../../keys/keys.ts";
import { createKeyStore } from "../../keys/postgres/key-store.ts";
import { createFindPerson, createFindSession } from "../http/find-person.ts";
import { registerSessionRoutes } from "../http/session-routes.ts";
import { registerStaffRoutes } from "../http/staff-routes.ts";
import { createPasswords } from "../password.ts";
import { createSessionStore } from "../postgres/session-store.ts";
import { createStaffStore } from "../postgres/staff-store.ts";
import { createSessions } from "../sessions.ts";
import { createSignIn } from "../sign-in.ts";
import { createStaff, type Staff } from "../staff.ts";

/** As shipped each try takes a quarter of a second. */
const cheap = createPasswords({ logN: 10, r: 8, p: 1 });

/** What the console's pages send with whatever changes something. */
export const own: Readonly<Record<string, string>> = { "x-attune-console": "1" };

export interface StaffedApp {
  readonly app: FastifyInstance;
  readonly keys: Keys;
  readonly staff: Staff;
  ask(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    url: string,
    options?: { readonly payload?: object; readonly cookie?: string; readonly headers?: object },
  ): Promise<LightMyRequestResponse>;
  /** The cookie of somebody who signed in with these. */
  enter(credentials: object): Promise<string>;
}

/** One copy of the program, as far as staff go. */
export function staffedApp(database: Database, clock: ReturnType<typeof stoppedClock>): StaffedApp {
  const app = Fastify();
  answerProblems(app, () => undefined);
  const keys = createKeys({ store: createKeyStore(database), clock });
  const sessions = createSessions({ store: createSessionStore(database), clock });
  const staff = createStaff({ store: createStaffStore(database), sessions, passwords: cheap, clock });
  const findSession = createFindSession(sessions);
  const router = createRouter(app, createAuthenticate(keys, createFindPerson(findSession)));
  registerSessionRoutes(router, { sessions, signIn: createSignIn({ keys, staff }), findSession });
  registerStaffRoutes(router, { staff, findSession });
  const ask: StaffedApp["ask"] = (method, url, { payload, cookie, headers = own } = {}) =>
    app.inject({
      method,
      url,
      headers: { ...headers, ...(cookie === undefined ? {} : { cookie }) },
      ...(payload === undefined ? {} : { payload }),
    });
  return {
    app,
    keys,
    staff,
    ask,
    enter: async (payload) => {
      const answer = await ask("POST", "/api/session", { payload });
      if (answer.statusCode !== 200) throw new Error(`Nobody was let in: ${answer.body}`);
      return cookieIn(answer);
    },
  };
}

function cookieIn(answer: LightMyRequestResponse): string {
  return String(answer.headers["set-cookie"]).split(";")[0] ?? "";
}
