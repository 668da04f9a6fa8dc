import { hash, randomBytes } from "node:crypto";

/** A public key may add events and ask for decisions; a secret key may do everything. */
export type KeyKind = "public" | "secret";

const prefixes: Readonly<Record<KeyKind, string>> = { public: "atp_", secret: "ats_" };

/** A new key: its kind can be read, the rest is 192 random bits. Shown once; only its digest is kept. */
export function newKey(kind: KeyKind): string {
  return prefixes[kind] + randomBytes(24).toString("base64url");
}

export const shortestKey = 16;

/** SHA-256 in hex. Keys are long and random, so nothing slower is needed, and equal work is done for any text. */
export function digestOfKey(text: string): string {
  return hash("sha256", text, "hex");
}

/** What lists show of a key. */
export function hintOfKey(text: string): string {
  return text.slice(-4);
}
