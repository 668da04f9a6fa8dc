import type { Fill } from "./postgres/segment-fills.ts";

/** No customer is read for longer before their memberships are told. */
const readingMs = 5_000;

/** Remembers of which segments not everybody had been asked when definitions were last read. */
export class UnsettledSegments {
  #answered: ReadonlySet<number> | undefined;
  /** When each was last seen so. */
  readonly #seenAt = new Map<number, number>();

  note(answered: ReadonlySet<number>, fills: readonly Fill[]): void {
    const settled = new Set(fills.filter(({ state }) => state === "live").map(({ segmentId }) => segmentId));
    const before = this.#answered ?? answered;
    for (const id of answered)
      if (!before.has(id) || !settled.has(Math.abs(id))) this.#seenAt.set(id, performance.now());
    this.#answered = answered;
  }

  /** Those of them that were so while a customer was read who is answered now. */
  lately(): ReadonlySet<number> {
    for (const [id, at] of this.#seenAt) if (performance.now() - at > readingMs) this.#seenAt.delete(id);
    return new Set(this.#seenAt.keys());
  }
}
