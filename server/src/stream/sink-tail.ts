import type { LeafMoved } from "./batch.ts";

/** What goes to ClickHouse for the positions (from, to]. */
export interface SinkChunk {
  readonly from: number;
  readonly to: number;
  /** How many events. */
  readonly count: number;
  /** Their rows as TabSeparated text. */
  readonly lines: string;
  readonly moved: readonly LeafMoved[];
}

const keptInMemory = 60_000;

/** Folded events that ClickHouse does not hold yet, as long as they fit; what is older is read back from Postgres. */
export class SinkTail {
  #chunks: SinkChunk[] = [];
  #count = 0;

  add(chunk: SinkChunk): void {
    if (this.#count > keptInMemory) this.#clear();
    this.#chunks.push(chunk);
    this.#count += chunk.count;
  }

  /** Chunks that follow `from` without a gap, at most `most` positions but at least one chunk; undefined when they are not here. */
  take(from: number, most: number): SinkChunk | undefined {
    const [first] = this.#chunks;
    if (first?.from !== from) return undefined;
    const taken: SinkChunk[] = [];
    let to = from;
    for (const chunk of this.#chunks) {
      if (chunk.from !== to || (taken.length > 0 && chunk.to - from > most)) break;
      taken.push(chunk);
      to = chunk.to;
    }
    return {
      from,
      to,
      count: taken.reduce((sum, chunk) => sum + chunk.count, 0),
      lines: taken.map((chunk) => chunk.lines).join(""),
      moved: taken.flatMap((chunk) => chunk.moved),
    };
  }

  /** Where the first chunk begins; what lies before it must be read back. */
  begin(): number | undefined {
    return this.#chunks[0]?.from;
  }

  /** What ClickHouse holds; a chunk that it holds in part is dropped whole and read back. */
  drop(upTo: number): void {
    this.#chunks = this.#chunks.filter((chunk) => chunk.from >= upTo);
    this.#count = this.#chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  }

  #clear(): void {
    this.#chunks = [];
    this.#count = 0;
  }
}
