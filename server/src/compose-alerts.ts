import type { Parts } from "./parts.ts";
import { segmentKind, type WatchedSegment } from "./segment/index.ts";
import { startAlertJobs } from "./segment/jobs/alert-jobs.ts";
import { createAlertStore } from "./segment/postgres/alert-store.ts";
import { tellOutbox } from "./stream/index.ts";

export interface AlertJobs {
  start(): void;
  stop(): Promise<void>;
}

export function alertJobs({ database, clock, brand, stream, live, log }: Parts): AlertJobs {
  const segments = live.follow(segmentKind(async () => []));
  const watched = (): readonly WatchedSegment[] => {
    const filled = new Set(
      stream.segments
        .fills()
        .filter(({ state }) => state === "live")
        .map(({ segmentId }) => segmentId),
    );
    return [...segments.of(brand.brandId).byKey.values()].flatMap(({ id, key, body: { alerts = [] } }) =>
      filled.has(id) && alerts.length > 0 ? [{ segmentId: id, key, alerts }] : [],
    );
  };
  let jobs: { stop(): Promise<void> } | undefined;
  return {
    start: () => {
      jobs = startAlertJobs({
        brandId: brand.brandId,
        store: createAlertStore(database, tellOutbox),
        watched,
        clock,
        isLeading: () => stream.isLeading(),
        report: (job) => log({ event: `job.failed.${job}` }),
      });
    },
    stop: async () => {
      await jobs?.stop();
    },
  };
}
