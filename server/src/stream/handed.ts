/** A record as the inbox holds it: JSON text. */
export interface Appended {
  readonly position: number;
  readonly body: string;
}

const keptInMemory = 50_000;

/** Records that this program appended, so that they need not be read back; in order of their positions, as texts until their turn comes. */
export class Handed {
  #kept: Appended[] = [];

  /** Too many are waiting: the rest is read from the inbox when its turn comes. */
  add(first: number, bodies: readonly string[]): void {
    if (this.#kept.length > keptInMemory) return;
    for (const [at, body] of bodies.entries()) this.#kept.push({ position: first + at, body });
  }

  isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  /** What follows `after` without a gap (another copy appends too), at most `most` records. */
  next(after: number, most: number): readonly Appended[] {
    const start = this.#kept.findIndex((one) => one.position > after);
    if (start === -1) return [];
    const found = this.#kept.slice(start, start + most);
    const gap = found.findIndex((one, at) => one.position !== after + 1 + at);
    return gap === -1 ? found : found.slice(0, gap);
  }

  drop(upTo: number): void {
    const start = this.#kept.findIndex((one) => one.position > upTo);
    this.#kept = start === -1 ? [] : this.#kept.slice(start);
  }

  clear(): void {
    this.#kept = [];
  }
}
