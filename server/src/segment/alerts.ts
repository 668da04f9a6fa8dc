import type { SegmentAlert } from "@attune/contract";

/** A segment with what staff want to be told of it. */
export interface WatchedSegment {
  readonly segmentId: number;
  readonly key: string;
  readonly alerts: readonly SegmentAlert[];
}

/** Sizes now and as many hours ago as an alert looks back. */
export interface Sizes {
  readonly size: number;
  readonly sizeBefore: number;
}

export interface JudgedAlert extends Sizes {
  readonly segmentId: number;
  readonly key: string;
  readonly alert: SegmentAlert;
  readonly holds: boolean;
}

export interface AlertStore {
  /** The size now, and at a moment; epoch milliseconds. */
  sizes(brandId: number, segmentId: number, beforeAt: number): Promise<Sizes>;
  /** In one transaction: those that hold and did not are raised and told in the outbox, those that no longer hold end. Says how many were raised. */
  note(brandId: number, judged: readonly JudgedAlert[], now: number): Promise<number>;
}

const hourMs = 3_600_000;

/** Looks at every alert once; says how many were raised. What holds is raised once, until it no longer does. */
export async function judgeAlerts(
  store: AlertStore,
  brandId: number,
  watched: readonly WatchedSegment[],
  now: number,
): Promise<number> {
  const judged = await Promise.all(
    watched.flatMap(({ segmentId, key, alerts }) =>
      alerts.map(async (alert): Promise<JudgedAlert> => {
        const sizes = await store.sizes(brandId, segmentId, now - hoursOf(alert) * hourMs);
        return { segmentId, key, alert, ...sizes, holds: holds(alert, sizes) };
      }),
    ),
  );
  return judged.length === 0 ? 0 : store.note(brandId, judged, now);
}

function hoursOf(alert: SegmentAlert): number {
  return alert.when === "changed" ? alert.withinHours : 0;
}

/** A segment that nobody was in has not grown by any share: it is new. */
function holds(alert: SegmentAlert, { size, sizeBefore }: Sizes): boolean {
  if (alert.when === "empty") return size === 0;
  return sizeBefore > 0 && Math.abs(size - sizeBefore) * 100 >= alert.percent * sizeBefore;
}
