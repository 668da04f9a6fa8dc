import type { Formula, FormulaOperation } from "./formula.ts";

/** Why a formula could not be worked out. */
export type FormulaTrouble =
  | { readonly trouble: "divisionByZero" | "noNumber" }
  | { readonly trouble: "missing"; readonly name: string };

type Read = (name: string) => number | undefined;

/** A number, or why there is none. `read` tells a name's number; undefined: there is none. Always ends, and never throws. */
export function workOut(formula: Formula, read: Read): number | FormulaTrouble {
  switch (formula.kind) {
    case "number":
      return formula.value;
    case "name":
      return read(formula.name) ?? { trouble: "missing", name: formula.name };
    case "apply":
      return applied(formula.operation, formula.of, read);
  }
}

function applied(operation: FormulaOperation, of: readonly Formula[], read: Read): number | FormulaTrouble {
  const value = (at: number): number | FormulaTrouble => workOut(of[at] ?? nothing, read);
  const first = value(0);
  if (operation === "default") return typeof first === "number" ? first : value(1);
  if (typeof first !== "number") return first;
  if (operation === "if") return value(first === 0 ? 2 : 1);
  const values = [first];
  for (let at = 1; at < of.length; at += 1) {
    const one = value(at);
    if (typeof one !== "number") return one;
    values.push(one);
  }
  return calculated(operation, values);
}

function calculated(operation: keyof typeof arithmetic, values: readonly number[]): number | FormulaTrouble {
  if (operation === "/" && values[1] === 0) return { trouble: "divisionByZero" };
  const result = arithmetic[operation](...values);
  return Number.isFinite(result) ? result : { trouble: "noNumber" };
}

const nothing: Formula = { kind: "number", value: 0 };

type Arithmetic = (a?: number, b?: number, c?: number, ...rest: readonly (number | undefined)[]) => number;

const arithmetic: Readonly<Record<Exclude<FormulaOperation, "if" | "default">, Arithmetic>> = {
  "+": (a = 0, b = 0) => a + b,
  "-": (a = 0, b = 0) => a - b,
  "*": (a = 0, b = 0) => a * b,
  "/": (a = 0, b = 1) => a / b,
  "<": (a = 0, b = 0) => Number(a < b),
  "<=": (a = 0, b = 0) => Number(a <= b),
  ">": (a = 0, b = 0) => Number(a > b),
  ">=": (a = 0, b = 0) => Number(a >= b),
  "==": (a = 0, b = 0) => Number(a === b),
  "!=": (a = 0, b = 0) => Number(a !== b),
  min: (a = 0, ...rest) => rest.reduce<number>((least, one = a) => Math.min(least, one), a),
  max: (a = 0, ...rest) => rest.reduce<number>((most, one = a) => Math.max(most, one), a),
  abs: (a = 0) => Math.abs(a),
  floor: (a = 0) => Math.floor(a),
  ceil: (a = 0) => Math.ceil(a),
  round: (a = 0) => Math.round(a),
  sqrt: (a = 0) => Math.sqrt(a),
  ln: (a = 0) => Math.log(a),
  exp: (a = 0) => Math.exp(a),
  clamp: (a = 0, low = 0, high = 0) => Math.min(Math.max(a, low), high),
};

/** A part that no values of its names can mend, such as a division by 0. */
export function hopelessPart(formula: Formula): FormulaTrouble | undefined {
  if (formula.kind !== "apply") return undefined;
  for (const part of formula.of) {
    const inner = hopelessPart(part);
    if (inner !== undefined) return inner;
  }
  const divisor = formula.operation === "/" ? formula.of[1] : undefined;
  if (divisor !== undefined && isPlain(divisor) && workOut(divisor, nameless) === 0)
    return { trouble: "divisionByZero" };
  const whole = isPlain(formula) ? workOut(formula, nameless) : 0;
  return typeof whole === "number" ? undefined : whole;
}

const nameless = (): undefined => undefined;

function isPlain(formula: Formula): boolean {
  return formula.kind === "number" || (formula.kind === "apply" && formula.of.every(isPlain));
}
