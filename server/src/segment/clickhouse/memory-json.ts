import type { Json } from "@attune/contract";

/**
 * JSON text that ClickHouse reads with the same meaning as we do. Its reader takes a text for broken as a whole when it
 * holds half a surrogate pair, or an integer beyond 64 bits without an exponent; both can stand in an event.
 */
export function memoryJson(value: Json): string {
  const text = JSON.stringify(value);
  return suspicious.test(text) ? text.replace(tokens, readableToken) : text;
}

const suspicious = /\\ud|\d{19}/;
/** A whole string, or an integer of 19 digits or more. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d{19,}(?![\d.eE])/g;
/** Pairs are written raw, so a surrogate that is escaped stands alone. */
const escapes = /\\(?:ud[89a-f][0-9a-f]{2}|.)/g;

function readableToken(token: string): string {
  if (!token.startsWith('"')) return `${token}e0`;
  return token.replace(escapes, (escaped) => (escaped.startsWith("\\ud") ? "\uFFFD" : escaped));
}
