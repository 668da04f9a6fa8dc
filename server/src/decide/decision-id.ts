import { hash } from "node:crypto";

/** A UUID (version 8) that is a function of the text alone. */
export function decisionIdOf(basis: string): string {
  const digest = hash("sha256", basis, "hex");
  const variant = "89ab"[Number.parseInt(digest.charAt(16), 16) & 3];
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
