/** After so many attempts in vain a delivery is dead: about three and a half days after the first. */
export const mostAttempts = 12;

const firstMs = 5_000;
const factor = 4;
const longestMs = 24 * 3_600_000;
const longestPauseMs = 300_000;

/**
 * When to try again after `attempts` attempts in vain: 5 s, 20 s, 80 s … up to a day, each a fifth more or less so that not all come back at once.
 * `random` from 0 to 1. Never sooner than the other side asked for.
 */
export function waitMs(attempts: number, random: number, askedMs: number | undefined): number {
  const usual = Math.min(longestMs, firstMs * factor ** Math.max(0, attempts - 1));
  return Math.max(Math.round(usual * (0.8 + 0.4 * random)), Math.min(askedMs ?? 0, longestMs));
}

/** How long a webhook rests whose other side is unwell: then one delivery tells whether it is better. */
export function pauseMs(failures: number, random: number, askedMs: number | undefined): number {
  return Math.max(
    Math.min(waitMs(failures, random, undefined), longestPauseMs),
    Math.min(askedMs ?? 0, longestMs),
  );
}

/** `Retry-After` as seconds or as a date; milliseconds. Undefined when it says neither. */
export function askedWaitMs(retryAfter: string | undefined, nowMs: number): number | undefined {
  if (retryAfter === undefined) return undefined;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
