import type { AmountComparison, CountComparison } from "../condition-amount.ts";
import { countOperators } from "../condition-amount.ts";
import type { EventMatch } from "../condition-event-match.ts";
import type { Regularity, Since, TimeComparison } from "../condition-event-window.ts";
import { comparisonText, readComparison, scalarText } from "./comparison-text.ts";
import type { Node, TextReader } from "./text-reader.ts";
import { isBare, nameText } from "./tokens.ts";

/** Parts of conditions on events. */

const roots = ["properties.", "context.", "product."] as const;

/** `properties.revenue` is written `revenue`. */
function pathText(path: string): string {
  const short = path.startsWith("properties.") ? path.slice("properties.".length) : path;
  const isClear = isBare(short) && short !== "channel" && !roots.some((root) => short.startsWith(root));
  return isClear && short !== path ? short : isFull(path) ? nameText(path) : JSON.stringify(path);
}

function isFull(path: string): boolean {
  return path === "channel" || roots.some((root) => path.startsWith(root));
}

function readPath(reader: TextReader): string {
  const isQuoted = reader.peek().kind === "text";
  const path = reader.name("a property");
  return isQuoted || isFull(path) ? path : `properties.${path}`;
}

/** `"Order Completed" where revenue >= 50, coupon exists` */
export function matchText({ did, where }: EventMatch): string {
  const name = JSON.stringify(did);
  if (where === undefined) return name;
  const parts = Object.entries(where).map(
    ([path, comparison]) => `${pathText(path)} ${comparisonText(comparison)}`,
  );
  return `${name} where ${parts.length === 0 ? "none" : parts.join(", ")}`;
}

/** In brackets when more than its name is said. */
function bracedMatch(match: EventMatch): string {
  return match.where === undefined ? matchText(match) : `(${matchText(match)})`;
}

export function readMatch(reader: TextReader, node: Node): void {
  reader.put(node, "did", () => reader.text("the name of an event in quotes"));
  if (!reader.sees("where")) return;
  const { at } = reader.take();
  reader.put(node, "where", () => readWhere(reader), at);
}

function readWhere(reader: TextReader): Node {
  const where = reader.node();
  if (reader.takes("none")) return where;
  do {
    const { at } = reader.peek();
    const path = readPath(reader);
    reader.put(
      where,
      path,
      () => {
        const comparison = reader.node();
        readComparison(reader, comparison, path);
        return comparison;
      },
      at,
    );
  } while (reader.takes(","));
  return where;
}

function readBraced(reader: TextReader): Node {
  const match = reader.node();
  if (reader.takes("(")) {
    readMatch(reader, match);
    reader.expect(")");
  } else readMatch(reader, match);
  return match;
}

/** `without ("A", ("B" where …))` */
export function withoutText(without: readonly EventMatch[]): string {
  return `without (${without.map(bracedMatch).join(", ")})`;
}

export function readWithout(reader: TextReader, node: Node): void {
  reader.put(node, "without", () => reader.list(() => readBraced(reader)));
}

/** `since last "A"`, `since stage grow` */
export function sinceText(since: Since): string {
  if ("stage" in since) return `since stage ${since.stage}`;
  const { time, ...match } = since;
  return `since ${time === undefined ? "" : `${time} `}${bracedMatch(match)}`;
}

export function readSince(reader: TextReader): Node {
  if (reader.takes("stage")) {
    const entered = reader.node();
    reader.put(entered, "stage", () => reader.name("a stage"));
    return entered;
  }
  const time = ["first", "last"].find((word) => reader.takes(word));
  const since = readBraced(reader);
  if (time !== undefined) reader.put(since, "time", () => time);
  return since;
}

const amountWords: readonly (readonly [keyof CountComparison, readonly string[]])[] = [
  ["gt", ["more", "than"]],
  ["gte", ["at", "least"]],
  ["lt", ["less", "than"]],
  ["lte", ["at", "most"]],
  ["eq", ["exactly"]],
];

/** `at least 2 and less than 5` */
export function amountText(comparison: CountComparison): string {
  const words = new Map(amountWords);
  return Object.entries(comparison)
    .flatMap(([operator, value]) => {
      const known = countOperators.find((name) => name === operator);
      return known === undefined ? [] : [`${words.get(known)?.join(" ")} ${scalarText(value)}`];
    })
    .join(" and ");
}

export function seesAmount(reader: TextReader, ahead = 0): boolean {
  return amountWords.some(([, words]) => words.every((word, nth) => reader.peek(ahead + nth).value === word));
}

export function readAmount(reader: TextReader, node: Node): Node {
  do {
    const found = amountWords.find(([, words]) => reader.sees(...words));
    if (found === undefined) throw reader.missing("at least, at most, more than, less than or exactly");
    const [operator, words] = found;
    const { at } = reader.peek();
    reader.expect(...words);
    reader.put(node, operator, () => reader.number(), at);
  } while (seesAmount(reader, 1) && reader.takes("and"));
  return node;
}

/** `sum of revenue at least 100` */
export function amountOfText(words: string, { of, ...amount }: AmountComparison): string {
  const path = words === "distinct" ? keyText(of) : pathText(of);
  return `with ${words} ${path} ${amountText(amount)}`;
}

export function readAmountOf(reader: TextReader, words: string): Node {
  const node = reader.node();
  reader.put(node, "of", () => (words === "distinct" ? reader.name("a property") : readPath(reader)));
  return readAmount(reader, node);
}

/** What tells things apart is never shortened: `product_id` alone means more than a property. */
export function keyText(key: string): string {
  return nameText(key);
}

const timeWords: readonly (readonly [keyof TimeComparison, readonly string[], "text" | "duration"])[] = [
  ["before", ["before"], "text"],
  ["after", ["after"], "text"],
  ["withinLast", ["within", "last"], "duration"],
  ["longerAgo", ["longer", "ago", "than"], "duration"],
];

/** `(after "2026-01-01" and longer ago than 30d)` */
export function timeText(comparison: TimeComparison): string {
  const known = new Map<string, (typeof timeWords)[number]>(timeWords.map((form) => [form[0], form]));
  const parts = Object.entries(comparison).flatMap(([name, value]) => {
    const form = known.get(name);
    return form === undefined
      ? []
      : [`${form[1].join(" ")} ${form[2] === "text" ? JSON.stringify(value) : value}`];
  });
  return `(${parts.join(" and ")})`;
}

export function readTime(reader: TextReader): Node {
  const node = reader.node();
  reader.expect("(");
  do {
    const found = timeWords.find(([, words]) => reader.sees(...words));
    if (found === undefined) throw reader.missing("before, after, within last or longer ago than");
    const [name, words, kind] = found;
    const { at } = reader.peek();
    reader.expect(...words);
    reader.put(node, name, () => (kind === "text" ? reader.text("a date in quotes") : reader.duration()), at);
  } while (reader.takes("and"));
  reader.expect(")");
  return node;
}

/** `in 3 of 6 months` */
export function regularityText({ in: times, of, every }: Regularity): string {
  return `in ${scalarText(times)} of ${scalarText(of)} ${every}s`;
}

export function readRegularity(reader: TextReader): Node {
  const node = reader.node();
  reader.expect("in");
  reader.put(node, "in", () => reader.number());
  reader.expect("of");
  reader.put(node, "of", () => reader.number());
  reader.put(node, "every", () => reader.name("days, weeks or months").replace(/s$/, ""));
  return node;
}
