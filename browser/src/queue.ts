import { tell } from "./safely.ts";
import { type KeptTexts, randomId } from "./storage.ts";

const prefix = "attune:";
const mostEvents = 500;
const mostCharacters = 500_000;
/** The server sets larger ones aside. */
const largestEvent = 32_000;
/** Browsers let a page that is left send 64 KiB more. */
const largestBatch = 50_000;
const mostOfBatch = 100;

export interface Waiting {
  readonly key: string;
  /** JSON of the event. */
  readonly text: string;
}

/** Events that have not arrived yet, oldest first, shared by all open pages of the shop. */
export interface EventQueue {
  /** Gives it its message id, which it keeps however often it is sent. The oldest go when there are too many. */
  add(event: Readonly<Record<string, unknown>>): void;
  /** As many of the oldest as one request takes. */
  next(): readonly Waiting[];
  remove(waiting: readonly Waiting[]): void;
  /** Drops what `isKept` does not hold for. */
  keepOnly(isKept: (waiting: Waiting) => boolean): void;
}

/** One entry for each event, so that two pages that write at once lose nothing; the id begins with the time, so that keys sort by age. */
export function createQueue(storage: KeptTexts, now: () => number = Date.now): EventQueue {
  const keys = (): string[] =>
    Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "")
      .filter((key) => key.startsWith(prefix))
      .sort();
  const all = (): Waiting[] => keys().map((key) => ({ key, text: storage.getItem(key) ?? "" }));
  const remove = (waiting: readonly Waiting[]): void => {
    for (const { key } of waiting) storage.removeItem(key);
  };
  let newest = 0;

  /** Later than everything that waits, also when the clock was put back. */
  const nextMoment = (): number => {
    const [kept = ""] = (keys().at(-1) ?? "").slice(prefix.length).split("-");
    newest = Math.max(now(), newest + 1, (Number.parseInt(kept, 36) || 0) + 1);
    return newest;
  };

  const dropOldest = (characters: number): void => {
    const waiting = all();
    let size = waiting.reduce((sum, { text }) => sum + text.length, 0);
    let count = waiting.length;
    remove(
      waiting.filter(({ text }) => {
        if (count <= mostEvents && size <= characters) return false;
        count -= 1;
        size -= text.length;
        return true;
      }),
    );
  };

  const keep = (key: string, text: string): void => {
    try {
      storage.setItem(key, text);
    } catch {
      // The shop's own entries fill the storage: half of ours make room for the new one.
      dropOldest(all().reduce((sum, one) => sum + one.text.length, 0) / 2);
      storage.setItem(key, text);
    }
  };

  return {
    add: (event) => {
      const messageId = `${nextMoment().toString(36)}-${randomId()}`;
      const text = JSON.stringify({ ...event, messageId });
      if (text.length > largestEvent) return tell("an event is too large and is not sent.", event);
      keep(prefix + messageId, text);
      dropOldest(mostCharacters);
    },
    next: () => {
      let size = 0;
      return all()
        .slice(0, mostOfBatch)
        .filter(({ text }, at) => {
          size += text.length;
          return at === 0 || size <= largestBatch;
        });
    },
    remove,
    keepOnly: (isKept) => remove(all().filter((waiting) => !isKept(waiting))),
  };
}
