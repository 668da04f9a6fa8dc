import { setTimeout as wait } from "node:timers/promises";

export interface RepeatedJob {
  /** Resolves when the round under way has ended; no other begins. */
  stop(): Promise<void>;
}

/**
 * Runs a round at once and then `everyMs` after the end of the last, or `rest` times as long as that took, whichever is more,
 * so that a job that has become slow still takes only a small share of the time. `everyMs` may hang on what the last round met. A round that answers `true` has more to do: the next follows at once.
 */
export function repeat(
  round: () => Promise<boolean | undefined>,
  everyMs: number | (() => number),
  report: (error: unknown) => void,
  rest = 20,
): RepeatedJob {
  const leastMs = typeof everyMs === "number" ? () => everyMs : everyMs;
  const end = new AbortController();
  const run = async (): Promise<void> => {
    while (!end.signal.aborted) {
      const begunMs = performance.now();
      let hasMore = false;
      try {
        hasMore = (await round()) === true;
      } catch (error) {
        report(error);
      }
      const tookMs = performance.now() - begunMs;
      if (!hasMore)
        await wait(Math.max(leastMs(), rest * tookMs), undefined, { signal: end.signal }).catch(
          () => undefined,
        );
    }
  };
  const running = run();
  return {
    stop: () => {
      end.abort();
      return running;
    },
  };
}
