import type { FollowedSet } from "@attune/contract";
import { type ChangePlace, isBefore } from "./change-place.ts";
import { createHeadWatch, type HeadWatch } from "./head-watch.ts";
import { refusals } from "./refusals.ts";

/** Time in epoch milliseconds. */
export interface MembershipNews extends ChangePlace {
  readonly segment: string;
  readonly profileId: number;
  readonly entered: boolean;
  readonly at: number;
  readonly version: number;
}

export interface ChangePage {
  readonly changes: readonly MembershipNews[];
  readonly next: ChangePlace;
}

/** Which changes: those of one segment or of all. */
export interface ChangeFilter {
  readonly segmentId: number | undefined;
  readonly of: FollowedSet;
}

/** Behind `after`, up to `to`. */
export interface ChangeRange {
  readonly after: ChangePlace;
  readonly to: ChangePlace;
}

export interface ChangeStore {
  /** The newest change, and the newest that is forgotten; 0, 0 when there is none. */
  bounds(brandId: number): Promise<{ readonly head: ChangePlace; readonly floor: ChangePlace }>;
  /** In order. Only what would outlive a crash of the store. */
  changes(
    brandId: number,
    filter: ChangeFilter,
    range: ChangeRange,
    limit: number,
  ): Promise<readonly MembershipNews[]>;
}

export interface ChangeQuestion extends ChangeFilter {
  /** Undefined: from the oldest that is kept; `now`: nothing that has been. */
  readonly after: ChangePlace | "now" | undefined;
  readonly limit: number;
  /** How long to wait for a change when there is none. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

export interface Changes {
  /** Refuses a place that was never told, and one behind which changes are forgotten. */
  follow(brandId: number, question: ChangeQuestion): Promise<ChangePage>;
}

export function createChanges(store: ChangeStore): Changes {
  const watch = createHeadWatch(async (brandId) => (await store.bounds(brandId)).head);
  return {
    follow: async (brandId, question) => {
      const bounds = await store.bounds(brandId);
      if (question.after === "now") return { changes: [], next: bounds.head };
      const after = question.after ?? bounds.floor;
      if (isBefore(after, bounds.floor)) throw refusals.changesForgotten();
      if (isBefore(bounds.head, after)) throw refusals.badChangeCursor();
      return readOrWait({ store, watch }, brandId, question, { after, to: bounds.head });
    },
  };
}

async function readOrWait(
  { store, watch }: { readonly store: ChangeStore; readonly watch: HeadWatch },
  brandId: number,
  { limit, waitMs, signal, ...filter }: ChangeQuestion,
  first: ChangeRange,
): Promise<ChangePage> {
  const untilMs = performance.now() + waitMs;
  for (let range = first; ; ) {
    const changes = await store.changes(brandId, filter, range, limit);
    const leftMs = untilMs - performance.now();
    if (changes.length > 0 || leftMs <= 0 || signal.aborted)
      return { changes, next: changes.length === limit ? placeOf(changes.at(-1), range.to) : range.to };
    range = { after: range.to, to: await watch.until(brandId, range.to, leftMs, signal) };
  }
}

function placeOf(last: ChangePlace | undefined, head: ChangePlace): ChangePlace {
  return last === undefined ? head : { position: last.position, ordinal: last.ordinal };
}
