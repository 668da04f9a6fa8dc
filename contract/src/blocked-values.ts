/**
 * Texts that programs send when they do not know who it is. Taken as identifiers they would join strangers,
 * so they are ignored, in any case and with any space around them. So is every text of only zeros and dashes.
 */
export const blockedValues: ReadonlySet<string> = new Set([
  "",
  "-1",
  "null",
  "(null)",
  "<null>",
  "nil",
  "none",
  "undefined",
  "nan",
  "n/a",
  "true",
  "false",
  "unknown",
  "not set",
  "(not set)",
  "anonymous",
  "anon",
  "guest",
  "visitor",
  "[object object]",
  "{}",
  "[]",
]);

const longestBlocked = Math.max(...[...blockedValues].map((value) => value.length));

export function isBlockedValue(value: string): boolean {
  const trimmed = value.trim();
  if (/^[0-]*$/.test(trimmed)) return true;
  return trimmed.length <= longestBlocked && blockedValues.has(trimmed.toLowerCase());
}
