import type { Clock } from "../../kernel/clock.ts";
import { endOf, type Session } from "./session.ts";

/** What changed in another copy of the program counts here after at most this long: a session that was ended, a role that was taken. */
const stalestMs = 5_000;
/** From this age on a session is read again in the background, so that no request waits for it. */
const refreshMs = 2_500;
/** How many tokens are remembered, known or not. */
const mostKept = 10_000;

export interface LiveSessions {
  find(digest: string): Promise<Session | undefined>;
  /** Sessions or people changed here: the next look sees it. */
  forget(): void;
}

interface Kept {
  readonly session: Session | undefined;
  readonly readAt: number;
}

/** Sessions in memory: every request of the console needs one. */
export function createLiveSessions(
  load: (digest: string) => Promise<Session | undefined>,
  clock: Clock,
): LiveSessions {
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<Kept>>();
  let generation = 0;

  async function read(digest: string): Promise<Kept> {
    const [begun, readAt] = [generation, clock.now()];
    const fresh: Kept = { session: await load(digest), readAt };
    if (begun !== generation) return read(digest);
    kept.delete(digest);
    kept.set(digest, fresh);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return fresh;
  }

  function refresh(digest: string): Promise<Kept> {
    const under = reading.get(digest);
    if (under !== undefined) return under;
    const started = read(digest).finally(() => reading.delete(digest));
    reading.set(digest, started);
    return started;
  }

  return {
    find: async (digest) => {
      const now = clock.now();
      const known = kept.get(digest);
      const age = known === undefined ? Number.POSITIVE_INFINITY : now - known.readAt;
      const current = known !== undefined && age <= stalestMs ? known : await refresh(digest);
      // A store that is away is told to the request that finds the session too old, not to this one.
      if (current === known && age > refreshMs) refresh(digest).catch(() => undefined);
      const { session } = current;
      return session !== undefined && endOf(session) > now ? session : undefined;
    },
    forget: () => {
      generation += 1;
      kept.clear();
    },
  };
}
