const special = /[\\\t\n\r]/;

/** One value for COPY's text format: backslash, tab, newline and carriage return escaped. */
export function copyText(value: string): string {
  return special.test(value)
    ? value.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r")
    : value;
}

/** JSON never holds a raw control character, and numbers do not; of other texts ask `isJoinable`. */
const separator = "\u0001";

/** Many values as one text parameter, for `joinedColumn`: an array of texts costs the driver and Postgres three times as much. */
export function joinTexts(values: readonly (string | number)[]): string {
  return values.join(separator);
}

/** SQL: the values that `joinTexts` made parameter `n` of, as an array of a type. */
export function joinedColumn(n: number, type: string): string {
  return `string_to_array($${n}, e'\\x01')::${type}[]`;
}

export function isJoinable(text: string): boolean {
  return !text.includes(separator);
}
