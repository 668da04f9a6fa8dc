import {
  type Channel,
  type CustomerChangeKind,
  type CustomerStage,
  type DimensionName,
  dimensionBands,
  dimensionFamilyOf,
  dimensionNames,
  type LifecycleStage,
  type LoyaltyAnswer,
  type StageSpell,
} from "@attune/contract";
import { formatDay } from "../../kernel/local-date.ts";
import { bookSales } from "./book-sales.ts";
import { type KeptLoyalty, type LoyaltyAt, type LoyaltyGround, loyaltyAt, workOut } from "./loyalty-at.ts";
import { recordsOf } from "./records.ts";
import type { SoldSale } from "./sold-sale.ts";
import { phraseOf } from "./stage-names.ts";

export interface ChangeNote {
  readonly kind: CustomerChangeKind;
  readonly at: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly about: string | null;
  readonly since: number | null;
}

/** What an answer tells of a customer beside what is kept. */
export interface LoyaltyContext {
  readonly sales: readonly SoldSale[];
  /** Newest first. */
  readonly changes: readonly ChangeNote[];
  readonly deliveryArea: string | undefined;
  /** When the numbers were last worked out. */
  readonly computedAt: number;
  readonly nowMs: number;
}

/** A customer's loyalty now, exact though no timer may have fired yet. */
export function answerLoyalty(
  kept: KeptLoyalty,
  ground: LoyaltyGround,
  context: LoyaltyContext,
): LoyaltyAnswer {
  const { nowMs, sales } = context;
  const { rules, thresholds } = ground;
  const at = loyaltyAt(kept, ground, nowMs);
  const { measures, expectedGap } = workOut(kept, ground, nowMs);
  const records = recordsOf(sales, measures, rules, rules.days.dayOf(nowMs));
  const booked = bookSales(sales, rules, nowMs);
  const computedAt = iso(isStale(at, kept, nowMs) ? nowMs : context.computedAt);
  return {
    accountType: at.accountType,
    currency: rules.currency,
    thresholds: {
      version: thresholds.version,
      computedAt: thresholds.version === 0 ? null : iso(thresholds.computedAt),
    },
    dimensions: dimensionNames.map((name) => ({
      name,
      family: dimensionFamilyOf[name],
      value: at.values[name],
      band: at.bands[name],
      bandName: bandName(name, at.bands[name]),
      percentile: at.percentiles[name],
      computedAt,
      records: records.get(name) ?? [],
    })),
    rfm: at.rfm === null ? null : { ...at.rfm, cell: `${at.rfm.r}${at.rfm.f}${at.rfm.m}` },
    rfmGroup: at.rfmGroup,
    stage: stageAnswer(at, rules.settings.names, context.changes),
    keptShopCount: measures.keptShopCount,
    purchasedBeforeJoin: measures.purchasedBeforeJoin,
    preferredChannel: measures.preferredChannel as Channel | null, // of a sale, whose channels the door checks
    channelMix12m: dimensionBands.channelMix[measures.channelMix12m]?.[0] ?? "C0",
    expectedGapDays: expectedGap,
    firstShop: measures.firstShop === null ? null : formatDay(measures.firstShop),
    lastShop: measures.lastShop === null ? null : formatDay(measures.lastShop),
    stores: {
      regular: at.regularStores,
      joined: at.joinedStore,
      catchment: at.catchment,
      deliveryArea: context.deliveryArea ?? null,
    },
    held: booked.held,
    inferredReturns: booked.inferred.map(({ loose, origin }) => ({
      return: loose.carrier.key,
      sale: origin?.key ?? "",
      product: loose.productKey ?? "",
    })),
    changes: context.changes.map(({ since: _since, at: when, ...change }) => ({ ...change, at: iso(when) })),
    until: at.until === undefined ? null : iso(at.until),
  };
}

/** Numbers that count days are of now; so is all else when the calendar has gone on since. */
function isStale(at: LoyaltyAt, kept: KeptLoyalty, nowMs: number): boolean {
  return at.stage !== kept.stage || (at.until !== undefined && at.until <= nowMs);
}

function bandName(name: DimensionName, code: string): string {
  const known = dimensionBands[name].find(([one]) => one === code)?.[1];
  if (known !== undefined) return known;
  return `up to ${Number(code.slice(1)) + 1} years`;
}

function stageAnswer(
  at: LoyaltyAt,
  names: Readonly<Record<string, string>>,
  changes: readonly ChangeNote[],
): CustomerStage {
  return {
    stage: at.stage,
    name: phraseOf(at.stage, names),
    subStage: at.subStage,
    subStageName: phraseOf(at.subStage, names),
    since: iso(at.stageSince),
    ...at.flags,
    history: historyOf(at, changes),
  };
}

/** The present stage, then those that were left. One that began later than it ended was taken back by what was learnt late. */
function historyOf(at: LoyaltyAt, changes: readonly ChangeNote[]): readonly StageSpell[] {
  const left = changes
    .filter(({ kind, since, at: until }) => kind === "stage.changed" && (since === null || since <= until))
    .map(({ from, since, at: until }) => ({
      stage: from as LifecycleStage, // written by noticeChanges only
      from: since === null ? null : iso(since),
      until: iso(until),
    }));
  return [{ stage: at.stage, from: iso(at.stageSince), until: null }, ...left];
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}
