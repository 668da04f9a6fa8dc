import { type Comparison, type CountComparison, countOperators, productAttributeOf } from "@attune/contract";
import type { SlotEvents } from "../slots/slot.ts";
import { comparisonSql } from "./comparison-sql.ts";
import type { Params } from "./params.ts";
import { listSql, severalSql, someProductFitsSql } from "./several-sql.ts";
import { decimalOperand, valueSql } from "./value-sql.ts";

/** The events of one name that match all of `where`, in the interval; `brand` is bound by the caller. Leaf 0 is nobody. */
export function eventsSql(events: SlotEvents, params: Params): string {
  return ["brand_id = {brand:UInt16}", ...matchSql(events, params)].join("\n         and ");
}

/** What an event must be, one expression each. */
export function matchSql({ event, where, between }: SlotEvents, params: Params): readonly string[] {
  const fits = someProductFitsSql(where, params);
  return [
    `name = ${params.text(event)}`,
    "leaf_id > 0",
    ...(between?.from === undefined ? [] : [`occurred_at >= ${instantSql(params.whole(between.from))}`]),
    ...(between?.until === undefined ? [] : [`occurred_at < ${instantSql(params.whole(between.until))}`]),
    ...Object.entries(where).flatMap(([path, comparison]) => wordsSql(path, comparison, params)),
    ...Object.entries(where)
      .filter(([path]) => productAttributeOf(path) === undefined)
      .map(([path, comparison]) => pathSql(path, comparison, params)),
    ...(fits === undefined ? [] : [fits]),
  ];
}

export function instantSql(ms: string): string {
  return `fromUnixTimestamp64Milli(${ms}, 'UTC')`;
}

/**
 * Whether the JSON text holds what a comparison asks for, word for word: looking for it is a tenth of reading the JSON, and most events have it not.
 * Nothing where it may be written otherwise, or stands in a narrow column.
 */
function wordsSql(path: string, comparison: Comparison, params: Params): readonly string[] {
  const words = path === "channel" || valueSql(path, params).marked !== undefined ? [] : wordsOf(comparison);
  if (words.length === 0) return [];
  const columns = path.startsWith("product.") ? ["properties", "context"] : [path.split(".")[0]];
  const found = columns.map((column) => `multiSearchAny(${column}, ${params.texts(words)})`);
  return [`(${found.join(" or ")})`];
}

/** Of which the text must hold one; empty when it need not. */
function wordsOf({
  is,
  in: among,
  startsWith,
  endsWith,
  contains,
  hasAny,
  hasAll,
}: Comparison): readonly string[] {
  const asked: readonly (readonly unknown[] | undefined)[] = [
    is === undefined ? undefined : [is],
    among,
    startsWith === undefined ? undefined : [startsWith],
    endsWith === undefined ? undefined : [endsWith],
    contains === undefined ? undefined : [contains],
    hasAny,
    hasAll?.slice(0, 1),
  ];
  return (
    asked
      .flatMap((operands) => {
        const words =
          operands?.flatMap((one) => (typeof one === "string" && isWrittenPlainly(one) ? [one] : [])) ?? [];
        return words.length > 0 && words.length === operands?.length && words.length <= mostWords
          ? [words]
          : [];
      })
      .at(0) ?? []
  );
}

/** multiSearchAny takes no more than 255. */
const mostWords = 200;

function isWrittenPlainly(text: string): boolean {
  return text !== "" && text.isWellFormed() && JSON.stringify(text) === `"${text}"`;
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

/** The same of a whole number, which is compared as one where that means the same: a decimal costs ten times as much. */
export function countSql(comparison: CountComparison, count: string, params: Params): string {
  const parts = countOperators.flatMap((operator) => {
    const wanted = comparison[operator];
    if (wanted === undefined) return [];
    return Number.isSafeInteger(wanted)
      ? [`${count} ${signs[operator]} ${params.whole(wanted)}`]
      : [`toDecimal256(${count}, 9) ${signs[operator]} ${decimalOperand(wanted, params)}`];
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
