import type { Clock } from "../../kernel/clock.ts";
import type { KnownKey } from "./key-store.ts";

/** A revocation in another copy of the program counts here after at most this long. */
const stalestMs = 5_000;
/** From this age on the keys are read again in the background, so that no request waits for it. */
const refreshMs = 2_500;
/** A key made in another copy works here after at most this long. Bounds what unknown keys can cost. */
const unknownMs = 1_000;

export interface LiveKeys {
  find(digest: string): Promise<KnownKey | undefined>;
  /** The keys changed here: the next look sees it. */
  forget(): void;
}

/** All working keys in memory: there are few, and every request needs one. */
export function createLiveKeys(load: () => Promise<ReadonlyMap<string, KnownKey>>, clock: Clock): LiveKeys {
  let keys: ReadonlyMap<string, KnownKey> = new Map();
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  let generation = 0;

  async function read(): Promise<void> {
    const [startedAt, begun] = [clock.now(), generation];
    const loaded = await load();
    if (begun !== generation) return;
    keys = loaded;
    readAt = startedAt;
  }

  function refresh(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function beFresh(withinMs: number): Promise<void> {
    const askedAt = clock.now();
    // What was read since we asked is fresh enough, however long the reading took.
    while (readAt < askedAt && clock.now() - readAt > withinMs) await refresh();
  }

  return {
    find: async (digest) => {
      await beFresh(stalestMs);
      // A store that is away is told to the request that finds the keys too old, not to this one.
      if (clock.now() - readAt > refreshMs) refresh().catch(() => undefined);
      const known = keys.get(digest);
      if (known !== undefined || clock.now() - readAt <= unknownMs) return known;
      await beFresh(unknownMs);
      return keys.get(digest);
    },
    forget: () => {
      generation += 1;
      readAt = Number.NEGATIVE_INFINITY;
    },
  };
}
