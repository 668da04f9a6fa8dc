import type { FoldedEvent, LeafMoved } from "./batch.ts";

/** What goes to ClickHouse for a range of positions. */
export interface SinkRows {
  readonly events: readonly FoldedEvent[];
  readonly moved: readonly LeafMoved[];
}

const keptInMemory = 60_000;

/** Folded events that ClickHouse does not hold yet, as long as they fit; what is older is read back from Postgres. */
export class SinkTail {
  #events: FoldedEvent[] = [];
  #moved: LeafMoved[] = [];
  /** Everything after this position is here. */
  #after: number;

  constructor(after: number) {
    this.#after = after;
  }

  add({
    folded,
    moved,
    to,
  }: {
    readonly folded: readonly FoldedEvent[];
    readonly moved: readonly LeafMoved[];
    readonly to: number;
  }): void {
    if (this.#events.length > keptInMemory) {
      this.#events = [];
      this.#moved = [];
      this.#after = to;
      return;
    }
    for (const one of folded) this.#events.push(one);
    this.#moved.push(...moved);
  }

  /** The rows of (from, to], or undefined when not all of them are here. */
  take(from: number, to: number): SinkRows | undefined {
    if (this.#after > from) return undefined;
    return {
      events: this.#events.filter((one) => one.position <= to),
      moved: this.#moved.filter((one) => one.position <= to),
    };
  }

  drop(upTo: number): void {
    this.#events = this.#events.filter((one) => one.position > upTo);
    this.#moved = this.#moved.filter((one) => one.position > upTo);
  }
}
