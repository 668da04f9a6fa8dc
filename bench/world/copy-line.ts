import { copyText } from "../../server/src/platform/postgres/copy-text.ts";

/** One row for COPY in text form; null and undefined are SQL's null. */
export function copyLine(...values: readonly (string | number | boolean | null | undefined)[]): string {
  return `${values.map((value) => (value === null || value === undefined ? "\\N" : copyText(String(value)))).join("\t")}\n`;
}
