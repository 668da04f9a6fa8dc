import { hash } from "node:crypto";
import { type AccountType, dimensionNames, type LifecycleStage } from "@attune/contract";
import { type Day, formatDay } from "../../../kernel/local-date.ts";
import { copyText } from "../../../platform/postgres/copy-text.ts";
import type { Bands } from "../dimension-values.ts";
import type { LoyaltyRow, StoredLoyalty } from "../loyalty-row.ts";

/** How COPY's text format says that there is nothing. */
const absent = "\\N";

/** Each column of `loyalty` that says something of the customer, and how it stands in a line of COPY. */
const columns: readonly (readonly [name: string, field: (row: LoyaltyRow) => string])[] = [
  ["account_type", ({ person }) => person.accountType],
  ["until_at", ({ untilAt }) => (untilAt === undefined ? absent : moment(untilAt))],
  ["joined_on", ({ person }) => date(person.joinedOn)],
  ["first_seen_on", ({ person }) => date(person.firstSeenOn)],
  ["engaged_on", ({ loyalty }) => date(loyalty.measures.engaged)],
  ["engaged", ({ person }) => copyText(JSON.stringify(person.engagedOn))],
  ["first_shop_on", ({ loyalty }) => date(loyalty.measures.firstShop)],
  ["second_shop_on", ({ loyalty }) => date(loyalty.measures.secondShop)],
  ["previous_shop_on", ({ loyalty }) => date(loyalty.measures.previousShop)],
  ["last_shop_on", ({ loyalty }) => date(loyalty.measures.lastShop)],
  ["own_gap", ({ loyalty }) => number(loyalty.measures.ownGap)],
  ["own_gap_before", ({ loyalty }) => number(loyalty.measures.ownGapBefore)],
  ["expected_gap", ({ loyalty }) => number(loyalty.expectedGap)],
  ["main_category", ({ loyalty }) => text(loyalty.measures.mainCategory)],
  ["shop_count_all", ({ loyalty }) => number(loyalty.measures.shopCountAll)],
  ["kept_shop_count", ({ loyalty }) => number(loyalty.measures.keptShopCount)],
  ["shop_count_12m", ({ loyalty }) => number(loyalty.measures.shopCount12m)],
  ["last_gap_days", ({ loyalty }) => number(loyalty.measures.lastGapDays)],
  ["average_gap_days", ({ loyalty }) => number(loyalty.measures.averageGapDays)],
  ["days_first_to_second", ({ loyalty }) => number(loyalty.measures.daysFirstToSecond)],
  ["category_breadth_12m", ({ loyalty }) => number(loyalty.measures.categoryBreadth12m)],
  ["net_spend_12m", ({ loyalty }) => number(loyalty.measures.netSpend12m)],
  ["net_spend_all", ({ loyalty }) => number(loyalty.measures.netSpendAll)],
  ["average_transaction_12m", ({ loyalty }) => number(loyalty.measures.averageTransaction12m)],
  ["discount_share_12m", ({ loyalty }) => number(loyalty.measures.discountShare12m)],
  ["return_rate_12m", ({ loyalty }) => number(loyalty.measures.returnRate12m)],
  ["days_join_to_first_shop", ({ loyalty }) => number(loyalty.measures.daysJoinToFirstShop)],
  ["purchased_before_join", ({ loyalty }) => (loyalty.measures.purchasedBeforeJoin ? "t" : "f")],
  ["active_months_12m", ({ loyalty }) => number(loyalty.measures.activeMonths12m)],
  ["channel_mix", ({ loyalty }) => number(loyalty.measures.channelMix)],
  ["channel_mix_12m", ({ loyalty }) => number(loyalty.measures.channelMix12m)],
  ["online_share_12m", ({ loyalty }) => number(loyalty.measures.onlineShare12m)],
  ["channel_breadth_12m", ({ loyalty }) => number(loyalty.measures.channelBreadth12m)],
  ["preferred_channel", ({ loyalty }) => text(loyalty.measures.preferredChannel)],
  ["regular_stores", ({ loyalty }) => copyText(textArray(loyalty.measures.regularStores))],
  ["joined_store", ({ person }) => text(person.joinedStore)],
  ["catchment", ({ person }) => text(person.catchment)],
  ["bands", ({ loyalty }) => bandList(loyalty.bands)],
  ["r", ({ loyalty }) => number(loyalty.rfm?.r ?? null)],
  ["f", ({ loyalty }) => number(loyalty.rfm?.f ?? null)],
  ["m", ({ loyalty }) => number(loyalty.rfm?.m ?? null)],
  ["rfm_group", ({ loyalty }) => loyalty.rfmGroup],
  ["stage", ({ loyalty }) => loyalty.stage],
  ["sub_stage", ({ loyalty }) => loyalty.subStage],
  ["stage_since", ({ stageSince }) => moment(stageSince)],
  ["at_risk", ({ loyalty }) => (loyalty.atRisk ? "t" : "f")],
  ["returned", ({ loyalty }) => (loyalty.returned ? "t" : "f")],
];

