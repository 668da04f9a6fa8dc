/** How an engine has been dying lately. */
export interface DeathHistory {
  /** Epoch milliseconds, oldest first, none older than the window. */
  readonly deathsMs: readonly number[];
  /** Lives in a row that ended at birth. */
  readonly stillbirths: number;
}

export const noDeaths: DeathHistory = { deathsMs: [], stillbirths: 0 };

const windowMs = 60_000;
const patience = 5;
const infancyMs = 500;
const longestPauseMs = 30_000;

export interface Mourning {
  readonly history: DeathHistory;
  /** More than five deaths within a minute, or in a row at birth. */
  readonly isLoop: boolean;
  /** How long to wait before the next start. */
  readonly pauseMs: number;
}

/**
 * An engine that had lived is started again at once, however often it is killed. One that dies within half a second of its start, or
 * cannot start, more than five times in a row is tried ever more slowly: after one second, two, four, up to thirty.
 */
export function recordDeath(history: DeathHistory, atMs: number, livedMs: number): Mourning {
  const deathsMs = [...history.deathsMs.filter((earlierMs) => earlierMs > atMs - windowMs), atMs];
  const stillbirths = livedMs < infancyMs ? history.stillbirths + 1 : 0;
  const excess = stillbirths - patience;
  return {
    history: { deathsMs, stillbirths },
    isLoop: excess > 0 || deathsMs.length > patience,
    pauseMs: excess > 0 ? Math.min(longestPauseMs, 1_000 * 2 ** (excess - 1)) : 0,
  };
}
