import { parsePattern, patternLimits } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { patternMatcher } from "./pattern-match.ts";
import { compilePattern } from "./pattern-program.ts";

function isFound(pattern: string, text: string): boolean {
  const parsed = parsePattern(pattern);
  if (parsed.pattern === undefined) throw new Error(`${pattern}: ${parsed.fault.message}`);
  return patternMatcher(parsed.pattern)(text);
}

test("a pattern is found where a regular expression of JavaScript finds it", () => {
  const atom = fc.constantFrom("a", "b", "é", "😀", "[ab]", "[^a]", "[a-c]", "\\d", "\\w", "\\.", "^", "$");
  const repeat = fc.constantFrom("", "", "*", "+", "?", "{2}", "{1,2}", "{2,}", "*?");
  const piece = fc
    .tuple(atom, repeat)
    .map(([one, times]) => (one === "^" || one === "$" ? one : `${one}${times}`));
  const { pattern } = fc.letrec<{ pattern: string; group: string }>((tie) => ({
    group: fc.tuple(tie("pattern"), repeat).map(([inside, times]) => `(?:${inside})${times}`),
    pattern: fc
      .array(
        fc.oneof(
          { depthSize: "small" },
          { weight: 4, arbitrary: piece },
          { weight: 1, arbitrary: tie("group") },
        ),
        {
          maxLength: 4,
        },
      )
      .chain((parts) => fc.constantFrom(parts.join(""), parts.join("|"))),
  }));
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "1", ".", "é", "😀", "\n"), maxLength: 8 });

  fc.assert(
    fc.property(pattern, text, (source, value) => {
      expect(isFound(source, value)).toBe(new RegExp(source, "u").test(value));
    }),
    { numRuns: 3_000 },
  );
});

test("a dot is any character but a line feed, blanks and digits are those of ASCII, (?i) takes ASCII letters in either case", () => {
  expect(["a\rb", "a\u2028b", "a\nb"].map((text) => isFound("a.b", text))).toEqual([true, true, false]);
  expect([" ", "\u00a0", "\v"].map((text) => isFound("\\s", text))).toEqual([true, false, false]);
  expect(["7", "٧"].map((text) => isFound("\\d", text))).toEqual([true, false]);
  expect(["STRASSE", "é", "É"].map((text) => isFound("(?i)^strasse$|É", text))).toEqual([true, false, true]);
});

test("what is no pattern is refused with its place", () => {
  const faulty: readonly (readonly [pattern: string, at: number])[] = [
    ["a(b", 1],
    ["a)", 1],
    ["[a", 0],
    ["*a", 0],
    ["a**", 2],
    ["(?=a)", 1],
    ["\\1", 0],
    ["a{2,1}", 1],
    ["a{101}", 1],
    ["[b-a]", 1],
    ["((a{100}){100}){100}", 0],
    ["(".repeat(40), 30],
  ];

  expect(faulty.map(([pattern]) => [pattern, parsePattern(pattern).fault?.at])).toEqual(faulty);
});

test("hostile patterns take no longer than text times pattern", () => {
  const text = "a".repeat(patternLimits.text);
  const hostile = [
    "^(a+)+$",
    "^(a|a)*b",
    "(a*)*b",
    "^(a?){50}a{50}b",
    "(a{0,100}){0,10}b",
    "(?i)(([a-z]{0,10}){0,10}){0,10}\\d",
    `(${"a{0,100}".repeat(48)})b`,
    `${"(a|b)*a".repeat(50)}c`,
  ];

  for (const pattern of hostile) {
    const usual = msPerStep(`${"a{0,100}".repeat(5)}b`, text);
    expect(msPerStep(pattern, text) / usual, pattern).toBeLessThan(4);
  }
});

/** Of one step at one character; what else the machine does slows one pattern like another. */
function msPerStep(pattern: string, text: string): number {
  const parsed = parsePattern(pattern).pattern;
  if (parsed === undefined) throw new Error(`${pattern} is no pattern.`);
  const steps = compilePattern(parsed).size + stepsOfCharacter;
  const isFoundIn = patternMatcher(parsed);
  return leastCpuMs(() => isFoundIn(text)) / (text.length * steps);
}

/** What a character costs, however short the pattern is. */
const stepsOfCharacter = 100;

test("in a text of more than 2,000 characters no pattern is found, so that one event costs a bounded time", () => {
  expect(isFound("a", "a".repeat(2_000))).toBe(true);
  expect(isFound("😀$", "😀".repeat(2_000))).toBe(true);
  expect(isFound("a", "a".repeat(2_001))).toBe(false);
  expect(isFound("😀", "😀".repeat(2_001))).toBe(false);
});

/** Processor time, so that what else runs does not count; the least of three. */
function leastCpuMs(work: () => unknown): number {
  const rounds = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return Math.min(...rounds);
}

test("repetitions inside each other may not multiply to more than the stores' engine takes", () => {
  expect(parsePattern("(a{0,100}){0,10}").fault).toBeUndefined();
  expect(parsePattern("(a{0,100}){0,11}").fault).toMatchObject({ at: 0 });
});
