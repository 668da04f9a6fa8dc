/** A set of profiles, one bit each: profile ids are dense. Word w holds the ids 32w to 32w + 31. */
export interface ProfileSet {
  readonly words: Uint32Array;
}

const bitsPerWord = 32;

export const nobody: ProfileSet = { words: new Uint32Array(0) };

export function profileSetOf(profileIds: Iterable<number>): ProfileSet {
  let words = new Uint32Array(64);
  for (const id of profileIds) {
    const word = Math.floor(id / bitsPerWord);
    if (word >= words.length) words = grow(words, word);
    words[word] = (words[word] ?? 0) | (1 << (id % bitsPerWord));
  }
  return { words };
}

function grow(words: Uint32Array, word: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(word + 1, words.length * 2));
  larger.set(words);
  return larger;
}

/** From words as bytes: the place of each, then its bits, one set after the other, four bytes each. */
export function profileSetsOfBytes(bytes: Uint8Array, count: number): readonly ProfileSet[] {
  const numbers = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stride = 4 * (1 + count);
  let last = -1;
  for (let at = 0; at < bytes.byteLength; at += stride) last = Math.max(last, numbers.getUint32(at));
  return Array.from({ length: count }, (_, nth) => {
    const words = new Uint32Array(last + 1);
    for (let at = 0; at < bytes.byteLength; at += stride)
      words[numbers.getUint32(at)] = numbers.getUint32(at + 4 * (1 + nth));
    return { words };
  });
}

/** From words as the stores give them: the bits of word `places[i]` are `bits[i]`. */
export function profileSetOfWords(places: readonly number[], bits: readonly number[]): ProfileSet {
  const words = new Uint32Array(places.reduce((most, place) => Math.max(most, place + 1), 0));
  places.forEach((place, at) => {
    words[place] = bits[at] ?? 0;
  });
  return { words };
}

export function both(a: ProfileSet, b: ProfileSet): ProfileSet {
  const length = Math.min(a.words.length, b.words.length);
  return { words: a.words.slice(0, length).map((word, at) => word & (b.words[at] ?? 0)) };
}

export function either(a: ProfileSet, b: ProfileSet): ProfileSet {
  const [long, short] = a.words.length < b.words.length ? [b.words, a.words] : [a.words, b.words];
  return { words: long.map((word, at) => word | (short[at] ?? 0)) };
}

/** Those of `a` that are not in `b`. */
export function without(a: ProfileSet, b: ProfileSet): ProfileSet {
  return { words: a.words.map((word, at) => word & ~(b.words[at] ?? 0)) };
}

export function sizeOf(set: ProfileSet): number {
  let size = 0;
  for (const word of set.words) size += bitsIn(word);
  return size;
}

export function isIn(set: ProfileSet, profileId: number): boolean {
  return (((set.words[Math.floor(profileId / bitsPerWord)] ?? 0) >>> (profileId % bitsPerWord)) & 1) === 1;
}

/** Eight profiles a byte, the lowest bit first. */
export function bitsOf({ words }: ProfileSet): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, place) => {
    bytes.setUint32(place * 4, word, true);
  });
  return new Uint8Array(bytes.buffer);
}

/** In ascending order. */
export function* idsIn(set: ProfileSet): Generator<number, void> {
  for (const [place, word] of set.words.entries()) {
    for (let rest = word; rest !== 0; rest &= rest - 1) {
      yield place * bitsPerWord + (31 - Math.clz32(rest & -rest));
    }
  }
}

/** At most `count` of them, spread evenly: the same set gives the same sample. */
export function sampleOf(set: ProfileSet, count: number): readonly number[] {
  const size = sizeOf(set);
  const wanted = Math.min(count, size);
  const sample: number[] = [];
  const nextRank = (): number => Math.floor((sample.length * size) / wanted);
  let rank = 0;
  for (const [place, word] of set.words.entries()) {
    const end = rank + bitsIn(word);
    while (sample.length < wanted && nextRank() < end) {
      sample.push(place * bitsPerWord + bitOf(word, nextRank() - rank));
    }
    rank = end;
  }
  return sample;
}

/** The place of the nth bit that is set, from 0. */
function bitOf(word: number, nth: number): number {
  let rest = word;
  for (let skipped = 0; skipped < nth; skipped += 1) rest &= rest - 1;
  return 31 - Math.clz32(rest & -rest);
}

export function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
