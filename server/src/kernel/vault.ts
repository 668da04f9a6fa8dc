import { createCipheriv, createDecipheriv, hash, randomBytes } from "node:crypto";

/** Keeps secrets that must be had again, so that whoever reads the database cannot read them. */
export interface Vault {
  seal(text: string): Buffer;
  /** @throws Error when it was sealed with another key, or changed */
  open(sealed: Buffer): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM; the key is a hash of `secret`, which lies outside the database. */
export function createVault(secret: string): Vault {
  const key = hash("sha256", `attune.vault ${secret}`, "buffer");
  return {
    seal: (text) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed) => {
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceBytes));
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      const body = sealed.subarray(nonceBytes + tagBytes);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
    },
  };
}
