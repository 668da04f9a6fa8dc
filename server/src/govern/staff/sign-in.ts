import { hintOfKey } from "../keys/key.ts";
import type { Keys } from "../keys/keys.ts";
import { refusals as keyRefusals } from "../keys/refusals.ts";
import { type Me, meOf, meOfKey } from "./me.ts";
import type { NewSession } from "./session-store.ts";
import type { Staff } from "./staff.ts";
import type { StaffMember } from "./staff-store.ts";

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

export function createSignIn({ keys, staff }: { readonly keys: Keys; readonly staff: Staff }): SignIn {
  return async (credentials) => {
    if ("key" in credentials) return byKey(keys, credentials.key);
    if ("invitation" in credentials)
      return entering(await staff.join(credentials.invitation, credentials.password));
    return entering(await staff.judge(loginOf(credentials.login), credentials.password));
  };
}

/** Logins are kept in lower case. */
export function loginOf(text: string): string {
  return text.trim().normalize("NFC").toLowerCase();
}

function entering(member: StaffMember): Entering {
  const { brandId, staffId } = member;
  return { brandId, owner: { staffId }, me: meOf({ kind: "staff", ...member }) };
}

async function byKey(keys: Keys, text: string): Promise<Entering> {
  const known = await keys.find(text);
  if (known === undefined) throw keyRefusals.keyUnknown();
  if (known.kind !== "secret") throw keyRefusals.keyNotSecret();
  return { brandId: known.brandId, owner: { keyId: known.keyId }, me: meOfKey(hintOfKey(text)) };
}
