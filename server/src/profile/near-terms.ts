/** What may have been meant by a word that was typed: each word that is one slip away from it, to be looked for among the search terms. */

/** Shorter ones are too many words at once. */
const shortest = 3;
const longest = 60;

/**
 * One letter too many, too few, another, or two neighbours the wrong way round. `term` as cutQuery cuts it; the answer does not hold it.
 * None for what is too short to be told from others.
 */
export function nearTerms(term: string): readonly string[] {
  const letters = [...term];
  if (letters.length < shortest || letters.length > longest) return [];
  const alphabet = alphabetOf(letters);
  const near = new Set(letters.flatMap((_, at) => slipsAt(letters, at, alphabet)));
  for (const letter of alphabet) near.add(term + letter);
  near.delete(term);
  return [...near];
}

function slipsAt(letters: readonly string[], at: number, alphabet: readonly string[]): readonly string[] {
  const before = letters.slice(0, at).join("");
  const [own = "", next, ...rest] = letters.slice(at);
  const after = letters.slice(at + 1).join("");
  return [
    before + after,
    ...(next === undefined ? [] : [before + next + own + rest.join("")]),
    ...alphabet.flatMap((letter) => [before + letter + after, before + letter + own + after]),
  ];
}

/** Whether so many slips, of the kinds above, make one word of the other. */
export function isWithin(slips: number, a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [from, to] = [a.slice(same), b.slice(same)];
  if (from === to) return true;
  if (slips === 0 || Math.abs(from.length - to.length) > slips) return false;
  const left = slips - 1;
  return (
    isWithin(left, from.slice(1), to.slice(1)) ||
    isWithin(left, from.slice(1), to) ||
    isWithin(left, from, to.slice(1)) ||
    (from[0] === to[1] && from[1] === to[0] && isWithin(left, from.slice(2), to.slice(2)))
  );
}

/** Words of numbers get numbers; others the letters of their own script, so that a slip in Greek is mended by Greek. */
function alphabetOf(letters: readonly string[]): readonly string[] {
  const scripts = blocks.filter(([from, until]) =>
    letters.some((letter) => letter >= from && letter <= until),
  );
  const found = scripts.flatMap(([from, until]) => range(from, until));
  // In addresses and numbers signs are mistyped too.
  return letters.some((letter) => "@.-_".includes(letter)) ? [...found, ...digits, ".", "-", "_"] : found;
}

const digits = range("0", "9");

/** Lower case, as terms are kept: accents are taken off before (`plain`). */
const blocks: readonly (readonly [from: string, until: string])[] = [
  ["0", "9"],
  ["a", "z"],
  ["\u03b1", "\u03c9"], // Greek
  ["\u0430", "\u045f"], // Cyrillic
  ["\u0561", "\u0586"], // Armenian
  ["\u05d0", "\u05ea"], // Hebrew
  ["\u0621", "\u064a"], // Arabic
  ["\u0905", "\u0939"], // Devanagari
  ["\u10d0", "\u10f0"], // Georgian
  ["\u1100", "\u1112"], // Hangul, which is kept in its parts
  ["\u1161", "\u1175"],
  ["\u11a8", "\u11c2"],
  ["\u3041", "\u3096"], // Hiragana
  ["\u30a1", "\u30fa"], // Katakana
];

function range(from: string, until: string): readonly string[] {
  const first = from.charCodeAt(0);
  return Array.from({ length: until.charCodeAt(0) - first + 1 }, (_, at) => String.fromCharCode(first + at));
}
