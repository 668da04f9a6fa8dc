import fc from "fast-check";
import { expect, test } from "vitest";
import { FormulaError, formulaLimits, parseFormula } from "./formula.ts";
import { hopelessPart, workOut } from "./formula-value.ts";
import { formulaFault, worthNameFault } from "./ranking.ts";

const work = (text: string, names: Readonly<Record<string, number>> = {}) =>
  workOut(parseFormula(text).formula, (name) => (Object.hasOwn(names, name) ? names[name] : undefined));

test("a formula is worked out as one would by hand: products before sums, from left to right, brackets first", () => {
  expect(work("1 + 2 * 3")).toBe(7);
  expect(work("(1 + 2) * 3 - 4 / 2 / 2")).toBe(8);
  expect(work("-2 * -(3 - 5)")).toBe(-4);
  expect(work("score.churn * value", { "score.churn": 0.25, value: 8 })).toBe(2);
  expect(work("max(1, min(9, 4), 2) + clamp(12, 0, 10) + abs(-1) + round(2.4)")).toBe(17);
  expect(work("if(a > 1, 10, 20) + (a == 2)", { a: 2 })).toBe(11);
});

test("a division by zero, a missing name and a result that is no number are told, and a default stands in for each", () => {
  expect(work("1 / a", { a: 0 })).toEqual({ trouble: "divisionByZero" });
  expect(work("1 + score.gone")).toEqual({ trouble: "missing", name: "score.gone" });
  expect(work("sqrt(a)", { a: -1 })).toEqual({ trouble: "noNumber" });
  expect(work("default(score.gone, 3) + default(1 / a, 4)", { a: 0 })).toBe(7);
  expect(work("if(0, score.gone, 5)")).toBe(5);
});

test("what can never be worked out is refused when it is written", () => {
  const fault = (text: string) => formulaFault(text, worthNameFault);

  expect(fault("value / (2 - 2)")).toBe("It divides by zero.");
  expect(fault("sqrt(0 - 1) * value")).toBe("It never gives a number.");
  expect(fault("value / score.churn")).toBeUndefined();
  expect(fault("default(1 / 0, 2)")).toBe("It divides by zero.");
});

test.each([
  ["", "At character 1: A number, a name or ( is expected here."],
  ["1 +", "At character 4: A number, a name or ( is expected here."],
  ["1 2", 'At character 3: "2" is not expected here.'],
  ["(1", 'At character 3: ")" is expected here.'],
  [
    "process.exit(1)",
    "At character 1: A function is one of min max abs floor ceil round sqrt ln exp clamp if default.",
  ],
  [
    "constructor",
    "At character 1: A name is one of value propensity lever priority item.price, or begins with profile. score. context. and goes on.",
  ],
  ["a[0]", "At character 2: This is no number, name or sign."],
  ["min()", "At character 5: A number, a name or ( is expected here."],
  ["clamp(1, 2)", "At character 1: clamp takes 3 values."],
  ["1 < 2 < 3", 'At character 7: "<" is not expected here.'],
  [`${"(".repeat(50)}1${")".repeat(50)}`, "At character 22: A formula nests at most 20 deep."],
  [Array.from({ length: 150 }, () => "1").join("+"), "At character 202: A formula has at most 200 parts."],
  ["1".repeat(2_001), "At character 1: A formula has at most 2000 characters."],
])("%.20s is refused with its place", (text, message) => {
  expect(formulaFault(text, worthNameFault)?.trim()).toBe(message.trim());
});

const leaf = fc.oneof(
  fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
  fc.constantFrom("a", "profile.age", "score.x"),
);
const formula = fc.letrec<{ whole: string }>((tie) => ({
  whole: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc
      .tuple(tie("whole"), fc.constantFrom("+", "-", "*", "/", "<", ">=", "!="), tie("whole"))
      .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc
      .tuple(fc.constantFrom("min", "max", "default"), tie("whole"), tie("whole"))
      .map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc.tuple(tie("whole"), tie("whole"), tie("whole")).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
    tie("whole").map((a) => `-${a}`),
  ),
})).whole;

test("any formula gives a finite number or says why not, always the same, and never throws", () => {
  const names = fc.dictionary(fc.constantFrom("a", "profile.age", "score.x"), fc.double());

  fc.assert(
    fc.property(formula, names, (text, values) => {
      let read: ReturnType<typeof parseFormula>;
      try {
        read = parseFormula(text);
      } catch (error) {
        expect(error).toBeInstanceOf(FormulaError);
        return;
      }
      const look = (name: string): number | undefined => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        return Number.isFinite(value) ? value : undefined;
      };
      const one = workOut(read.formula, look);
      expect(workOut(read.formula, look)).toEqual(one);
      if (typeof one === "number") expect(Number.isFinite(one)).toBe(true);
      expect(() => hopelessPart(read.formula)).not.toThrow();
    }),
  );
});

test("any text at all is read or refused at a place within it, in no time", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: formulaLimits.text + 10, unit: "binary" }), (text) => {
      try {
        parseFormula(text);
      } catch (error) {
        expect(error).toBeInstanceOf(FormulaError);
        expect((error as FormulaError).at).toBeLessThanOrEqual(text.length);
      }
    }),
  );
});
