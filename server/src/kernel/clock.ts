/** Where the time comes from: epoch milliseconds. Tests pass one they can move. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved. */
export function stoppedClock(
  startMs: number,
): Clock & { moveTo(ms: number): void; moveBy(ms: number): void } {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    moveTo: (ms) => {
      nowMs = ms;
    },
    moveBy: (ms) => {
      nowMs += ms;
    },
  };
}
