import type { Keys } from "./govern/index.ts";
import { createFindPerson, createFindSession } from "./govern/staff/http/find-person.ts";
import { registerSessionRoutes } from "./govern/staff/http/session-routes.ts";
import { registerStaffRoutes } from "./govern/staff/http/staff-routes.ts";
import { createPasswords } from "./govern/staff/password.ts";
import { createSessionStore } from "./govern/staff/postgres/session-store.ts";
import { createStaffStore } from "./govern/staff/postgres/staff-store.ts";
import { createSessions } from "./govern/staff/sessions.ts";
import { createSignIn } from "./govern/staff/sign-in.ts";
import { createStaff, type Staff } from "./govern/staff/staff.ts";
import type { Clock } from "./kernel/clock.ts";
import type { Router } from "./platform/http/route.ts";
import type { Database } from "./platform/postgres/database.ts";

export interface ComposedStaff {
  readonly staff: Staff;
  readonly findPerson: ReturnType<typeof createFindPerson>;
  register(router: Router): void;
}

/** Who signs in at the console. */
export function composeStaff(database: Database, keys: Keys, clock: Clock): ComposedStaff {
  const sessions = createSessions({ store: createSessionStore(database), clock });
  const staff = createStaff({
    store: createStaffStore(database),
    sessions,
    passwords: createPasswords(),
    clock,
  });
  const findSession = createFindSession(sessions);
  const signIn = createSignIn({ keys, staff });
  return {
    staff,
    findPerson: createFindPerson(findSession),
    register: (router) => {
      registerSessionRoutes(router, { sessions, signIn, findSession });
      registerStaffRoutes(router, { staff, findSession });
    },
  };
}
