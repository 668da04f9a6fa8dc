import type { Clock } from "../../kernel/clock.ts";

export interface RateLimit {
  /** Takes the events from the key's allowance. @returns seconds to wait when it is used up: then nothing was taken */
  take(keyId: number, events: number): number | undefined;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/**
 * A token bucket a key, holding one second's worth. A batch passes while anything is left and may overdraw it:
 * a batch larger than the bucket must be able to pass at all. Each copy of the program counts for itself.
 */
export function createRateLimit(options: {
  readonly eventsPerSecond: number;
  readonly clock: Clock;
}): RateLimit {
  const { eventsPerSecond, clock } = options;
  const buckets = new Map<number, Bucket>();
  return {
    take: (keyId, events) => {
      const now = clock.now();
      const bucket = buckets.get(keyId) ?? { tokens: eventsPerSecond, filledAt: now };
      buckets.set(keyId, bucket);
      const filled = bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1_000) * eventsPerSecond;
      bucket.tokens = Math.min(eventsPerSecond, filled);
      bucket.filledAt = now;
      if (bucket.tokens <= 0) return Math.max(1, Math.ceil(-bucket.tokens / eventsPerSecond));
      bucket.tokens -= events;
      return undefined;
    },
  };
}
