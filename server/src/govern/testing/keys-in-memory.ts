import type { Clock } from "../../kernel/clock.ts";
import { createAuthenticate, createFindKey } from "../keys/http/authenticate.ts";
import { createKeys, type Keys } from "../keys/keys.ts";
import { createMemoryKeyStore } from "../keys/testing/memory-key-store.ts";

export interface KeysInMemory {
  readonly keys: Keys;
  readonly authenticate: ReturnType<typeof createAuthenticate>;
  readonly findKey: ReturnType<typeof createFindKey>;
}

/** Keys as the program has them, for brand 1, without a store. */
export function keysInMemory(clock: Clock): KeysInMemory {
  const keys = createKeys({ store: createMemoryKeyStore(), clock });
  return { keys, authenticate: createAuthenticate(keys), findKey: createFindKey(keys) };
}
