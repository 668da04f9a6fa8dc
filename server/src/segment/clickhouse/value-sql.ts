import type { Params } from "./params.ts";

/** A value of an event in SQL: whether it is of a type, and the value if it is. None of these is ever null. */
export interface ValueSql {
  /** A narrow column that holds it with text behind a quotation mark, so that one comparison tells type and value. */
  readonly marked?: string;
  readonly isMissing: string;
  readonly isText: string;
  readonly text: string;
  readonly isTrue: string;
  readonly isFalse: string;
  /** Of a value that is no list: an empty one. Each element is JSON text. */
  readonly elements: string;
  /** Nullable(Decimal(76, 9)), null for what is no number or too large for a decimal. */
  readonly decimal: string;
}

/** `path` is one that a condition may read: `channel`, `properties.…`, `context.…`. */
export function valueSql(path: string, params: Params): ValueSql {
  if (path === "channel") return channelSql;
  const narrow = narrowSql(path);
  if (narrow !== undefined) return narrow;
  const [column = "", ...names] = path.split(".");
  return jsonSql([column, ...names.map((name) => params.text(name))].join(", "));
}

/** What stands in a column of its own beside the JSON text (server/sql/clickhouse/0030-narrow-columns.sql), as all of it or as its number. */
const saidColumns: ReadonlySet<string> = new Set(["product_id", "category", "brand"]);
const amountColumns: ReadonlySet<string> = new Set(["price", "revenue"]);

function narrowSql(path: string): ValueSql | undefined {
  const [root, name = "", ...rest] = path.split(".");
  if (root !== "properties" || rest.length > 0) return undefined;
  if (saidColumns.has(name)) return markedSql(`said_${name}`);
  return amountColumns.has(name)
    ? { ...jsonSql(`properties, '${name}'`), decimal: `cast(${name}_amount as Nullable(Decimal(76, 9)))` }
    : undefined;
}

/** A value as narrow columns hold it. */
export function markedSql(marked: string): ValueSql {
  return { ...rawSql(marked), marked, text: `substring(${marked}, 2)` };
}

/** A value inside JSON; `place` are the arguments of ClickHouse's JSON functions. */
function jsonSql(place: string): ValueSql {
  const type = `JSONType(${place})`;
  return {
    isMissing: `${type} = 'Null'`,
    isText: `${type} = 'String'`,
    text: `JSONExtractString(${place})`,
    isTrue: `(${type} = 'Bool' and JSONExtractBool(${place}) = 1)`,
    isFalse: `(${type} = 'Bool' and JSONExtractBool(${place}) = 0)`,
    elements: `if(${type} = 'Array', JSONExtractArrayRaw(${place}), [])`,
    decimal: decimalSql(`JSONExtractRaw(${place})`),
  };
}

/**
 * A value as ClickHouse writes it out of a JSON text (JSONExtractRaw and its kin). It is not read again as a whole: a number beyond
 * 64 bits is written without an exponent, and would not be taken back.
 */
export function rawSql(raw: string): ValueSql {
  return {
    isMissing: `${raw} in ('', 'null')`,
    isText: `startsWith(${raw}, '"')`,
    text: `JSONExtractString(${raw})`,
    isTrue: `${raw} = 'true'`,
    isFalse: `${raw} = 'false'`,
    elements: `if(startsWith(${raw}, '['), JSONExtractArrayRaw(${readable(raw)}), [])`,
    decimal: decimalSql(raw),
  };
}

const largeNumber = "'([[,:]-?[0-9]{19,})([],}])'";

/** With an exponent behind large numbers; twice, since two that stand together share what is between them. */
function readable(raw: string): string {
  const once = (text: string): string => `replaceRegexpAll(${text}, ${largeNumber}, '\\\\1e0\\\\2')`;
  return `if(match(${raw}, '[0-9]{19}'), ${once(once(raw))}, ${raw})`;
}

const channelSql: ValueSql = {
  isMissing: "0",
  isText: "1",
  text: "toString(channel)",
  isTrue: "0",
  isFalse: "0",
  elements: "emptyArrayString()",
  decimal: "cast(null as Nullable(Decimal(76, 9)))",
};

/**
 * From the shortest decimal text of the number, rounded half away from zero to nine places. Reading at 30 places cuts
 * off no digit that decides the rounding; reading at nine would cut instead of round. The JSON text of what is no
 * number is no decimal either: text has its quotes.
 */
function decimalSql(raw: string): string {
  const number = `round(toDecimal256OrNull(${raw}, 30), 9)`;
  return `if(abs(${number}) < toDecimal256('1e29', 9), cast(${number} as Nullable(Decimal(76, 9))), null)`;
}

/** A number of a condition. */
export function decimalOperand(value: number, params: Params): string {
  return `toDecimal256(${params.text(String(value))}, 9)`;
}
