import { hintOfKey } from "../keys/key.ts";
import type { Keys } from "../keys/keys.ts";
import { refusals as keyRefusals } from "../keys/refusals.ts";
import { type Me, meOfKey } from "./me.ts";
import { refusals } from "./refusals.ts";
import type { NewSession } from "./session-store.ts";

export type Credentials =
  | { readonly login: string; readonly password: string }
  | { readonly key: string }
  | { readonly invitation: string; readonly password: string };

export interface Entering {
  readonly brandId: number;
  readonly owner: NewSession["who"];
  readonly me: Me;
}

/** @throws Refusal 401 when they are wrong, 403 for a public key, 429 after too many wrong ones */
export type SignIn = (credentials: Credentials) => Promise<Entering>;

export function createSignIn(ports: { readonly keys: Keys }): SignIn {
  return async (credentials) => {
    if ("key" in credentials) return byKey(ports.keys, credentials.key);
    throw refusals.sessionRefused();
  };
}

async function byKey(keys: Keys, text: string): Promise<Entering> {
  const known = await keys.find(text);
  if (known === undefined) throw keyRefusals.keyUnknown();
  if (known.kind !== "secret") throw keyRefusals.keyNotSecret();
  return { brandId: known.brandId, owner: { keyId: known.keyId }, me: meOfKey(hintOfKey(text)) };
}
