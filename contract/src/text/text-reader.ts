import { TextError, type Token, tokensOf } from "./tokens.ts";

/** JSON in the making. */
export type Node = { [member: string]: unknown };

/** Goes along the pieces of a text, and remembers where what it makes has stood. */
export class TextReader {
  readonly #tokens: readonly Token[];
  readonly #places = new Map<object, Map<string, number>>();
  #next = 0;
  #parts = 0;

  /** Throws a TextError where no piece begins. */
  constructor(source: string) {
    this.#tokens = tokensOf(source);
  }

  /** The piece so many ahead. */
  peek(ahead = 0): Token {
    const token = this.#tokens[this.#next + ahead] ?? this.#tokens.at(-1);
    if (token === undefined) throw new Error("A text has at least its end.");
    return token;
  }

  take(): Token {
    const token = this.peek();
    this.#next += 1;
    return token;
  }

  /** Whether these words or signs come next. */
  sees(...values: readonly string[]): boolean {
    return values.every((value, ahead) => {
      const token = this.peek(ahead);
      return (token.kind === "word" || token.kind === "sign") && token.value === value;
    });
  }

  takes(...values: readonly string[]): boolean {
    if (!this.sees(...values)) return false;
    this.#next += values.length;
    return true;
  }

  expect(...values: readonly string[]): void {
    for (const value of values) if (!this.takes(value)) throw this.missing(value);
  }

  /** Throws where one more part is too many. */
  countPart(most: number): void {
    this.#parts += 1;
    if (this.#parts > most) throw new TextError(this.peek().at, `A condition has at most ${most} parts.`);
  }

  text(what: string): string {
    const token = this.peek();
    if (token.kind !== "text") throw this.missing(what);
    return this.take().value;
  }

  /** A name, with or without quotes. */
  name(what: string): string {
    const token = this.peek();
    if (token.kind !== "text" && token.kind !== "word") throw this.missing(what);
    return this.take().value;
  }

  number(what = "a number"): number {
    const token = this.peek();
    if (token.kind !== "number") throw this.missing(what);
    return Number(this.take().value);
  }

  duration(): string {
    const token = this.peek();
    if (token.kind !== "duration") throw this.missing("a duration like 30d");
    return this.take().value;
  }

  /** `( … , … )`, at least one. */
  list<Item>(item: () => Item): readonly Item[] {
    this.expect("(");
    const items = [item()];
    while (this.takes(",")) items.push(item());
    this.expect(")");
    return items;
  }

  missing(what: string): TextError {
    const token = this.peek();
    const found =
      token.kind === "end" ? "the end" : token.kind === "text" ? JSON.stringify(token.value) : token.value;
    return new TextError(token.at, `Expected ${what}, found ${found}.`);
  }

  /** A node that begins here. */
  node(): Node {
    const node: Node = {};
    this.#places.set(node, new Map([["", this.peek().at]]));
    return node;
  }

  /** Gives a node a member that stands here. Said twice it would be lost. */
  put(node: Node, member: string, read: () => unknown, at: number = this.peek().at): void {
    if (Object.hasOwn(node, member)) throw new TextError(at, `${member} is said twice.`);
    this.#places.get(node)?.set(member, at);
    const value = read();
    Object.defineProperty(node, member, { value, enumerable: true, configurable: true, writable: true });
  }

  /** Where the part of a tree has stood that a JSON Pointer names: the innermost that is known. */
  placeOf(root: unknown, pointer: string): number {
    let at = 0;
    let value = root;
    const parts = pointer.split("/").slice(1);
    for (const name of ["", ...parts].map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))) {
      const member = isObject(value) ? this.#places.get(value)?.get(name) : undefined;
      if (name !== "" && isObject(value)) value = Object.getOwnPropertyDescriptor(value, name)?.value;
      at = member ?? (isObject(value) ? this.#places.get(value)?.get("") : undefined) ?? at;
    }
    return at;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
