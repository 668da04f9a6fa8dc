import type { Role } from "./role.ts";

/** A session ends when nobody used it for this long, */
export const idleMs: number = 2 * 60 * 60_000;
/** and in any case after a day at work. */
export const longestMs: number = 12 * 60 * 60_000;
/** How often a use is noted: nobody writes for every request. */
export const noteEveryMs = 60_000;

/** Somebody signed in to the console: a member of staff, or whoever holds a secret key. */
export interface Session {
  readonly sessionId: number;
  readonly brandId: number;
  /** The key's; for staff the first of the brand. */
  readonly sourceId: number;
  readonly who: SignedIn;
  readonly device: string;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly endsAt: number;
}

export type SignedIn =
  | {
      readonly kind: "staff";
      readonly staffId: number;
      readonly login: string;
      readonly name: string;
      readonly role: Role;
      readonly stores: readonly string[];
    }
  | { readonly kind: "key"; readonly keyId: number; readonly hint: string };

/** Until when it holds if nobody uses it. */
export function endOf(session: Session): number {
  return Math.min(session.endsAt, session.seenAt + idleMs);
}

/** Who did it, for the audit. */
export function actorOf(who: SignedIn): string {
  return who.kind === "staff" ? `staff:${who.staffId}` : `key:${who.keyId}`;
}
