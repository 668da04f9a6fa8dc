/** Ids are opaque in the API: a prefix and a number in base 36 (`prf_4k`). */
export function formatId(prefix: string, id: number): string {
  return `${prefix}_${id.toString(36)}`;
}

/** The number behind `prf_4k`, or undefined when the text is not such an id. */
export function parseId(prefix: string, text: string): number | undefined {
  if (!text.startsWith(`${prefix}_`)) return undefined;
  const digits = text.slice(prefix.length + 1);
  if (!/^[0-9a-z]{1,11}$/.test(digits)) return undefined;
  const id = Number.parseInt(digits, 36);
  return Number.isSafeInteger(id) ? id : undefined;
}
