import fastify, { type FastifyInstance } from "fastify";
import { createRateLimit, type Keys } from "../../govern/index.ts";
import { keysInMemory } from "../../govern/testing/keys-in-memory.ts";
import { type Clock, systemClock } from "../../kernel/clock.ts";
import { answerProblems } from "../../platform/http/problem.ts";
import { createRouter } from "../../platform/http/route.ts";
import { createCollector, digestMessageId } from "../collector.ts";
import { createLibraryFiles } from "../http/library-files.ts";
import { registerCollectRoutes } from "../http/routes.ts";
import { createQuarantine } from "../quarantine.ts";
import { createMemoryInbox, type MemoryInbox } from "./memory-inbox.ts";
import { createMemoryQuarantineStore, type MemoryQuarantineStore } from "./memory-quarantine-store.ts";

export interface TestDoor {
  readonly app: FastifyInstance;
  readonly inbox: MemoryInbox;
  readonly quarantine: MemoryQuarantineStore;
  readonly keys: Keys;
  readonly secretKey: string;
  readonly publicKey: string;
  /** Route patterns and codes of what was logged as a fault of ours. */
  readonly faults: readonly string[];
}

export interface DoorOptions {
  readonly clock?: Clock;
  readonly eventsPerSecond?: number;
}

/** The doors of collect alone, in front of stores in memory. */
export async function startDoor(options: DoorOptions = {}): Promise<TestDoor> {
  const clock = options.clock ?? systemClock;
  const app = fastify();
  const faults: string[] = [];
  answerProblems(app, (route, code) => faults.push(`${route} ${code}`));
  const inbox = createMemoryInbox();
  const store = createMemoryQuarantineStore(
    new Map(
      [1, 2].map((sourceId) => [sourceId, { sourceId, key: "default", channel: "web", simulated: false }]),
    ),
  );
  const quarantine = createQuarantine({ store, inbox, stream: inbox, clock, digestMessageId });
  const { keys, authenticate, findKey, registerRoutes } = keysInMemory(clock);
  const made = await keys.ensureFirst(1, {});
  const router = createRouter(app, authenticate);
  registerRoutes(router);
  registerCollectRoutes(app, router, {
    wire: {
      collector: createCollector({ inbox, quarantine, clock }),
      keys,
      findKey,
      rateLimit: createRateLimit({ eventsPerSecond: options.eventsPerSecond ?? 1_000_000, clock }),
      library: createLibraryFiles(),
    },
    quarantine,
    liveEvents: { read: async () => ({ events: [], upTo: 0 }) },
  });
  await app.ready();
  return {
    app,
    inbox,
    quarantine: store,
    keys,
    secretKey: made.adminKey ?? "",
    publicKey: made.writeKey ?? "",
    faults,
  };
}
