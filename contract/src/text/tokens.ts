/** A piece of the text form. `at` counts UTF-16 units from the beginning. */
export interface Token {
  readonly kind: "word" | "text" | "number" | "duration" | "sign" | "end";
  readonly at: number;
  /** As it is written; of a text what it stands for. */
  readonly value: string;
}

/** Text that is not of the text form, and where. Lines and columns count from 1, columns in characters. */
export interface TextFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export class TextError extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

const blank = /(?:\s|#[^\n]*)+/y;
const text = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const duration = /[0-9]+(?:mo|[smhdwy])(?![\p{L}\p{N}_])/uy;
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const word = /[\p{L}_][\p{L}\p{N}_]*(?:\[\])?(?:\.[\p{L}\p{N}_-]+(?:\[\])?)*/uy;
const sign = />=|<=|[><(),]/y;

/** All pieces, the end last. Throws a TextError where no piece begins. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skip(source, 0);
  while (at < source.length) {
    const token = tokenAt(source, at);
    tokens.push(token.token);
    at = skip(source, token.end);
  }
  return [...tokens, { kind: "end", at: source.length, value: "" }];
}

const kinds = [
  ["text", text],
  ["duration", duration],
  ["number", number],
  ["word", word],
  ["sign", sign],
] as const;

function tokenAt(source: string, at: number): { readonly token: Token; readonly end: number } {
  for (const [kind, form] of kinds) {
    const found = matchAt(form, source, at);
    if (found === undefined) continue;
    const value = kind === "text" ? String(JSON.parse(found)) : found; // of the form that JSON has for text
    return { token: { kind, at, value }, end: at + found.length };
  }
  const [character = ""] = source.slice(at, at + 2);
  throw new TextError(
    at,
    character === '"'
      ? "This text is never closed, or holds what JSON does not allow."
      : `${character} has no meaning here.`,
  );
}

function skip(source: string, at: number): number {
  return at + (matchAt(blank, source, at)?.length ?? 0);
}

function matchAt(form: RegExp, source: string, at: number): string | undefined {
  form.lastIndex = at;
  return form.exec(source)?.[0];
}

/** A place as people count it. */
export function faultAt(source: string, at: number, message: string): TextFault {
  const before = source.slice(0, at).split("\n");
  return { line: before.length, column: [...(before.at(-1) ?? "")].length + 1, message };
}

const bare = /^[\p{L}_][\p{L}\p{N}_]*(?:\[\])?(?:\.[\p{L}\p{N}_-]+(?:\[\])?)*$/u;

/** Words that mean something and so stand in quotes when they are names. */
export const keywords: ReadonlySet<string> = new Set(
  (
    "after all and anniversary any around at average band before between bucket catchment consent contains did dimension dislikes " +
    "distinct each ends entered exactly exists false first for from group has in is joined largest last least less likes list " +
    "longer matches missing more most near next none not occasion of on or point preference region regular regularly rfm " +
    "returned risk scheme score segment sequence since smallest span stage started starts stated stopped store sub sum then " +
    "times today tomorrow true until where with within without yesterday"
  ).split(" "),
);

/** Whether a name can stand without quotes. */
export function isBare(name: string): boolean {
  return bare.test(name) && !keywords.has(name);
}

/** A name, in quotes where it needs them. */
export function nameText(name: string): string {
  return isBare(name) ? name : JSON.stringify(name);
}
