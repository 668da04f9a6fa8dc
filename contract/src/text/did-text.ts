import type { DidCondition, Stopped } from "../condition-did.ts";
import type { SequenceCondition, SequenceStep } from "../condition-sequence.ts";
import {
  amountOfText,
  amountText,
  keyText,
  matchText,
  readAmount,
  readAmountOf,
  readMatch,
  readRegularity,
  readSince,
  readTime,
  readWithout,
  regularityText,
  seesAmount,
  sinceText,
  timeText,
  withoutText,
} from "./event-text.ts";
import { aroundText, readAround } from "./occasion-text.ts";
import type { Node, TextReader } from "./text-reader.ts";

const amounts = [
  ["distinct", "distinct"],
  ["sum", "sum of"],
  ["avg", "average of"],
  ["min", "smallest"],
  ["max", "largest"],
] as const;

type Part = readonly [member: keyof DidCondition, text: string];

/** `did "Order Completed" where revenue >= 50 at least 2 times within 30d` */
export function didText(condition: DidCondition): string {
  const texts = new Map<string, string>(partsOf(condition));
  const parts = Object.keys(condition).flatMap((member) => texts.get(member) ?? []);
  return [`did ${matchText(condition)}`, ...parts].join(" ");
}

function partsOf(condition: DidCondition): readonly Part[] {
  const { count, within, between, since, first, last, forEach, without } = condition;
  const { regularly, around, stopped, startedAgain } = condition;
  const parts: (Part | undefined)[] = [
    count && ["count", `${amountText(count)} times`],
    ...amounts.map(([member, words]): Part | undefined => {
      const amount = condition[member];
      return amount && [member, amountOfText(words, amount)];
    }),
    within === undefined ? undefined : ["within", `within ${within}`],
    between && ["between", rangeText(between)],
    since && ["since", sinceText(since)],
    first && ["first", `first ${timeText(first)}`],
    last && ["last", `last ${timeText(last)}`],
    regularly && ["regularly", `regularly ${regularityText(regularly)}`],
    around && ["around", `around ${aroundText(around)}`],
    stopped && ["stopped", stoppedText(stopped)],
    startedAgain && ["startedAgain", `started again after ${startedAgain.after}`],
    forEach === undefined ? undefined : ["forEach", `for each ${keyText(forEach)}`],
    without && ["without", withoutText(without)],
  ];
  return parts.filter((part) => part !== undefined);
}

function rangeText(range: NonNullable<DidCondition["between"]>): string {
  return Object.entries(range)
    .map(([end, date]) => `${end} ${JSON.stringify(date)}`)
    .join(" ");
}

function stoppedText({ for: length, times, regularly }: Stopped): string {
  return [
    `stopped for ${length}`,
    times === undefined ? "" : ` after ${times} times`,
    regularly === undefined ? "" : ` after regularly ${regularityText(regularly)}`,
  ].join("");
}

/** What may follow the event, in any order. */
type Clause = readonly [words: readonly string[], read: (reader: TextReader, node: Node, at: number) => void];

const clauses: readonly Clause[] = [
  ...amounts.map(
    ([member, words]): Clause => [
      ["with", ...words.split(" ")],
      (reader, node, at) => reader.put(node, member, () => readAmountOf(reader, words), at),
    ],
  ),
  [["within"], (reader, node, at) => reader.put(node, "within", () => reader.duration(), at)],
  [["from"], (reader, node, at) => reader.put(node, "between", () => readRange(reader, "from"), at)],
  [["until"], (reader, node, at) => reader.put(node, "between", () => readRange(reader, "until"), at)],
  [["since"], (reader, node, at) => reader.put(node, "since", () => readSince(reader), at)],
  [["first"], (reader, node, at) => reader.put(node, "first", () => readTime(reader), at)],
  [["last"], (reader, node, at) => reader.put(node, "last", () => readTime(reader), at)],
  [["regularly"], (reader, node, at) => reader.put(node, "regularly", () => readRegularity(reader), at)],
  [["around"], (reader, node, at) => reader.put(node, "around", () => readAround(reader), at)],
  [["stopped", "for"], (reader, node, at) => reader.put(node, "stopped", () => readStopped(reader), at)],
  [
    ["started", "again", "after"],
    (reader, node, at) => {
      const again = reader.node();
      reader.put(again, "after", () => reader.duration());
      reader.put(node, "startedAgain", () => again, at);
    },
  ],
  [["for", "each"], (reader, node, at) => reader.put(node, "forEach", () => reader.name("a property"), at)],
  [["without"], (reader, node) => readWithout(reader, node)],
];

