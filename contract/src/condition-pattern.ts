/**
 * Patterns of `matches`: a part of what RE2 reads, with the same meaning, so that a pattern never takes longer than text times
 * pattern, and looks at texts of at most 2,000 characters. Literals, `.` (all but a line feed), classes `[a-z]` and `[^…]`, `\d \w \s` (ASCII) and `\D \W \S`, `\n \r \t`, groups
 * `(…)` and `(?:…)`, `|`, `* + ? {m,n}` (n at most 100), `^` and `$` (the ends of the text), and `(?i)` before all else:
 * ASCII letters then match in either case. Neither back-references nor look-around.
 */
export type PatternNode =
  | { readonly kind: "set"; readonly ranges: readonly CodeRange[] }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly part: PatternNode; readonly least: number; readonly most: number };

/** Code points from and to, both included. */
export type CodeRange = readonly [from: number, to: number];

export type ParsedPattern =
  | { readonly pattern: PatternNode; readonly fault?: undefined }
  | { readonly pattern?: undefined; readonly fault: PatternFault };

export interface PatternFault {
  /** UTF-16 units from the beginning. */
  readonly at: number;
  readonly message: string;
}

export const patternLimits = {
  length: 500,
  repeat: 100,
  /** Of repetitions inside each other, multiplied: RE2 takes no more. */
  repeats: 1_000,
  steps: 5_000,
  depth: 30,
  /** Characters of a text; in a longer one no pattern is found. Text times steps is what one event may cost. */
  text: 2_000,
} as const;
const last = 0x10ffff;

/** A pattern as a tree, or where it is wrong. */
export function parsePattern(text: string): ParsedPattern {
  if (text.length > patternLimits.length) {
    return { fault: { at: patternLimits.length, message: `At most ${patternLimits.length} characters.` } };
  }
  const reader = new PatternReader(text);
  try {
    const pattern = reader.readAll();
    if (stepsOf(pattern) > patternLimits.steps || repeatsOf(pattern) > patternLimits.repeats) {
      return { fault: { at: 0, message: "The repetitions multiply to too much." } };
    }
    return { pattern };
  } catch (error) {
    if (error instanceof PatternError) return { fault: { at: error.at, message: error.message } };
    throw error;
  }
}

class PatternError extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/** How many steps the pattern has with its repetitions written out. */
function stepsOf(node: PatternNode): number {
  switch (node.kind) {
    case "sequence":
    case "choice":
      return node.parts.reduce((sum, part) => sum + stepsOf(part), 1);
    case "repeat":
      return 1 + stepsOf(node.part) * (node.most === Number.POSITIVE_INFINITY ? node.least + 1 : node.most);
    default:
      return 1;
  }
}

/** How often the innermost part of repetitions inside each other may come. */
function repeatsOf(node: PatternNode): number {
  switch (node.kind) {
    case "sequence":
    case "choice":
      return Math.max(1, ...node.parts.map(repeatsOf));
    case "repeat":
      return repeatsOf(node.part) * Math.max(1, Number.isFinite(node.most) ? node.most : node.least);
    default:
      return 1;
  }
}

