/**
 * Formulas: arithmetic over numbers that have names, such as `score.churn * value / max(item.price, 1)`. Read here, worked out by the server;
 * nothing of it is ever run as code. A comparison is 1 or 0. Names are `root.path`; which there are, the place where a formula stands says.
 */
export type Formula =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "apply"; readonly operation: FormulaOperation; readonly of: readonly Formula[] };

const binary = ["+", "-", "*", "/", "<", "<=", ">", ">=", "==", "!="] as const;

const functionNames = [
  "min",
  "max",
  "abs",
  "floor",
  "ceil",
  "round",
  "sqrt",
  "ln",
  "exp",
  "clamp",
  "if",
  "default",
] as const;
export type FormulaFunction = (typeof functionNames)[number];
export type FormulaOperation = (typeof binary)[number] | FormulaFunction;

/** How many values each takes. `default(a, b)` is b where a cannot be worked out; `if(a, b, c)` is b unless a is 0. */
const functions: Readonly<Record<FormulaFunction, readonly [least: number, most: number]>> = {
  min: [1, 20],
  max: [1, 20],
  abs: [1, 1],
  floor: [1, 1],
  ceil: [1, 1],
  round: [1, 1],
  sqrt: [1, 1],
  ln: [1, 1],
  exp: [1, 1],
  clamp: [3, 3],
  if: [3, 3],
  default: [2, 2],
};

export const formulaLimits: { readonly text: number; readonly parts: number; readonly depth: number } = {
  text: 2_000,
  parts: 200,
  depth: 20,
};

export interface FormulaFault {
  /** Characters before it. */
  readonly at: number;
  readonly message: string;
}

export interface ReadFormula {
  readonly formula: Formula;
  /** Each name that it reads, once, with its first place. */
  readonly names: ReadonlyMap<string, number>;
}

/** @throws FormulaError with the place of the first fault */
export function parseFormula(text: string): ReadFormula {
  if (text.length > formulaLimits.text)
    throw new FormulaError(0, `A formula has at most ${formulaLimits.text} characters.`);
  const reader = new FormulaReader(tokensOf(text), text.length);
  return { formula: reader.whole(), names: reader.names };
}

export class FormulaError extends Error implements FormulaFault {
  readonly at: number;
  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

interface Token {
  readonly at: number;
  readonly kind: "number" | "name" | "sign";
  readonly text: string;
}

const tokenForm =
  /\s*(?:(?<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?)|(?<name>[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*)|(?<sign><=|>=|==|!=|[-+*/<>(),]))/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  tokenForm.lastIndex = 0;
  for (let at = 0; at < end; at = tokenForm.lastIndex) {
    const found = tokenForm.exec(text);
    const [kind, word] = Object.entries(found?.groups ?? {}).find(([, part]) => part !== undefined) ?? [];
    if (found === null || kind === undefined || word === undefined)
      throw new FormulaError(at, "This is no number, name or sign.");
    tokens.push({ at: tokenForm.lastIndex - word.length, kind: kind as Token["kind"], text: word }); // the groups' names
  }
  return tokens;
}

const comparisons = ["<", "<=", ">", ">=", "==", "!="] as const;
const levels: readonly (readonly FormulaOperation[])[] = [comparisons, ["+", "-"], ["*", "/"]];

/** By descent; every step counts against the limits, so that it ends early. */
class FormulaReader {
  readonly names = new Map<string, number>();
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;
  #parts = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  whole(): Formula {
    const formula = this.#level(0, 0);
    const rest = this.#tokens[this.#next];
    if (rest !== undefined) throw new FormulaError(rest.at, `"${rest.text}" is not expected here.`);
    return formula;
  }

  #level(level: number, depth: number): Formula {
    const operations = levels[level];
    if (operations === undefined) return this.#signed(depth);
    let left = this.#level(level + 1, depth);
    for (;;) {
      const operation = operations.find((one) => this.#takes(one));
      if (operation === undefined) return left;
      left = this.#part({ kind: "apply", operation, of: [left, this.#level(level + 1, depth)] });
      if (level === 0) return left;
    }
  }

  #signed(depth: number): Formula {
    if (depth > formulaLimits.depth)
      throw new FormulaError(this.#at(), `A formula nests at most ${formulaLimits.depth} deep.`);
    if (!this.#takes("-")) return this.#single(depth);
    const of = [this.#part({ kind: "number", value: 0 }), this.#signed(depth + 1)];
    return this.#part({ kind: "apply", operation: "-", of });
  }

  #single(depth: number): Formula {
    if (this.#takes("(")) {
      const inner = this.#level(0, depth + 1);
      this.#needs(")");
      return inner;
    }
    const token = this.#tokens[this.#next];
    if (token === undefined || token.kind === "sign")
      throw new FormulaError(this.#at(), "A number, a name or ( is expected here.");
    this.#next += 1;
    if (token.kind === "number") return this.#number(token);
    if (this.#takes("(")) return this.#call(token, depth);
    if (!this.names.has(token.text)) this.names.set(token.text, token.at);
    return this.#part({ kind: "name", name: token.text });
  }

  #number({ at, text }: Token): Formula {
    const value = Number(text);
    if (!Number.isFinite(value)) throw new FormulaError(at, "This number is too large.");
    return this.#part({ kind: "number", value });
  }

  #call({ at, text }: Token, depth: number): Formula {
    if (!isFunction(text)) throw new FormulaError(at, `A function is one of ${functionNames.join(" ")}.`);
    const of = [this.#level(0, depth + 1)];
    while (this.#takes(",")) of.push(this.#level(0, depth + 1));
    this.#needs(")");
    const [least, most] = functions[text];
    if (of.length < least || of.length > most)
      throw new FormulaError(at, `${text} takes ${least === most ? least : `${least} to ${most}`} values.`);
    return this.#part({ kind: "apply", operation: text, of });
  }

  #part(formula: Formula): Formula {
    this.#parts += 1;
    if (this.#parts > formulaLimits.parts)
      throw new FormulaError(this.#at(), `A formula has at most ${formulaLimits.parts} parts.`);
    return formula;
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.#next += 1;
    return true;
  }

  #needs(sign: string): void {
    if (!this.#takes(sign)) throw new FormulaError(this.#at(), `"${sign}" is expected here.`);
  }

  #at(): number {
    return this.#tokens[this.#next]?.at ?? this.#end;
  }
}

function isFunction(name: string): name is FormulaFunction {
  return Object.hasOwn(functions, name);
}
