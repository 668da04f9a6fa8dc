import type { Scalar, TraitComparison, TraitComparisonOperator } from "../condition-comparison.ts";
import { relativeDays } from "../condition-date.ts";
import type { Node, TextReader } from "./text-reader.ts";

/** How an operator of comparison is written: its words, and what follows them. */
interface Form {
  readonly words: readonly string[];
  readonly operand: "scalar" | "list" | "range" | "text" | "day" | "duration" | "nothing";
}

/** Longer words before those that they begin with. */
const forms: readonly (readonly [TraitComparisonOperator, Form])[] = [
  ["missing", { words: ["is", "missing"], operand: "nothing" }],
  ["isNot", { words: ["is", "not"], operand: "scalar" }],
  ["is", { words: ["is"], operand: "scalar" }],
  ["in", { words: ["in"], operand: "list" }],
  ["notIn", { words: ["not", "in"], operand: "list" }],
  ["gte", { words: [">="], operand: "scalar" }],
  ["gt", { words: [">"], operand: "scalar" }],
  ["lte", { words: ["<="], operand: "scalar" }],
  ["lt", { words: ["<"], operand: "scalar" }],
  ["between", { words: ["between"], operand: "range" }],
  ["exists", { words: ["exists"], operand: "nothing" }],
  ["contains", { words: ["contains"], operand: "scalar" }],
  ["notContains", { words: ["not", "contains"], operand: "scalar" }],
  ["startsWith", { words: ["starts", "with"], operand: "text" }],
  ["endsWith", { words: ["ends", "with"], operand: "text" }],
  ["matches", { words: ["matches"], operand: "text" }],
  ["hasAny", { words: ["has", "any"], operand: "list" }],
  ["hasAll", { words: ["has", "all"], operand: "list" }],
  ["hasNone", { words: ["has", "none"], operand: "list" }],
  ["before", { words: ["before"], operand: "text" }],
  ["after", { words: ["after"], operand: "text" }],
  ["onDayOf", { words: ["on"], operand: "day" }],
  ["withinLast", { words: ["within", "last"], operand: "duration" }],
  ["withinNext", { words: ["within", "next"], operand: "duration" }],
  ["anniversaryWithin", { words: ["anniversary", "within"], operand: "duration" }],
];

/** `>= 18 and < 30` */
export function comparisonText(comparison: TraitComparison): string {
  const known = new Map<string, Form>(forms);
  return Object.entries(comparison)
    .flatMap(([operator, operand]) => {
      const form = known.get(operator);
      return form === undefined ? [] : [[...form.words, operandText(form, operand)].join(" ").trimEnd()];
    })
    .join(" and ");
}

function operandText({ operand: kind }: Form, operand: unknown): string {
  if (kind === "nothing") return "";
  if (kind === "list") return `(${Array.isArray(operand) ? operand.map(scalarText).join(", ") : ""})`;
  if (kind === "range") return Array.isArray(operand) ? operand.map(scalarText).join(" and ") : "";
  if (kind === "duration") return String(operand);
  if (kind === "day" && relativeDays.some((day) => day === operand)) return String(operand);
  return scalarText(operand);
}

/** `"AU"`, `18`, `true` */
export function scalarText(value: unknown): string {
  return Object.is(value, -0) ? "-0" : JSON.stringify(value);
}

/** Adds to the node the comparison that stands here; `what` is compared. */
export function readComparison(reader: TextReader, node: Node, what: string): void {
  if (!seesComparison(reader)) throw reader.missing(`a comparison of ${what}, such as is, >=, in or exists`);
  do readOne(reader, node);
  while (takesAnd(reader));
}

/** `and` goes on with the comparison when an operator follows. */
function takesAnd(reader: TextReader): boolean {
  return reader.sees("and") && formAt(reader, 1) !== undefined && reader.takes("and");
}

export function seesComparison(reader: TextReader): boolean {
  return formAt(reader, 0) !== undefined;
}

function formAt(reader: TextReader, ahead: number): (typeof forms)[number] | undefined {
  return forms.find(([, { words, operand }]) => {
    const isHere = words.every((word, nth) => {
      const token = reader.peek(ahead + nth);
      return (token.kind === "word" || token.kind === "sign") && token.value === word;
    });
    const behind = reader.peek(ahead + words.length);
    // `in segment "x"` is a condition of its own, and so is `on list "x"`.
    if (operand === "list")
      return isHere && ((words[0] !== "in" && words[1] !== "in") || behind.value === "(");
    return isHere && !(operand === "day" && behind.kind === "word" && behind.value === "list");
  });
}

function readOne(reader: TextReader, node: Node): void {
  const found = formAt(reader, 0);
  if (found === undefined) throw reader.missing("a comparison");
  const [operator, { words, operand }] = found;
  const { at } = reader.peek();
  for (const _ of words) reader.take();
  reader.put(node, operator, () => readOperand(reader, operand), at);
}

function readOperand(reader: TextReader, operand: Form["operand"]): unknown {
  switch (operand) {
    case "nothing":
      return true;
    case "list":
      return reader.list(() => readScalar(reader));
    case "range": {
      const low = readScalar(reader);
      reader.expect("and");
      return [low, readScalar(reader)];
    }
    case "duration":
      return reader.duration();
    case "day":
      return reader.peek().kind === "word" ? reader.name("a day") : reader.text("a day");
    case "text":
      return reader.text("text in quotes");
    case "scalar":
      return readScalar(reader);
  }
}

export function readScalar(reader: TextReader): Scalar {
  const { kind } = reader.peek();
  if (kind === "text") return reader.take().value;
  if (kind === "number") return reader.number();
  if (reader.takes("true")) return true;
  if (reader.takes("false")) return false;
  throw reader.missing("text in quotes, a number, true or false");
}
