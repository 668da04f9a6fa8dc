import { Refusal } from "../../kernel/refusal.ts";
import { shortestKey } from "./key.ts";

export const refusals = {
  keyMissing: (): Refusal =>
    new Refusal(
      "key.missing",
      401,
      "Say who you are: `Authorization: Bearer KEY`, or the key as Basic user name.",
    ),
  keyUnknown: (): Refusal => new Refusal("key.unknown", 401, "The key is not known, or it was revoked."),
  keyNotSecret: (): Refusal =>
    new Refusal(
      "key.not_secret",
      403,
      "This needs a secret key; a public key may only add events and ask for decisions.",
    ),
  keyNotFound: (): Refusal => new Refusal("key.not_found", 404, "There is no such key."),
  lastSecretKey: (): Refusal =>
    new Refusal("key.last_secret", 409, "This is the last secret key; make another before you revoke it."),
  keyTooShort: (name: string): Refusal =>
    new Refusal("key.too_short", 422, `${name} has fewer than ${shortestKey} characters.`),
  keysEqual: (): Refusal => new Refusal("key.equal", 422, "The admin key and the write key must differ."),
  sourceNotFound: (): Refusal => new Refusal("source.not_found", 404, "There is no such source."),
  sourceTaken: (): Refusal => new Refusal("source.taken", 409, "There is a source of that key already."),
  tooManyEvents: (retryAfterSeconds: number): Refusal =>
    new Refusal("key.rate_limited", 429, "This key sends more events than its limit allows.", {
      retryAfterSeconds,
    }),
} as const;