export const copyLoyalty: string = `copy loyalty (brand_id, profile_id, thresholds, computed_at, digest, ${columns.map(([name]) => name).join(", ")}) from stdin`;

/** One line of COPY. */
export function loyaltyLine(brandId: number, row: LoyaltyRow): string {
  const told = fieldsOf(row);
  const head = `${brandId}\t${row.profileId}\t${row.loyalty.thresholds}\t${moment(row.computedAt)}`;
  return `${head}\t${digestOfFields(told)}${told}\n`;
}

/** A number that is another when anything that the row says of the customer is. */
export function digestOf(row: LoyaltyRow): number {
  return digestOfFields(fieldsOf(row));
}

function fieldsOf(row: LoyaltyRow): string {
  let told = "";
  for (const [, field] of columns) told += `\t${field(row)}`;
  return told;
}

/** 52 bits, which a number holds exactly. */
function digestOfFields(told: string): number {
  return Number.parseInt(hash("md5", told).slice(0, 13), 16);
}

function number(value: number | null): string {
  return value === null ? absent : String(value);
}

function text(value: string | null): string {
  return value === null ? absent : copyText(value);
}

function date(day: Day | null): string {
  return day === null ? absent : formatDay(day);
}

/** Codes are plain words. */
function bandList(bands: Bands): string {
  let list = "";
  for (const name of dimensionNames) list += list === "" ? bands[name] : `,${bands[name]}`;
  return `{${list}}`;
}

/** Most are midnights, and those of many customers. */
function moment(atMs: number): string {
  let text = moments.get(atMs);
  if (text === undefined) {
    text = new Date(atMs).toISOString();
    if (moments.size >= mostMoments) moments.clear();
    moments.set(atMs, text);
  }
  return text;
}

const moments = new Map<number, string>();
const mostMoments = 10_000;

function textArray(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

/** What `storedOf` reads. */
export const storedColumns = `profile_id, account_type, thresholds, computed_at, digest, until_at, joined_on - date '1970-01-01' as joined,
       first_seen_on - date '1970-01-01' as first_seen, engaged, joined_store, catchment, stage, stage_since, returned, preferred_channel`;

export interface StoredRow {
  readonly profile_id: number;
  readonly account_type: AccountType;
  readonly thresholds: number;
  readonly computed_at: number;
  readonly digest: number | null;
  readonly until_at: number | null;
  readonly joined: Day | null;
  readonly first_seen: Day | null;
  readonly engaged: string;
  readonly joined_store: string | null;
  readonly catchment: string | null;
  readonly stage: LifecycleStage;
  readonly stage_since: number;
  readonly returned: boolean;
  readonly preferred_channel: string | null;
}

export function storedOf(row: StoredRow): StoredLoyalty {
  return {
    profileId: row.profile_id,
    thresholds: row.thresholds,
    computedAt: row.computed_at,
    digest: row.digest,
    untilAt: row.until_at ?? undefined,
    stage: row.stage,
    stageSince: row.stage_since,
    returned: row.returned,
    preferredChannel: row.preferred_channel,
    person: {
      accountType: row.account_type,
      joinedOn: row.joined,
      firstSeenOn: row.first_seen,
      engagedOn: JSON.parse(row.engaged) as Readonly<Record<string, Day>>, // written by loyaltyLine only
      joinedStore: row.joined_store,
      catchment: row.catchment,
    },
  };
}
