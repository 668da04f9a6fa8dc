import type { Experience, Override, OverrideAction, OverrideRequest } from "@attune/contract";
import type { LiveKind } from "../../govern/index.ts";
import type { Clock } from "../../kernel/clock.ts";
import { refusals } from "../refusals.ts";

/** One that may be in force. Times are epoch milliseconds. */
export interface StandingOverride {
  readonly overrideId: number;
  readonly leafId: number;
  readonly experience: string;
  readonly action: OverrideAction;
  readonly untilAt: number;
}

export interface OverrideStore {
  /** Those that have not ended, the oldest first. */
  standing(brandId: number, nowMs: number): Promise<readonly StandingOverride[]>;
  /** With a line in the audit. */
  make(brandId: number, leafId: number, request: OverrideRequest, nowMs: number): Promise<Override>;
  /** Undefined: there is none, or it has been taken back. With a line in the audit. */
  end(brandId: number, overrideId: number, actor: string, nowMs: number): Promise<Override | undefined>;
  /** Of all these leaves, the newest first. */
  list(brandId: number, leafIds: readonly number[]): Promise<readonly Override[]>;
}

/** In memory: a decision asks no store for it. */
export interface Overrides {
  /** Experience → what staff decided last, for the customer who has these leaves. */
  of(brandId: number, leafIds: readonly number[], nowMs: number): ReadonlyMap<string, OverrideAction>;
  /** Each second, so that those that another copy made count here too. */
  refresh(brandId: number): Promise<void>;
  /** In force when it resolves. Throws a Refusal for an experience that is not live and an end that is past or over a year ahead. */
  make(brandId: number, leafId: number, request: OverrideRequest): Promise<Override>;
  /** Throws a Refusal when there is none to be taken back. */
  end(brandId: number, overrideId: number, actor: string): Promise<Override>;
  list(brandId: number, leafIds: readonly number[]): Promise<readonly Override[]>;
}

interface Ports {
  readonly store: OverrideStore;
  readonly experiences: LiveKind<Experience>;
  readonly clock: Clock;
}

const none: ReadonlyMap<string, OverrideAction> = new Map();
const longestMs = 366 * 86_400_000;

export function createOverrides({ store, experiences, clock }: Ports): Overrides {
  const brands = new Map<number, ReadonlyMap<number, readonly StandingOverride[]>>();
  const refresh = async (brandId: number): Promise<void> => {
    const standing = await store.standing(brandId, clock.now());
    brands.set(
      brandId,
      Map.groupBy(standing, ({ leafId }) => leafId),
    );
  };
  return {
    refresh,
    of: (brandId, leafIds, nowMs) => {
      const standing = brands.get(brandId);
      return standing === undefined || standing.size === 0 ? none : inForce(standing, leafIds, nowMs);
    },
    make: async (brandId, leafId, request) => {
      const nowMs = clock.now();
      if (!experiences.of(brandId).byKey.has(request.experience)) throw refusals.unknownExperience();
      const untilMs = Date.parse(request.until);
      if (untilMs <= nowMs || untilMs > nowMs + longestMs) throw refusals.badOverrideEnd();
      const made = await store.make(brandId, leafId, request, nowMs);
      await refresh(brandId);
      return made;
    },
    end: async (brandId, overrideId, actor) => {
      const ended = await store.end(brandId, overrideId, actor, clock.now());
      if (ended === undefined) throw refusals.unknownOverride();
      await refresh(brandId);
      return ended;
    },
    list: (brandId, leafIds) => store.list(brandId, leafIds),
  };
}

/** The newest of those about one experience counts. */
function inForce(
  standing: ReadonlyMap<number, readonly StandingOverride[]>,
  leafIds: readonly number[],
  nowMs: number,
): ReadonlyMap<string, OverrideAction> {
  const found = leafIds.flatMap((leafId) => standing.get(leafId) ?? []);
  if (found.length === 0) return none;
  const inOrder = found.filter(({ untilAt }) => nowMs < untilAt).sort((a, b) => a.overrideId - b.overrideId);
  return new Map(inOrder.map(({ experience, action }) => [experience, action]));
}
