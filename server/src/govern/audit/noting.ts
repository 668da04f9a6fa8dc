import type { Clock } from "../../kernel/clock.ts";
import { codeOf } from "../../kernel/code-of.ts";
import type { Change, View } from "./audit.ts";
import { refusals } from "./refusals.ts";

/** How long a view waits for others, to be written with them. */
const gatherMs = 200;
const pauseMs = 1_000;
/** The same page asked for again so soon, as a page that is open does by itself, is the same view. */
const sameViewMs = 60_000;
const mostRemembered = 5_000;
/** With so many not written yet, customers are no longer shown: better not seen than seen unnoticed. */
const mostWaiting = 10_000;

export interface Noting {
  /** Before something is shown. @throws Refusal 503 while too many views wait to be written */
  admit(): void;
  view(view: Omit<View, "at">): void;
  change(change: Omit<Change, "at">): void;
  /** Writes what waits. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Writes views and changes beside the answers, gathered: who looks at a customer waits for no round trip. What waits when the store is
 * away is written when it is back. What waits when the program is killed is lost: at most what was seen in its last 200 ms, and the
 * next start says in the audit that the one before did not end in order.
 */
export function createNoting(ports: {
  readonly write: (views: readonly View[], changes: readonly Change[]) => Promise<void>;
  readonly clock: Clock;
  readonly log: (line: { readonly event: string; readonly code?: string }) => void;
}): Noting {
  const { write, clock, log } = ports;
  let views: View[] = [];
  let changes: Change[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;

  const seenAt = new Map<string, number>();

  function isSame({ brandId, actor, operation, profileIds }: Omit<View, "at">): boolean {
    const [key, now] = [`${brandId} ${actor} ${operation} ${profileIds.join()}`, clock.now()];
    if (now - (seenAt.get(key) ?? Number.NEGATIVE_INFINITY) < sameViewMs) return true;
    if (seenAt.size >= mostRemembered) seenAt.clear();
    seenAt.set(key, now);
    return false;
  }

  async function writeWaiting(): Promise<void> {
    const [taken, changed] = [views, changes];
    if (taken.length + changed.length === 0) return;
    [views, changes] = [[], []];
    try {
      await write(taken, changed);
    } catch (error) {
      views = [...taken, ...views];
      changes = [...changed, ...changes];
      throw error;
    }
  }

  function flush(): Promise<void> {
    const next = (writing ?? Promise.resolve()).catch(() => undefined).then(writeWaiting);
    const current = next.finally(() => {
      if (writing === current) writing = undefined;
    });
    writing = current;
    return current;
  }

  function schedule(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      flush().catch((error: unknown) => {
        log({ event: "audit.waits", code: codeOf(error) });
        schedule(pauseMs);
      });
    }, ms);
  }

  return {
    admit: () => {
      if (views.length + changes.length >= mostWaiting) throw refusals.auditBehind();
    },
    view: (view) => {
      if (isSame(view)) return;
      views.push({ ...view, at: clock.now() });
      schedule(gatherMs);
    },
    change: (change) => {
      changes.push({ ...change, at: clock.now() });
      schedule(gatherMs);
    },
    flush,
    stop: async () => {
      clearTimeout(timer);
      timer = undefined;
      await flush().catch((error: unknown) => log({ event: "audit.lost", code: codeOf(error) }));
    },
  };
}
