import { type Mask, masksOf } from "./masks.ts";
import { operationsOf } from "./rights.ts";
import type { Role } from "./role.ts";
import type { SignedIn } from "./session.ts";

/** Who is signed in, as the console is told: it shows no page whose route would be refused. */
export interface Me {
  readonly kind: "staff" | "key";
  readonly name: string;
  readonly login: string | null;
  /** Null for whoever signed in with a secret key: they may do all that the key may. */
  readonly role: Role | null;
  readonly stores: readonly string[];
  readonly operations: "all" | readonly string[];
  readonly masks: readonly Mask[];
}

export function meOf(who: SignedIn): Me {
  if (who.kind === "key") return meOfKey(who.hint);
  const { name, login, role, stores } = who;
  return {
    kind: "staff",
    name,
    login,
    role,
    stores,
    operations: operationsOf(role),
    masks: masksOf(role),
  };
}

/** `hint`: the last characters of the key, where they are known. */
export function meOfKey(hint = ""): Me {
  const name = hint === "" ? "Secret key" : `Secret key …${hint}`;
  return { kind: "key", name, login: null, role: null, stores: [], operations: "all", masks: [] };
}
