import { createHash, hash } from "node:crypto";

/** MD5 of the text as a UUID: a short key for a long text, not a secret. */
export function digestUuid(text: string): string {
  // A lone surrogate cannot be encoded and would collide with another: its UTF-16 form is hashed instead.
  const hex = text.isWellFormed()
    ? hash("md5", text, "hex")
    : createHash("md5").update(Buffer.from(text, "utf16le")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
