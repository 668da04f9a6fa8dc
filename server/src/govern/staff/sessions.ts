import { hash, randomBytes } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import { createLiveSessions } from "./live-sessions.ts";
import { refusals } from "./refusals.ts";
import { longestMs, noteEveryMs, type Session, type SignedIn } from "./session.ts";
import type { NewSession, SessionStore, SessionsOf } from "./session-store.ts";

export interface Sessions {
  /** @param isUse whether somebody is there: then it is noted that it was used. @returns undefined for a token that is none, or no longer */
  find(token: string, isUse: boolean): Promise<Session | undefined>;
  /** @returns what the cookie shall hold: 256 random bits, of which only the digest is kept */
  open(brandId: number, who: NewSession["who"], device: string): Promise<string>;
  listOf(session: Session): Promise<readonly Session[]>;
  end(sessionId: number): Promise<void>;
  /** One of one's own. @throws Refusal 404 */
  endOwn(session: Session, sessionId: number): Promise<void>;
  /** All of one's own. */
  endEverywhere(session: Session, but?: number): Promise<void>;
  endOfStaff(staffId: number, but?: number): Promise<void>;
  /** People or keys changed here. */
  forget(): void;
}

export function createSessions(ports: { readonly store: SessionStore; readonly clock: Clock }): Sessions {
  const { store, clock } = ports;
  const live = createLiveSessions((digest) => store.find(digest, clock.now()), clock);
  const notedAt = new Map<number, number>();

  async function end(of: SessionsOf): Promise<void> {
    await store.end(of);
    live.forget();
  }

  function noteUse(session: Session): void {
    const now = clock.now();
    if (now - Math.max(session.seenAt, notedAt.get(session.sessionId) ?? 0) < noteEveryMs) return;
    if (notedAt.size > 10_000) notedAt.clear();
    notedAt.set(session.sessionId, now);
    // Lost when the store is away just then: the session may end a minute early.
    store.noteSeen(session.sessionId, now).catch(() => notedAt.delete(session.sessionId));
  }

  return {
    find: async (token, isUse) => {
      const session = await live.find(digestOfToken(token));
      if (session !== undefined && isUse) noteUse(session);
      return session;
    },
    open: async (brandId, who, device) => {
      const token = randomBytes(32).toString("base64url");
      const at = clock.now();
      await store.add({ brandId, digest: digestOfToken(token), who, device, at, endsAt: at + longestMs });
      return token;
    },
    listOf: (session) => store.list(ownerOf(session.who), clock.now()),
    end: (sessionId) => end({ sessionId }),
    endOwn: async (session, sessionId) => {
      const own = await store.list(ownerOf(session.who), clock.now());
      if (!own.some((one) => one.sessionId === sessionId)) throw refusals.sessionNotFound();
      await end({ sessionId });
    },
    endEverywhere: (session, but) => end({ ...ownerOf(session.who), ...(but === undefined ? {} : { but }) }),
    endOfStaff: (staffId, but) => end({ staffId, ...(but === undefined ? {} : { but }) }),
    forget: () => live.forget(),
  };
}

function ownerOf(who: SignedIn): { readonly staffId: number } | { readonly keyId: number } {
  return who.kind === "staff" ? { staffId: who.staffId } : { keyId: who.keyId };
}

function digestOfToken(token: string): string {
  return hash("sha256", token, "hex");
}
