import {
  type BandCondition,
  type DimensionName,
  dimensionNames,
  type LoyaltyCondition,
  type NumericComparison,
  type NumericOperator,
  type RfmQuestion,
  type StageCondition,
} from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import { windowOf } from "../window.ts";

/** A value for a query; how it is named there. */
export type Bind = (value: unknown, type: string) => string;

export interface LoyaltyMoment {
  readonly nowMs: number;
  readonly calendar: Calendar;
  readonly bind: Bind;
}

/** A condition over a row of `loyalty` as an expression that is never null. The days that pass are those of the brand's zone. */
export function loyaltySql(condition: LoyaltyCondition, moment: LoyaltyMoment): string {
  const { bind } = moment;
  if ("dimension" in condition) {
    const { dimension, ...comparison } = condition;
    return numericSql(comparison, dimensionSql(dimension, moment), bind);
  }
  if ("band" in condition) return bandSql(condition, bind);
  if ("rfm" in condition) return rfmSql(condition.rfm, bind);
  if ("stage" in condition) return stageSql(condition, moment);
  if ("regularStore" in condition) {
    return known(`${bind(condition.regularStore, "text")} = any(regular_stores)`);
  }
  if ("joinedStore" in condition) return known(`joined_store = ${bind(condition.joinedStore, "text")}`);
  return known(`catchment = ${bind(condition.catchment, "text")}`);
}

function bandSql({ band, in: codes }: BandCondition, bind: Bind): string {
  return known(`bands[${dimensionNames.indexOf(band) + 1}] = any(${bind(codes, "text[]")})`);
}

function rfmSql({ group, r, f, m }: RfmQuestion, bind: Bind): string {
  const parts = [
    group === undefined ? [] : [known(`rfm_group = any(${bind(group, "text[]")})`)],
    r === undefined ? [] : [numericSql(r, "r", bind)],
    f === undefined ? [] : [numericSql(f, "f", bind)],
    m === undefined ? [] : [numericSql(m, "m", bind)],
  ];
  return parts.flat().join(" and ");
}

function stageSql(
  { stage, sub, enteredWithin, forAtLeast, atRisk, returned }: StageCondition,
  { nowMs, calendar, bind }: LoyaltyMoment,
): string {
  const startOf = (text: string): string =>
    bind(new Date(windowOf(text, calendar).startAt(nowMs)), "timestamptz");
  const parts = [
    [`stage = ${bind(stage, "text")}`],
    sub === undefined ? [] : [`sub_stage = ${bind(sub, "text")}`],
    enteredWithin === undefined ? [] : [`stage_since > ${startOf(enteredWithin)}`],
    forAtLeast === undefined ? [] : [`stage_since <= ${startOf(forAtLeast)}`],
    atRisk === undefined ? [] : [`at_risk = ${bind(atRisk, "boolean")}`],
    returned === undefined ? [] : [`returned = ${bind(returned, "boolean")}`],
  ];
  return known(parts.flat().join(" and "));
}

/** Numbers that grow with the days have no column. */
function dimensionSql(dimension: DimensionName, { nowMs, calendar, bind }: LoyaltyMoment): string {
  const daysSince = (column: string): string => {
    const today = bind(new Date(calendar.dayOf(nowMs) * 86_400_000).toISOString().slice(0, 10), "date");
    return `case when ${column} is not null then greatest(0, ${today} - ${column}) end`;
  };
  switch (dimension) {
    case "daysSinceShop":
      return daysSince("last_shop_on");
    case "daysSinceEngagement":
      return daysSince("engaged_on");
    case "tenureDays":
      return daysSince("joined_on");
    case "overdueIndex":
      return `(${daysSince("last_shop_on")})::float8 / expected_gap`;
    default:
      return dimension.replace("12m", "_12m").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}

const signs = { is: "=", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

function numericSql(comparison: NumericComparison, value: string, bind: Bind): string {
  const number = decimalSql(value);
  const writers: { readonly [Operator in NumericOperator]: () => string } = {
    is: () => compare("is", comparison.is),
    isNot: () => `not ${compare("is", comparison.isNot)}`,
    gt: () => compare("gt", comparison.gt),
    gte: () => compare("gte", comparison.gte),
    lt: () => compare("lt", comparison.lt),
    lte: () => compare("lte", comparison.lte),
    between: () =>
      `${compare("gte", comparison.between?.[0])} and ${compare("lte", comparison.between?.[1])}`,
    exists: () => `(${value}) is not null`,
    missing: () => `(${value}) is null`,
  };
  const compare = (operator: keyof typeof signs, operand: number | undefined): string =>
    known(`${number} ${signs[operator]} ${bind(String(operand ?? 0), "text")}::numeric`);
  const asked = (Object.keys(writers) as NumericOperator[]).filter(
    (operator) => comparison[operator] !== undefined, // its own keys
  );
  return `(${asked.map((operator) => writers[operator]()).join(" and ")})`;
}

/** By the shortest text of the number, as in memory: a cast of a double to numeric keeps only fifteen digits. */
function decimalSql(value: string): string {
  return `round((${value})::text::numeric, 9)`;
}

/** A comparison with null is false. */
function known(comparison: string): string {
  return `coalesce(${comparison}, false)`;
}
