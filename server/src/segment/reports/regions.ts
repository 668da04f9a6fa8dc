import { bitsIn, type ProfileSet } from "../profile-set.ts";

/** Of the customers in `everyone`, how many are in exactly which of the sets. The code of a region has a bit for each set. At most eight sets. */
export function regionsOf(everyone: ProfileSet, sets: readonly ProfileSet[]): ReadonlyMap<number, number> {
  const sizes = new Float64Array(2 ** sets.length);
  const split = (place: number, word: number, at: number, code: number): void => {
    if (word === 0) return;
    if (at === sets.length) {
      sizes[code] = (sizes[code] ?? 0) + bitsIn(word);
      return;
    }
    const held = sets[at]?.words[place] ?? 0;
    split(place, word & held, at + 1, code | (1 << at));
    split(place, word & ~held, at + 1, code);
  };
  everyone.words.forEach((word, place) => {
    split(place, word, 0, 0);
  });
  return new Map([...sizes.entries()].filter(([, size]) => size > 0));
}

/** The places of the sets in a region's code. */
export function setsOfCode(code: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => at).filter((at) => (code & (1 << at)) !== 0);
}
