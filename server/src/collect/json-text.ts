/**
 * Finds parts of a JSON text without parsing it again, so that what is set aside is kept as it was sent.
 * The text must be one that `JSON.parse` took; nothing here recurses, whatever the depth.
 */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Where the value of a member of the outermost object stands; of several by that name the last, as for `JSON.parse`. */
export function memberSpan(text: string, name: string): Span | undefined {
  let found: Span | undefined;
  for (const [key, value] of members(text)) if (key === name) found = value;
  return found;
}

/** The texts of the wanted elements (by index) of the array that stands at `list`. */
export function elementTexts(
  text: string,
  list: Span,
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  let at = skipSpace(text, list.from + 1);
  for (let index = 0; at < list.until - 1 && found.size < wanted.size; index += 1) {
    const until = endOfValue(text, at);
    if (wanted.has(index)) found.set(index, text.slice(at, until));
    at = skipSpace(text, skipSpace(text, until) + 1);
  }
  return found;
}

/** The text with the values of these members of the outermost object made unreadable. A text that is no object stays. */
export function withoutSecrets(text: string, names: ReadonlySet<string>): string {
  if (text[skipSpace(text, 0)] !== "{") return text;
  let kept = "";
  let at = 0;
  for (const [key, value] of members(text)) {
    if (!names.has(key)) continue;
    kept += `${text.slice(at, value.from)}"…"`;
    at = value.until;
  }
  return kept + text.slice(at);
}

function* members(text: string): Generator<readonly [key: string, value: Span]> {
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (at < text.length && text[at] === '"') {
    const keyEnd = endOfString(text, at);
    const from = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const until = endOfValue(text, from);
    yield [readKey(text.slice(at, keyEnd)), { from, until }];
    at = skipSpace(text, skipSpace(text, until) + 1);
  }
}

function readKey(quoted: string): string {
  return quoted.includes("\\") ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

const quote = 34;
const backslash = 92;

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

/** `from` is at the opening quote; the result is behind the closing one. */
function endOfString(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at + 1;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === backslash) before -= 1;
  return (at - before) % 2 === 0;
}

function endOfValue(text: string, from: number): number {
  const code = text.charCodeAt(from);
  if (code === quote) return endOfString(text, from);
  return opens(code) ? endOfNested(text, from) : endOfScalar(text, from);
}

function endOfNested(text: string, from: number): number {
  let depth = 0;
  let at = from;
  do {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      continue;
    }
    if (opens(code)) depth += 1;
    else if (closes(code)) depth -= 1;
    at += 1;
  } while (depth > 0 && at < text.length);
  return at;
}

/** A number, `true`, `false` or `null` ends where a comma, a closing bracket or a space stands. */
function endOfScalar(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 44 || closes(code) || isSpace(code)) break;
    at += 1;
  }
  return at;
}

function opens(code: number): boolean {
  return code === 123 || code === 91;
}

function closes(code: number): boolean {
  return code === 125 || code === 93;
}
