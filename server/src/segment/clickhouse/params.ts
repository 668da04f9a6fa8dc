import type { Calendar } from "../../kernel/calendar.ts";

/** Values bound to a query: each is named once, `{v3:String}`. Stores do no calendar: what they need of it is bound too. */
export interface Params {
  readonly calendar: Calendar;
  readonly values: Readonly<Record<string, unknown>>;
  text(value: string): string;
  texts(values: readonly string[]): string;
  /** A whole number, such as epoch milliseconds. */
  whole(value: number): string;
  wholes(values: readonly number[]): string;
}

export function createParams(calendar: Calendar): Params {
  const values: Record<string, unknown> = {};
  const bind = (value: unknown, type: string): string => {
    const name = `v${Object.keys(values).length}`;
    values[name] = value;
    return `{${name}:${type}}`;
  };
  return {
    calendar,
    values,
    text: (value) => bind(value, "String"),
    texts: (list) => bind(list, "Array(String)"),
    whole: (value) => bind(value, "Int64"),
    wholes: (list) => bind(list, "Array(Int64)"),
  };
}
