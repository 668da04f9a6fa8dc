import type { LifecycleStage } from "@attune/contract";
import { changesOn } from "./changes-on.ts";
import { evaluateLoyalty, type Loyalty } from "./evaluate.ts";
import { type KeptLoyalty, type LoyaltyGround, stageSince } from "./loyalty-at.ts";
import { type LoyalPerson, type Measures, measure } from "./measure.ts";
import type { ShopHistory } from "./shop-history.ts";

/** A customer's row: what was worked out, of what, and until when it stands. */
export interface LoyaltyRow {
  readonly profileId: number;
  readonly person: LoyalPerson;
  readonly loyalty: Loyalty;
  readonly stageSince: number;
  readonly computedAt: number;
  readonly untilAt: number | undefined;
}

/** What is read of a row to go on from it. */
export interface StoredLoyalty {
  readonly profileId: number;
  readonly person: LoyalPerson;
  readonly thresholds: number;
  readonly computedAt: number;
  /** Of the row as it was written whole; null when single columns were written since. */
  readonly digest: number | null;
  readonly untilAt: number | undefined;
  readonly stage: LifecycleStage;
  readonly stageSince: number;
  readonly returned: boolean;
  readonly preferredChannel: string | null;
}

type Staged = Pick<KeptLoyalty, "stage" | "stageSince">;

export function rowOf(
  customer: { readonly profileId: number; readonly person: LoyalPerson; readonly history: ShopHistory },
  kept: Staged | undefined,
  ground: LoyaltyGround,
  nowMs: number,
): LoyaltyRow {
  const { days, settings } = ground.rules;
  const measures = measure(customer.history, customer.person, days.dayOf(nowMs), settings);
  return rowOfMeasures({ ...customer, measures }, kept, ground, nowMs);
}

/** The same of a customer who has been measured now. */
export function rowOfMeasures(
  { profileId, person, measures }: Pick<LoyaltyRow, "profileId" | "person"> & { readonly measures: Measures },
  kept: Staged | undefined,
  { rules, thresholds }: LoyaltyGround,
  nowMs: number,
): LoyaltyRow {
  const today = rules.days.dayOf(nowMs);
  const loyalty = evaluateLoyalty(measures, person, today, thresholds, rules.settings);
  const changes = changesOn(loyalty, person, rules.settings);
  return {
    profileId,
    person,
    loyalty,
    stageSince: stageSince(kept, loyalty, rules, nowMs),
    computedAt: nowMs,
    untilAt: changes === null ? undefined : rules.days.startOf(changes),
  };
}
