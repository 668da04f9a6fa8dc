/** A record as the inbox holds it: JSON text. */
export interface Appended {
  readonly position: number;
  readonly body: string;
}

/** Records that were committed together. As bytes, which go from thread to thread without a copy and cost the garbage collector nothing. */
export interface AppendedGroup {
  readonly first: number;
  readonly count: number;
  /** The bodies in UTF-8, one a line. */
  readonly lines: Uint8Array<ArrayBuffer>;
}

const newline = 10;
const keptInMemory = 50_000;
const encoder = new TextEncoder();

/** JSON text has no line break of its own. */
export function groupOf(first: number, bodies: readonly string[]): AppendedGroup {
  return { first, count: bodies.length, lines: encoder.encode(`${bodies.join("\n")}\n`) };
}

/** Records that this program appended, so that they need not be read back; in order of their positions, as bytes until their turn comes. */
export class Handed {
  #groups: AppendedGroup[] = [];
  #count = 0;

  /** Too many are waiting: the rest is read from the inbox when its turn comes. */
  add(group: AppendedGroup): void {
    if (this.#count > keptInMemory) return;
    this.#groups.push(group);
    this.#count += group.count;
  }

  isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  /** What follows `after` without a gap (another copy appends too), at most `most` records. */
  next(after: number, most: number): readonly Appended[] {
    const found: Appended[] = [];
    for (const group of this.#groups) {
      const wanted = after + found.length + 1;
      if (group.first + group.count <= wanted) continue;
      if (group.first > wanted || found.length >= most) break;
      readLines(group, wanted, most - found.length, found);
    }
    return found;
  }

  drop(upTo: number): void {
    const [first] = this.#groups;
    if (first === undefined || first.first + first.count - 1 > upTo) return;
    this.#groups = this.#groups.filter((group) => group.first + group.count - 1 > upTo);
    this.#count = this.#groups.reduce((sum, group) => sum + group.count, 0);
  }

  clear(): void {
    this.#groups = [];
    this.#count = 0;
  }
}

function readLines({ first, lines }: AppendedGroup, from: number, most: number, into: Appended[]): void {
  const bytes = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  let start = 0;
  for (let position = first; start < bytes.length && position < from + most; position += 1) {
    const end = bytes.indexOf(newline, start);
    if (position >= from) into.push({ position, body: bytes.toString("utf8", start, end) });
    start = end + 1;
  }
}
