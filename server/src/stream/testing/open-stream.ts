import type { InboxRecord } from "@attune/contract";
import { stoppedClock } from "../../kernel/clock.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import type { FoundProfile } from "../../profile/index.ts";
import { findByIdentifier } from "../../profile/postgres/find-profile.ts";
import { BrandStream } from "../brand-stream.ts";
import type { Batching } from "../fold.ts";
import { Leader, type Pace } from "../leader.ts";
import type { Herding } from "../timers.ts";

export interface OpenStream {
  readonly stores: TestStores;
  readonly clock: ReturnType<typeof stoppedClock>;
  readonly stream: BrandStream;
  /** As the one that leads does from time to time. */
  followStores(): Promise<void>;
  readonly logged: { readonly event: string; readonly code?: string }[];
  /** Appends and waits until folded. */
  take(records: readonly InboxRecord[]): Promise<readonly number[]>;
  find(userId: string): Promise<FoundProfile | undefined>;
  /** A second program on the same stores, as after a restart. */
  restart(): Promise<BrandStream>;
  close(): Promise<void>;
}

export const testNow: number = Date.UTC(2026, 5, 1, 12);

const quickPace: Pace = { timersMs: 5, loyaltyMs: 20 };

/** The whole way of an event on real stores, with a clock that stands still. */
export async function openStream(
  batching?: Batching,
  herding?: Herding,
  pace: Pace = quickPace,
): Promise<OpenStream> {
  const stores = await openTestStores();
  const clock = stoppedClock(testNow);
  const logged: { readonly event: string; readonly code?: string }[] = [];
  const brand = { brandId: 1, timeZone: "Europe/London", currency: "GBP" };
  const { database, memory } = stores;
  let leader: Leader | undefined;
  const begin = async (): Promise<BrandStream> => {
    leader = new Leader({
      database,
      memory,
      clock,
      brand,
      pace,
      ...(batching === undefined ? {} : { batching }),
      ...(herding === undefined ? {} : { herding }),
    });
    const stream = new BrandStream({
      database,
      brand,
      leader,
      onDefinition: () => Promise.resolve(),
      log: (line) => logged.push(line),
    });
    await stream.start();
    return stream;
  };
  let stream = await begin();
  return {
    stores,
    clock,
    get stream() {
      return stream;
    },
    followStores: async () => leader?.followStores(),
    logged,
    take: async (records) => {
      const positions = await stream.inbox.append(1, records);
      await stream.foldedUpTo(1, Math.max(...positions));
      return positions;
    },
    find: (userId) => findByIdentifier(stores.database, 1, "userId", userId),
    restart: async () => {
      await stream.stop();
      stream = await begin();
      return stream;
    },
    close: async () => {
      await stream.stop();
      await stores.close();
    },
  };
}
