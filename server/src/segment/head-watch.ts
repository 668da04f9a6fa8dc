import { type ChangePlace, isBefore } from "./change-place.ts";

export interface HeadWatch {
  /** Resolves with the head as soon as it is behind `place`, and at the latest after `ms` or when nobody wants it any longer. */
  until(brandId: number, place: ChangePlace, ms: number, signal: AbortSignal): Promise<ChangePlace>;
}

const lookMs = 50;

interface Waiter {
  readonly place: ChangePlace;
  readonly tell: (head: ChangePlace) => void;
}

/** However many wait, the head is looked at once in `lookMs`; while nobody waits it is not looked at. */
export function createHeadWatch(readHead: (brandId: number) => Promise<ChangePlace>): HeadWatch {
  const waiting = new Map<number, Set<Waiter>>();
  const look = async (brandId: number, waiters: Set<Waiter>): Promise<void> => {
    while (waiters.size > 0) {
      await pause(lookMs);
      const head = await readHead(brandId).catch(() => undefined); // Postgres is away for a moment
      if (head === undefined) continue;
      for (const waiter of waiters) if (isBefore(waiter.place, head)) waiter.tell(head);
    }
    waiting.delete(brandId);
  };
  return {
    until: (brandId, place, ms, signal) =>
      new Promise((resolve) => {
        const tell = (head: ChangePlace): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", giveUp);
          waiting.get(brandId)?.delete(waiter);
          resolve(head);
        };
        const giveUp = (): void => tell(place);
        const waiter: Waiter = { place, tell };
        const timer = setTimeout(giveUp, ms);
        signal.addEventListener("abort", giveUp);
        const others = waiting.get(brandId);
        if (others !== undefined) {
          others.add(waiter);
          return;
        }
        const waiters = new Set([waiter]);
        waiting.set(brandId, waiters);
        void look(brandId, waiters);
      }),
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
