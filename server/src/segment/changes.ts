import type { CustomerNewsKind, FollowedSet } from "@attune/contract";
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

/** Something noticed of a customer; a stage comes as two: one left, one entered. Time in epoch milliseconds. */
export interface CustomerNews extends ChangePlace {
  readonly kind: CustomerNewsKind;
  readonly profileId: number;
  readonly at: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly about: string | null;
}

export interface ChangePage<News = MembershipNews> {
  readonly changes: readonly News[];
  readonly next: ChangePlace;
}

/** Which changes: those of one segment or of all. */
export interface ChangeFilter {
  readonly segmentId: number | undefined;
  readonly of: FollowedSet;
}

/** Which news of customers: of one kind or of all. */
export interface CustomerFilter {
  readonly kind: CustomerNewsKind | undefined;
}

/** Behind `after`, up to `to`. */
export interface ChangeRange {
  readonly after: ChangePlace;
  readonly to: ChangePlace;
}

export interface ChangeStore<Filter = ChangeFilter, News = MembershipNews> {
  /** The newest change, and the newest that is forgotten; 0, 0 when there is none. */
  bounds(brandId: number): Promise<{ readonly head: ChangePlace; readonly floor: ChangePlace }>;
  /** In order. Only what would outlive a crash of the store. */
  changes(brandId: number, filter: Filter, range: ChangeRange, limit: number): Promise<readonly News[]>;
}

export interface Following {
  /** Undefined: from the oldest that is kept; `now`: nothing that has been. */
  readonly after: ChangePlace | "now" | undefined;
  readonly limit: number;
  /** How long to wait for a change when there is none. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

export interface Changes<Filter = ChangeFilter, News = MembershipNews> {
  /** Refuses a place that was never told, and one behind which changes are forgotten. */
  follow(brandId: number, question: Following & Filter): Promise<ChangePage<News>>;
}

export function createChanges<Filter, News extends ChangePlace>(
  store: ChangeStore<Filter, News>,
): Changes<Filter, News> {
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

async function readOrWait<Filter, News extends ChangePlace>(
  { store, watch }: { readonly store: ChangeStore<Filter, News>; readonly watch: HeadWatch },
  brandId: number,
  question: Following & Filter,
  first: ChangeRange,
): Promise<ChangePage<News>> {
  const { limit, waitMs, signal } = question;
  const untilMs = performance.now() + waitMs;
  for (let range = first; ; ) {
    const changes = await store.changes(brandId, question, range, limit);
    const leftMs = untilMs - performance.now();
    if (changes.length > 0 || leftMs <= 0 || signal.aborted)
      return { changes, next: changes.length === limit ? placeOf(changes.at(-1), range.to) : range.to };
    range = { after: range.to, to: await watch.until(brandId, range.to, leftMs, signal) };
  }
}

function placeOf(last: ChangePlace | undefined, head: ChangePlace): ChangePlace {
  return last === undefined ? head : { position: last.position, ordinal: last.ordinal };
}
