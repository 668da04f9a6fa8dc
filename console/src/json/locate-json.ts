import type { Json } from "@attune/contract";

/** Where a part of a JSON text stands, in characters from its start. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export interface LocatedJson {
  readonly value: Json;
  /** JSON Pointer → place of that value; the whole is "". */
  readonly spans: ReadonlyMap<string, Span>;
}

export interface JsonMistake {
  readonly at: number;
  readonly what: "unexpected" | "unfinished" | "duplicateKey" | "tooDeep";
  readonly found: string;
}

export type JsonReading =
  | { readonly ok: true; readonly located: LocatedJson }
  | { readonly ok: false; readonly mistake: JsonMistake };

const deepest = 200;

/** Reads JSON and remembers where each value stands: JSON.parse does not tell, and words its errors differently in each browser. */
export function locateJson(text: string): JsonReading {
  const reader = new Reader(text);
  try {
    const value = reader.document();
    return { ok: true, located: { value, spans: reader.spans } };
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, mistake: error.mistake };
    throw error;
  }
}

/** One-based line of a character. */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let index = text.indexOf("\n"); index !== -1 && index < at; index = text.indexOf("\n", index + 1))
    line++;
  return line;
}

/** The span of a pointer, or of the nearest part around it that is there: what is missing has no place of its own. */
export function spanOf(spans: ReadonlyMap<string, Span>, pointer: string): Span | undefined {
  for (let path = pointer; ; path = path.slice(0, path.lastIndexOf("/"))) {
    const span = spans.get(path);
    if (span !== undefined || path === "") return span;
    if (!path.includes("/")) return spans.get("");
  }
}

class Mistake extends Error {
  readonly mistake: JsonMistake;

  constructor(mistake: JsonMistake) {
    super(mistake.what);
    this.mistake = mistake;
  }
}

class Reader {
  readonly spans: Map<string, Span> = new Map();
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    const value = this.value("", 0);
    this.space();
    if (this.at < this.text.length) this.stop("unexpected");
    return value;
  }

  private value(pointer: string, depth: number): Json {
    this.space();
    if (depth > deepest) this.stop("tooDeep");
    const from = this.at;
    const value = this.anyValue(pointer, depth);
    this.spans.set(pointer, { from, until: this.at });
    return value;
  }

  private anyValue(pointer: string, depth: number): Json {
    const first = this.text[this.at];
    if (first === "{") return this.object(pointer, depth);
    if (first === "[") return this.array(pointer, depth);
    if (first === '"') return this.string();
    return this.scalar();
  }

  private object(pointer: string, depth: number): Json {
    const entries = new Map<string, Json>();
    this.at++;
    this.space();
    if (this.take("}")) return {};
    do {
      this.space();
      const from = this.at;
      if (this.text[from] !== '"') this.stop("unexpected");
      const key = this.string();
      if (entries.has(key)) throw new Mistake({ at: from, what: "duplicateKey", found: key });
      this.space();
      this.expect(":");
      entries.set(key, this.value(`${pointer}/${escapePointer(key)}`, depth + 1));
      this.space();
    } while (this.take(","));
    this.expect("}");
    return Object.fromEntries(entries);
  }

  private array(pointer: string, depth: number): Json {
    const items: Json[] = [];
    this.at++;
    this.space();
    if (this.take("]")) return items;
    do {
      items.push(this.value(`${pointer}/${items.length}`, depth + 1));
      this.space();
    } while (this.take(","));
    this.expect("]");
    return items;
  }

  private string(): string {
    return this.token(/"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy) as string;
  }

  private scalar(): Json {
    return this.token(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
  }

  private token(form: RegExp): Json {
    form.lastIndex = this.at;
    const found = form.exec(this.text)?.[0];
    if (found === undefined || found === "") return this.stop("unexpected");
    this.at += found.length;
    return JSON.parse(found) as Json; // the form allows only what JSON allows
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.text.charAt(this.at))) this.at++;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private expect(character: string): void {
    if (!this.take(character)) this.stop("unexpected");
  }

  private stop(what: "unexpected" | "tooDeep"): never {
    const found = this.text.slice(this.at, this.at + 12).split(/\s/)[0] ?? "";
    const unfinished = this.at >= this.text.length;
    throw new Mistake({ at: this.at, what: unfinished ? "unfinished" : what, found });
  }
}

function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