const digits: readonly CodeRange[] = [[0x30, 0x39]];
const words: readonly CodeRange[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const blanks: readonly CodeRange[] = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
const named: Readonly<Record<string, readonly CodeRange[]>> = {
  d: digits,
  w: words,
  s: blanks,
  D: complement(digits),
  W: complement(words),
  S: complement(blanks),
  n: [[0x0a, 0x0a]],
  r: [[0x0d, 0x0d]],
  t: [[0x09, 0x09]],
};
const special = "\\.+*?()|[]{}^$";

class PatternReader {
  readonly #text: string;
  #at = 0;
  #ignoresCase = false;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readAll(): PatternNode {
    if (this.#takes("(?i)")) this.#ignoresCase = true;
    const node = this.#choice();
    if (this.#at < this.#text.length) throw this.#error("This bracket closes nothing.");
    return node;
  }

  #choice(): PatternNode {
    this.#depth += 1;
    if (this.#depth > patternLimits.depth) throw this.#error("Groups nest too deep.");
    const parts = [this.#sequence()];
    while (this.#takes("|")) parts.push(this.#sequence());
    this.#depth -= 1;
    const [only] = parts;
    return only !== undefined && parts.length === 1 ? only : { kind: "choice", parts };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#text.length && !this.#sees("|") && !this.#sees(")")) parts.push(this.#repeated());
    return { kind: "sequence", parts };
  }

  #repeated(): PatternNode {
    const from = this.#at;
    const part = this.#single();
    const bounds = this.#bounds();
    if (bounds === undefined) return part;
    if (part.kind === "start" || part.kind === "end") throw this.#error("An end cannot be repeated.", from);
    this.#takes("?"); // the shortest instead of the longest: whether there is a match is the same
    if ("*+?{".includes(this.#text[this.#at] ?? "x")) throw this.#error("A repetition cannot be repeated.");
    return { kind: "repeat", part, ...bounds };
  }

  #bounds(): { readonly least: number; readonly most: number } | undefined {
    if (this.#takes("*")) return { least: 0, most: Number.POSITIVE_INFINITY };
    if (this.#takes("+")) return { least: 1, most: Number.POSITIVE_INFINITY };
    if (this.#takes("?")) return { least: 0, most: 1 };
    if (!this.#sees("{")) return undefined;
    const [all, least = "", comma, most = ""] =
      /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(this.#text.slice(this.#at)) ?? [];
    if (all === undefined) throw this.#error("A repetition is {3}, {3,} or {3,5}; a brace itself is \\{.");
    const upTo = comma === undefined ? Number(least) : most === "" ? Number.POSITIVE_INFINITY : Number(most);
    const largest = Number.isFinite(upTo) ? upTo : Number(least);
    if (largest > patternLimits.repeat) throw this.#error(`At most ${patternLimits.repeat} times.`);
    if (upTo < Number(least)) throw this.#error("The larger number comes last.");
    this.#at += all.length;
    return { least: Number(least), most: upTo };
  }

  #single(): PatternNode {
    const from = this.#at;
    if (this.#takes("^")) return { kind: "start" };
    if (this.#takes("$")) return { kind: "end" };
    if (this.#takes(".")) return { kind: "set", ranges: complement([[0x0a, 0x0a]]) };
    if (this.#takes("(")) return this.#group(from);
    if (this.#takes("[")) return this.#class(from);
    if (this.#takes("\\")) return { kind: "set", ranges: this.#cased(this.#escaped()) };
    if ("*+?{".includes(this.#text[from] ?? "x")) throw this.#error("There is nothing to repeat.");
    if ("]}".includes(this.#text[from] ?? "x"))
      throw this.#error(`Write \\${this.#text[from]} for this character.`);
    const code = this.#code();
    return { kind: "set", ranges: this.#cased([[code, code]]) };
  }

  #group(from: number): PatternNode {
    if (this.#sees("?") && !this.#takes("?:")) throw this.#error("Only (…) and (?:…) are known.");
    const inside = this.#choice();
    if (!this.#takes(")")) throw this.#error("This bracket is never closed.", from);
    return inside;
  }

  #class(from: number): PatternNode {
    const isNegated = this.#takes("^");
    const ranges: CodeRange[] = [];
    for (let first = true; first || !this.#sees("]"); first = false) {
      if (this.#at >= this.#text.length) throw this.#error("This class is never closed.", from);
      if (this.#sees("[") || this.#sees("]"))
        throw this.#error(`Write \\${this.#text[this.#at]} for this character.`);
      ranges.push(...this.#member());
    }
    this.#takes("]");
    const cased = this.#cased(ranges);
    return { kind: "set", ranges: isNegated ? complement(cased) : cased };
  }

  #member(): readonly CodeRange[] {
    const at = this.#at;
    const low = this.#takes("\\") ? this.#escaped() : this.#one();
    const isRange = this.#sees("-") && !this.#sees("-]");
    if (!isRange) return low;
    this.#takes("-");
    const high = this.#takes("\\") ? this.#escaped() : this.#one();
    const [from, upTo] = [codeOf(low), codeOf(high)];
    if (from === undefined || upTo === undefined || from > upTo) throw this.#error("This is no range.", at);
    return [[from, upTo]];
  }

  #one(): readonly CodeRange[] {
    const code = this.#code();
    return [[code, code]];
  }

  #escaped(): readonly CodeRange[] {
    const name = this.#text[this.#at] ?? "";
    const known = Object.hasOwn(named, name) ? named[name] : undefined;
    const isSpecial = name !== "" && (special.includes(name) || name === "-" || name === "/");
    if (known === undefined && !isSpecial) throw this.#error(`\\${name} is not known here.`, this.#at - 1);
    const code = this.#code();
    return known ?? [[code, code]];
  }

  #cased(ranges: readonly CodeRange[]): readonly CodeRange[] {
    if (!this.#ignoresCase) return ranges;
    return ranges.flatMap(([from, upTo]) => [
      [from, upTo] as const,
      ...shifted(from, upTo, 0x41, 0x5a, 0x20),
      ...shifted(from, upTo, 0x61, 0x7a, -0x20),
    ]);
  }

  #code(): number {
    const code = this.#text.codePointAt(this.#at) ?? 0;
    this.#at += code > 0xffff ? 2 : 1;
    return code;
  }

  #sees(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #takes(text: string): boolean {
    if (!this.#sees(text)) return false;
    this.#at += text.length;
    return true;
  }

  #error(message: string, at: number = this.#at): PatternError {
    return new PatternError(at, message);
  }
}

function codeOf(ranges: readonly CodeRange[]): number | undefined {
  const [range, ...others] = ranges;
  return range !== undefined && others.length === 0 && range[0] === range[1] ? range[0] : undefined;
}

/** The part of a range that lies among these letters, in the other case. */
function shifted(from: number, upTo: number, low: number, high: number, by: number): readonly CodeRange[] {
  const [first, end] = [Math.max(from, low), Math.min(upTo, high)];
  return first > end ? [] : [[first + by, end + by]];
}

function complement(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const gaps: CodeRange[] = [];
  let next = 0;
  for (const [from, upTo] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (from > next) gaps.push([next, from - 1]);
    next = Math.max(next, upTo + 1);
  }
  if (next <= last) gaps.push([next, last]);
  return gaps;
}

/** The same pattern for an engine of RE2, whatever its flags are. */
export function re2Text(node: PatternNode): string {
  switch (node.kind) {
    case "set":
      return setText(node.ranges);
    case "start":
      return "\\A";
    case "end":
      return "\\z";
    case "sequence":
      return node.parts.map(re2Text).join("");
    case "choice":
      return `(?:${node.parts.map(re2Text).join("|")})`;
    case "repeat": {
      const most = node.most === Number.POSITIVE_INFINITY ? "" : String(node.most);
      return `(?:${re2Text(node.part)}){${node.least},${most}}`;
    }
  }
}

function setText(ranges: readonly CodeRange[]): string {
  const hex = (code: number): string => `\\x{${code.toString(16)}}`;
  const parts = ranges.map(([from, upTo]) => `${hex(from)}-${hex(upTo)}`);
  return parts.length === 0 ? `[^${hex(0)}-${hex(last)}]` : `[${parts.join("")}]`;
}
