import { formatDay } from "@attune/contract";
import type { Params } from "./params.ts";
import type { ValueSql } from "./value-sql.ts";

const instantForm =
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?)?(?:Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])$";

/** Of text that is a date (contract: parseDate): whether it begins at this moment or later, or before it. 0 or 1. */
export function isNotBefore(boundMs: number, value: ValueSql, params: Params): string {
  return compared(boundMs, value, params, ">=");
}

export function isBefore(boundMs: number, value: ValueSql, params: Params): string {
  return compared(boundMs, value, params, "<");
}

/** Days compare as text with the first day that begins at the bound or later, moments as milliseconds. */
function compared(boundMs: number, { isText, text }: ValueSql, params: Params, sign: string): string {
  const { calendar } = params;
  const day = calendar.dayOf(boundMs);
  const firstDay = calendar.startOfDay(day) === boundMs ? day : day + 1;
  const date = `substring(${text}, 1, 10)`;
  const isReal = `(toString(toDate32OrNull(${date})) = ${date} and ${date} between '1901-01-01' and '2298-12-31')`;
  const isDay = `length(${text}) = 10 and ${text} ${sign} ${params.text(formatDay(firstDay))}`;
  const isInstant = `match(${text}, '${instantForm}') and ${momentSql(text, date)} ${sign} ${params.whole(boundMs)}`;
  return `(${isText} and ifNull(${isReal}, 0) and (${isDay} or ${isInstant}))`;
}

/** Epoch milliseconds of a date-time of the right form; what lies behind the third decimal is cut off. */
function momentSql(text: string, date: string): string {
  const number = (from: number): string => `toInt64(toUInt8OrZero(substring(${text}, ${from}, 2)))`;
  const hasSeconds = `substring(${text}, 17, 1) = ':'`;
  const fraction = `rightPad(substring(extract(${text}, '[.]([0-9]+)'), 1, 3), 3, '0')`;
  const offset = `extract(${text}, '[+-][0-9]{2}:?[0-9]{2}$')`;
  const sign = `if(startsWith(${offset}, '-'), -1, 1)`;
  return [
    `(toInt64(toInt32(ifNull(toDate32OrNull(${date}), toDate32('1970-01-01')))) * 86400000`,
    `${number(12)} * 3600000`,
    `${number(15)} * 60000`,
    `if(${hasSeconds}, ${number(18)}, 0) * 1000`,
    `toInt64(toUInt16OrZero(${fraction})) - ${sign} * (toInt64(toUInt8OrZero(substring(${offset}, 2, 2))) * 60 + toInt64(toUInt8OrZero(right(${offset}, 2)))) * 60000)`,
  ].join(" + ");
}
