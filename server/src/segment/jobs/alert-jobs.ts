import type { Clock } from "../../kernel/clock.ts";
import { repeat } from "../../platform/jobs/repeat.ts";
import { type AlertStore, judgeAlerts, type WatchedSegment } from "../alerts.ts";

interface Ports {
  readonly brandId: number;
  readonly store: AlertStore;
  /** Those that are filled and have alerts. */
  readonly watched: () => readonly WatchedSegment[];
  readonly clock: Clock;
  /** Of several copies of the program one looks. */
  readonly isLeading: () => boolean;
  readonly report: (job: string) => void;
}

export function startAlertJobs(ports: Ports): { stop(): Promise<void> } {
  const { brandId, store, watched, clock, isLeading, report } = ports;
  return repeat(
    async () => {
      if (isLeading()) await judgeAlerts(store, brandId, watched(), clock.now());
      return undefined;
    },
    5_000,
    () => report("judge-alerts"),
  );
}
