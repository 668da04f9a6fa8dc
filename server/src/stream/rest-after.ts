const restShare = 0.6;
const restMs = { least: 1, most: 30 };

/**
 * Milliseconds to rest behind a small batch when the last took `tookMs`. A batch costs some thirty statements however small it is: resting for a share
 * of what it takes, the busier the machine is the more goes together.
 */
export function restAfter(tookMs: number): number {
  return Math.min(restMs.most, Math.max(restMs.least, tookMs * restShare));
}
