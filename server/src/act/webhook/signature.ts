import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";

/** 32 random bytes, in the form that Standard Webhooks gives secrets. */
export function newSecret(): string {
  return prefix + randomBytes(32).toString("base64");
}

/** `webhook-signature` of Standard Webhooks 1.0.0: one signature for each secret that counts, parted by spaces. */
export function signatureOf(
  secrets: readonly string[],
  message: { readonly id: string; readonly timestamp: string; readonly body: string },
): string {
  const text = `${message.id}.${message.timestamp}.${message.body}`;
  return secrets
    .map((secret) => Buffer.from(secret.slice(prefix.length), "base64"))
    .map((key) => `v1,${createHmac("sha256", key).update(text).digest("base64")}`)
    .join(" ");
}
