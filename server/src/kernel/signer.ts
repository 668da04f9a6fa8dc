import { createHmac, hash, timingSafeEqual } from "node:crypto";

/** Signs what we hand out and take back, so that nobody else can make it. */
export interface Signer {
  sign(body: Uint8Array): Buffer;
  isSigned(body: Uint8Array, signature: Uint8Array): boolean;
}

const signatureBytes = 16;

/** HMAC-SHA256, its first 128 bits; the key is a hash of `secret`, which lies outside the database, and of what is signed. */
export function createSigner(secret: string, purpose: string): Signer {
  const key = hash("sha256", `attune.${purpose} ${secret}`, "buffer");
  const sign = (body: Uint8Array): Buffer =>
    createHmac("sha256", key).update(body).digest().subarray(0, signatureBytes);
  return {
    sign,
    isSigned: (body, signature) =>
      signature.length === signatureBytes && timingSafeEqual(sign(body), signature),
  };
}
