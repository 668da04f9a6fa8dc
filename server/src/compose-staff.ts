import type { Keys } from "./govern/index.ts";
import { createFindPerson, createFindSession } from "./govern/staff/http/find-person.ts";
import { registerSessionRoutes } from "./govern/staff/http/session-routes.ts";
import { createSessionStore } from "./govern/staff/postgres/session-store.ts";
import { createSessions } from "./govern/staff/sessions.ts";
import { createSignIn } from "./govern/staff/sign-in.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Router } from "./platform/http/route.ts";
import type { Database } from "./platform/postgres/database.ts";

export interface ComposedStaff {
  readonly findPerson: ReturnType<typeof createFindPerson>;
  register(router: Router): void;
}

/** Who is signed in at the console. */
export function composeStaff(database: Database, keys: Keys, clock: Clock): ComposedStaff {
  const sessions = createSessions({ store: createSessionStore(database), clock });
  const findSession = createFindSession(sessions);
  const signIn = createSignIn({ keys });
  return {
    findPerson: createFindPerson(findSession),
    register: (router) => registerSessionRoutes(router, { sessions, signIn, findSession }),
  };
}
