const restShare = 0.4;
const restMs = { least: 2, most: 30 };

/**
 * Milliseconds to rest after a small batch that took `tookMs`. A batch costs some thirty statements however small it is: resting for a share
 * of what it took, the busier the machine is the more goes together.
 */
export function restAfter(tookMs: number): number {
  return Math.min(restMs.most, Math.max(restMs.least, tookMs * restShare));
}
