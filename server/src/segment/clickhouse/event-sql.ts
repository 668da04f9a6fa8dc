import { type Comparison, type CountComparison, countOperators, productAttributeOf } from "@attune/contract";
import type { SlotEvents } from "../slots/slot.ts";
import { comparisonSql } from "./comparison-sql.ts";
import type { Params } from "./params.ts";
import { listSql, productFitsSql, productsSql, severalSql } from "./several-sql.ts";
import { decimalOperand, valueSql } from "./value-sql.ts";

/** The events of one name that match all of `where`, in the interval; `brand` is bound by the caller. Leaf 0 is nobody. */
export function eventsSql(events: SlotEvents, params: Params): string {
  return ["brand_id = {brand:UInt16}", ...matchSql(events, params)].join("\n         and ");
}

/** What an event must be, one expression each. */
export function matchSql({ event, where, between }: SlotEvents, params: Params): readonly string[] {
  const fits = productFitsSql(where, params);
  return [
    `name = ${params.text(event)}`,
    "leaf_id > 0",
    ...(between?.from === undefined ? [] : [`occurred_at >= ${instantSql(params.whole(between.from))}`]),
    ...(between?.until === undefined ? [] : [`occurred_at < ${instantSql(params.whole(between.until))}`]),
    ...Object.entries(where)
      .filter(([path]) => productAttributeOf(path) === undefined)
      .map(([path, comparison]) => pathSql(path, comparison, params)),
    ...(fits === undefined ? [] : [`arrayExists(product -> ${fits}, ${productsSql})`]),
  ];
}

export function instantSql(ms: string): string {
  return `fromUnixTimestamp64Milli(${ms}, 'UTC')`;
}

function pathSql(path: string, comparison: Comparison, params: Params): string {
  return path.includes("[]")
    ? severalSql(comparison, listSql(path, params), params)
    : comparisonSql(comparison, valueSql(path, params), params);
}

const signs: Readonly<Record<keyof CountComparison, string>> = {
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
  eq: "=",
};

/** `amount` is a decimal with nine places that is never null. Of nothing asked: true. */
export function amountSql(comparison: CountComparison, amount: string, params: Params): string {
  const parts = countOperators.flatMap((operator) => {
    const wanted = comparison[operator];
    return wanted === undefined ? [] : [`${amount} ${signs[operator]} ${decimalOperand(wanted, params)}`];
  });
  return parts.length === 0 ? "1" : parts.join(" and ");
}

/** Of the average of `count` numbers, at least one, without dividing. */
export function meanSql(comparison: CountComparison, sum: string, count: string, params: Params): string {
  const parts = countOperators.flatMap((operator) => {
    const wanted = comparison[operator];
    if (wanted === undefined) return [];
    return [`${sum} ${signs[operator]} ${decimalOperand(wanted, params)} * toInt256(${count})`];
  });
  return `(${count} > 0 and ${parts.join(" and ")})`;
}