/** Behind `did`. */
export function readDid(reader: TextReader, node: Node): void {
  readMatch(reader, node);
  while (readClause(reader, node)) {
    // until what follows belongs to no event
  }
}

function readClause(reader: TextReader, node: Node): boolean {
  const { at } = reader.peek();
  if (seesAmount(reader)) {
    const count = readAmount(reader, reader.node());
    reader.expect("times");
    reader.put(node, "count", () => count, at);
    return true;
  }
  const clause = clauses.find(([words]) => reader.sees(...words));
  if (clause === undefined) return false;
  reader.expect(...clause[0]);
  clause[1](reader, node, at);
  return true;
}

function readRange(reader: TextReader, end: "from" | "until"): Node {
  const range = reader.node();
  reader.put(range, end, () => reader.text("a date in quotes"));
  const other = end === "from" ? "until" : "from";
  if (reader.takes(other)) reader.put(range, other, () => reader.text("a date in quotes"));
  return range;
}

function readStopped(reader: TextReader): Node {
  const stopped = reader.node();
  reader.put(stopped, "for", () => reader.duration());
  while (reader.takes("after")) {
    if (reader.takes("regularly")) {
      reader.put(stopped, "regularly", () => readRegularity(reader));
      continue;
    }
    reader.put(stopped, "times", () => reader.number("a number of times, or regularly"));
    reader.expect("times");
  }
  return stopped;
}

/** `sequence ("A" then "B" within 1d) within 30d for each product_id` */
export function sequenceText(condition: SequenceCondition): string {
  const { sequence, within, span, forEach, without } = condition;
  const texts: Readonly<Record<string, string | undefined>> = {
    within: within && `within ${within}`,
    span: span && `span ${span}`,
    forEach: forEach && `for each ${keyText(forEach)}`,
    without: without && withoutText(without),
  };
  const parts = Object.keys(condition).flatMap((member) => texts[member] ?? []);
  return [`sequence (${sequence.map(stepText).join(" then ")})`, ...parts].join(" ");
}

function stepText(step: SequenceStep): string {
  const texts: Readonly<Record<string, string | undefined>> = {
    within: step.within && `within ${step.within}`,
    without: step.without && withoutText(step.without),
  };
  const parts = Object.keys(step).flatMap((member) => texts[member] ?? []);
  return [matchText(step), ...parts].join(" ");
}

/** Behind `sequence`. */
export function readSequence(reader: TextReader, node: Node): void {
  reader.put(node, "sequence", () => {
    reader.expect("(");
    const steps = [readStep(reader)];
    while (reader.takes("then")) steps.push(readStep(reader));
    reader.expect(")");
    return steps;
  });
  for (;;) {
    if (reader.takes("within")) reader.put(node, "within", () => reader.duration());
    else if (reader.takes("span")) reader.put(node, "span", () => reader.duration());
    else if (reader.takes("for", "each")) reader.put(node, "forEach", () => reader.name("a property"));
    else if (reader.takes("without")) readWithout(reader, node);
    else return;
  }
}

function readStep(reader: TextReader): Node {
  const step = reader.node();
  readMatch(reader, step);
  for (;;) {
    if (reader.takes("within")) reader.put(step, "within", () => reader.duration());
    else if (reader.takes("without")) readWithout(reader, step);
    else return step;
  }
}
