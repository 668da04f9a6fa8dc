import { untilRow } from "./live-definitions.ts";
import type { OpenStream } from "./open-stream.ts";

/** Resolves when nobody's answer has run out, every row of loyalty is of now, and thresholds are of today. */
export function untilAsked(open: OpenStream): Promise<void> {
  return untilRow(
    open,
    `select 1
     where not exists (select 1 from profile where timer_at <= $1)
       and not exists (select 1 from loyalty where until_at <= $1)
       and exists (select 1 from loyalty_thresholds where applied_at is not null and computed_at > $1::timestamptz - interval '1 hour'
                     and version = (select max(version) from loyalty_thresholds))`,
    [new Date(open.clock.now())],
  );
}
