import type { BadRow } from "./make-records.ts";

/** The first line of a file of bad rows. */
export const errorHeader = "line,code,path,message,original";

/** A bad row as a line of such a file, without its line end. */
export function errorLine({ line, code, path, message, original }: BadRow): string {
  return `${line},${[code, path, message, original].map(quoted).join(",")}`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
