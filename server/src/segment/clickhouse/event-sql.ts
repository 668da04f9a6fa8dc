import { type Comparison, type CountComparison, countOperators } from "@attune/contract";
import { comparisonSql } from "./comparison-sql.ts";
import type { Params } from "./params.ts";
import { decimalOperand, valueSql } from "./value-sql.ts";

/** The events of one name that match all of `where`; `brand` is bound by the caller. Leaf 0 is nobody. */
export function eventsSql(
  { event, where }: { readonly event: string; readonly where: Readonly<Record<string, Comparison>> },
  params: Params,
): string {
  return [
    "brand_id = {brand:UInt16}",
    `name = ${params.text(event)}`,
    "leaf_id > 0",
    ...Object.entries(where).map(([path, comparison]) =>
      comparisonSql(comparison, valueSql(path, params), params),
    ),
  ].join("\n         and ");
}

const signs: Readonly<Record<keyof CountComparison, string>> = {
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
  eq: "=",
};

/** `amount` is a decimal with nine places that is never null. */
export function amountSql(comparison: CountComparison, amount: string, params: Params): string {
  const parts = countOperators.flatMap((operator) => {
    const wanted = comparison[operator];
    return wanted === undefined ? [] : [`${amount} ${signs[operator]} ${decimalOperand(wanted, params)}`];
  });
  return parts.join(" and ");
}
