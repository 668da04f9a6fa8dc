import type { Clock } from "../../kernel/clock.ts";
import type { Router } from "../../platform/http/route.ts";
import { createAuthenticate, createFindKey } from "../keys/http/authenticate.ts";
import { registerKeyRoutes } from "../keys/http/key-routes.ts";
import { createKeys, type Keys } from "../keys/keys.ts";
import { createMemoryKeyStore } from "../keys/testing/memory-key-store.ts";

export interface KeysInMemory {
  readonly keys: Keys;
  readonly authenticate: ReturnType<typeof createAuthenticate>;
  readonly findKey: ReturnType<typeof createFindKey>;
  registerRoutes(router: Router): void;
}

/** Keys as the program has them, for brand 1, without a store. */
export function keysInMemory(clock: Clock): KeysInMemory {
  const keys = createKeys({ store: createMemoryKeyStore(), clock });
  return {
    keys,
    authenticate: createAuthenticate(keys),
    findKey: createFindKey(keys),
    registerRoutes: (router) => registerKeyRoutes(router, keys),
  };
}
