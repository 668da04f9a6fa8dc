import { createAuditLog } from "./govern/audit/audit-log.ts";
import { registerAuditRoutes } from "./govern/audit/http/audit-routes.ts";
import { createAuditJobs } from "./govern/audit/jobs/audit-jobs.ts";
import { createAuditStore, writeEntries } from "./govern/audit/postgres/audit-store.ts";
import { writeAudit } from "./govern/audit/postgres/write-audit.ts";
import { createNoting, type Keys } from "./govern/index.ts";
import { createFindPerson, createFindSession } from "./govern/staff/http/find-person.ts";
import { registerSessionRoutes } from "./govern/staff/http/session-routes.ts";
import { registerStaffRoutes } from "./govern/staff/http/staff-routes.ts";
import { createPasswords } from "./govern/staff/password.ts";
import { createSessionStore } from "./govern/staff/postgres/session-store.ts";
import { createStaffStore } from "./govern/staff/postgres/staff-store.ts";
import { createSessions } from "./govern/staff/sessions.ts";
import { createSignIn } from "./govern/staff/sign-in.ts";
import { createStaff, type Staff } from "./govern/staff/staff.ts";
import type { ProgramPorts } from "./parts.ts";
import type { Attend, Router } from "./platform/http/route.ts";
import type { Brand } from "./platform/postgres/first-brand.ts";
import { findProfile, lookUpProfile } from "./profile/index.ts";
import { createProfileStore } from "./profile/postgres/find-profile.ts";
import { createAttend } from "./profile/sight/http/attend.ts";
import { findMany } from "./profile/sight/postgres/find-many.ts";
import { createStoreScope } from "./profile/sight/postgres/store-scope.ts";
import { createSight, type StoreScope } from "./profile/sight/sight.ts";

export interface ComposedStaff {
  readonly staff: Staff;
  readonly findPerson: ReturnType<typeof createFindPerson>;
  readonly attend: Attend;
  readonly storeScope: StoreScope;
  register(router: Router): void;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Who signs in at the console, what they see of customers, and what is written down of it. */
export function composeStaff(ports: ProgramPorts, keys: Keys, brand: Brand): ComposedStaff {
  const { database, clock, log } = ports;
  const sessions = createSessions({ store: createSessionStore(database), clock });
  const staff = createStaff({
    store: createStaffStore(database),
    sessions,
    passwords: createPasswords(),
    clock,
  });
  const findSession = createFindSession(sessions);
  const audit = createAuditLog({ store: createAuditStore(database), sealKey: ports.sealKey, clock });
  const noting = createNoting({
    write: (views, changes) => writeEntries(database, views, changes),
    clock,
    log,
  });
  const profiles = createProfileStore(database);
  const storeScope = createStoreScope(database, () => clock.now());
  const sight = createSight({
    find: (brandId, ref) => lookUpProfile(profiles, brandId, ref),
    findMany: (brandId, ids) => findMany(database, brandId, ids),
    storeScope,
    noting,
  });
  const jobs = createAuditJobs({
    audit,
    noting,
    forget: () => storeScope.forget(),
    noteRun: (action) =>
      writeAudit(database, brand.brandId, { actor: "program", at: clock.now() }, action, "program"),
    log,
  });
  return {
    staff,
    findPerson: createFindPerson(findSession),
    attend: createAttend(sight),
    storeScope,
    register: (router) => {
      registerSessionRoutes(router, { sessions, signIn: createSignIn({ keys, staff }), findSession });
      registerStaffRoutes(router, { staff, findSession });
      registerAuditRoutes(router, {
        audit,
        idsOf: async (brandId, ref) => {
          const { profileId, leaves } = await findProfile(profiles, brandId, ref);
          return [...new Set([profileId, ...leaves.map((leaf) => leaf.leafId)])];
        },
        namesOfStaff: async (brandId) =>
          new Map((await staff.list(brandId)).map(({ staffId, name }) => [staffId, name])),
      });
    },
    start: () => jobs.start(),
    stop: () => jobs.stop(),
  };
}
