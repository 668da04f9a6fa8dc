import type { Session } from "./session.ts";

export interface NewSession {
  readonly brandId: number;
  readonly digest: string;
  readonly who: { readonly staffId: number } | { readonly keyId: number };
  readonly device: string;
  readonly at: number;
  readonly endsAt: number;
}

/** Which sessions are meant: one, or all of a person or of a key but, where told, one. */
export type SessionsOf =
  | { readonly sessionId: number }
  | { readonly staffId: number; readonly but?: number }
  | { readonly keyId: number; readonly but?: number };

export interface SessionStore {
  /** @returns undefined for a session that is over, of somebody disabled, or of a revoked key */
  find(digest: string, at: number): Promise<Session | undefined>;
  /** Forgets sessions that are over. */
  add(session: NewSession): Promise<void>;
  list(of: SessionsOf, at: number): Promise<readonly Session[]>;
  end(of: SessionsOf): Promise<void>;
  noteSeen(sessionId: number, at: number): Promise<void>;
}
