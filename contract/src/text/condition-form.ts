import { type Condition, conditionLimits } from "../condition.ts";
import { parseCondition } from "../condition-parse.ts";
import { seesComparison } from "./comparison-text.ts";
import { didText, readDid, readSequence, sequenceText } from "./did-text.ts";
import {
  bandText,
  bucketText,
  consentText,
  dimensionText,
  nearText,
  occasionText,
  preferenceText,
  readBand,
  readBucket,
  readConsent,
  readDimension,
  readNear,
  readOccasion,
  readPreference,
  readRfm,
  readScore,
  readStage,
  readTrait,
  rfmText,
  scoreText,
  stageText,
  traitText,
} from "./person-text.ts";
import { type Node, TextReader } from "./text-reader.ts";
import { faultAt, keywords, TextError, type TextFault } from "./tokens.ts";

export type { TextFault } from "./tokens.ts";

export type ParsedText =
  | { readonly condition: Condition; readonly faults?: undefined }
  | { readonly condition?: undefined; readonly faults: readonly TextFault[] };

/** A condition as people write it, or every fault with its line and column. Grammar: docs/reference/conditions.md. */
export function parseConditionText(source: string): ParsedText {
  if (source.length > conditionLimits.text) {
    return { faults: [{ line: 1, column: 1, message: "A condition has at most 64 kB of text." }] };
  }
  try {
    const reader = new TextReader(source);
    const tree = readAny(reader, 1);
    if (reader.peek().kind !== "end") throw reader.missing("and, or, or the end");
    const { condition, faults = [] } = parseCondition(tree);
    if (condition !== undefined) return { condition };
    return {
      faults: faults.map(({ pointer, message }) => faultAt(source, reader.placeOf(tree, pointer), message)),
    };
  } catch (error) {
    if (error instanceof TextError) return { faults: [faultAt(source, error.at, error.message)] };
    throw error;
  }
}

/** Where in a text that has been read the part stands which a JSON Pointer into its condition names. */
export function placeInText(source: string, pointer: string): Pick<TextFault, "line" | "column"> {
  const reader = new TextReader(source);
  const { line, column } = faultAt(source, reader.placeOf(readAny(reader, 1), pointer), "");
  return { line, column };
}

function readAny(reader: TextReader, depth: number): Node {
  return readList(reader, "or", "any", () => readList(reader, "and", "all", () => readUnary(reader, depth)));
}

function readList(reader: TextReader, word: string, member: string, part: () => Node): Node {
  const list = reader.node();
  const first = part();
  if (!reader.sees(word)) return first;
  const parts = [first];
  while (reader.takes(word)) parts.push(part());
  reader.put(list, member, () => parts);
  return list;
}

/** JSON of the deepest condition, and brackets around each part. */
const deepest = 4 * conditionLimits.depth;

function readUnary(reader: TextReader, depth: number): Node {
  const { at } = reader.peek();
  reader.countPart(conditionLimits.nodes);
  if (depth > deepest) throw new TextError(at, `Conditions nest at most ${conditionLimits.depth} deep.`);
  const node = reader.node();
  if (reader.takes("not")) {
    reader.put(node, "not", () => readUnary(reader, depth + 1));
    return node;
  }
  for (const member of ["all", "any"]) {
    if (!reader.takes(member, "(")) continue;
    reader.put(node, member, () => [readAny(reader, depth + 1)]);
    reader.expect(")");
    return node;
  }
  if (reader.takes("(")) {
    const inside = readAny(reader, depth + 1);
    reader.expect(")");
    return inside;
  }
  readLeaf(reader, node);
  return node;
}

/** How a leaf begins, and how it goes on. */
const leaves: readonly (readonly [readonly string[], (reader: TextReader, node: Node) => void])[] = [
  [["did"], readDid],
  [["sequence"], readSequence],
  [["in", "segment"], keyed("segment")],
  [["on", "list"], keyed("list")],
  [
    ["in", "scheme"],
    (reader, node) => {
      keyed("scheme")(reader, node);
      reader.expect("is");
      keyed("is")(reader, node);
    },
  ],
  [["in", "bucket"], readBucket],
  [["consent"], readConsent],
  [["preference"], readPreference],
  [["occasion"], readOccasion],
  [["near"], readNear],
  [["dimension"], readDimension],
  [["band"], readBand],
  [["rfm"], readRfm],
  [["stage"], readStage],
  [["score"], readScore],
  [["regular", "store"], keyed("regularStore")],
  [["joined", "store"], keyed("joinedStore")],
  [["catchment"], keyed("catchment")],
];

function keyed(member: string): (reader: TextReader, node: Node) => void {
  return (reader, node) => reader.put(node, member, () => reader.text("a key in quotes"));
}

function readLeaf(reader: TextReader, node: Node): void {
  const leaf = leaves.find(([words]) => reader.takes(...words));
  if (leaf !== undefined) {
    leaf[1](reader, node);
    return;
  }
  const { kind, value } = reader.peek();
  const isName = kind === "text" || (kind === "word" && !keywords.has(value) && !seesComparison(reader));
  if (!isName) throw reader.missing("a condition: a trait, did, in segment, not, a bracket …");
  readTrait(reader, node);
}

/** The text of a condition: `parseConditionText` gives the same condition back. */
export function printCondition(condition: Condition): string {
  return textOf(condition, 0);
}

const lineWidth = 120;

function textOf(condition: Condition, indent: number): string {
  if ("all" in condition) return listText("all", "and", condition.all, indent);
  if ("any" in condition) return listText("any", "or", condition.any, indent);
  if ("not" in condition) return `not ${partText(condition.not, indent)}`;
  return leafText(condition);
}

function listText(member: string, word: string, parts: readonly Condition[], indent: number): string {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return `${member} (${textOf(only, indent)})`;
  const texts = parts.map((part) => partText(part, indent));
  const line = texts.join(` ${word} `);
  const isShort = line.length + indent <= lineWidth && !line.includes("\n");
  return isShort ? line : texts.join(`\n${" ".repeat(indent)}${word} `);
}

/** In brackets when it is a list of several. */
function partText(part: Condition, indent: number): string {
  const several = ("all" in part && part.all.length > 1) || ("any" in part && part.any.length > 1);
  if (!several) return textOf(part, indent);
  const inside = textOf(part, indent + 2);
  const isShort = inside.length + indent <= lineWidth && !inside.includes("\n");
  const margin = " ".repeat(indent);
  return isShort ? `(${inside})` : `(\n${margin}  ${inside}\n${margin})`;
}

type Leaf = Exclude<
  Condition,
  { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown }
>;

function leafText(leaf: Leaf): string {
  if ("trait" in leaf) return traitText(leaf);
  if ("did" in leaf) return didText(leaf);
  if ("sequence" in leaf) return sequenceText(leaf);
  if ("consent" in leaf) return consentText(leaf);
  if ("preference" in leaf) return preferenceText(leaf);
  if ("occasion" in leaf) return occasionText(leaf);
  if ("near" in leaf) return nearText(leaf);
  if ("dimension" in leaf) return dimensionText(leaf);
  if ("band" in leaf) return bandText(leaf);
  if ("rfm" in leaf) return rfmText(leaf);
  if ("stage" in leaf) return stageText(leaf);
  if ("score" in leaf) return scoreText(leaf);
  return keyedText(leaf);
}

function keyedText(leaf: Extract<Leaf, KeyedLeaf>): string {
  const quote = (key: string): string => JSON.stringify(key);
  if ("segment" in leaf) return `in segment ${quote(leaf.segment)}`;
  if ("list" in leaf) return `on list ${quote(leaf.list)}`;
  if ("scheme" in leaf) return `in scheme ${quote(leaf.scheme)} is ${quote(leaf.is)}`;
  if ("bucket" in leaf) return `in ${bucketText(leaf)}`;
  if ("regularStore" in leaf) return `regular store ${quote(leaf.regularStore)}`;
  if ("joinedStore" in leaf) return `joined store ${quote(leaf.joinedStore)}`;
  return `catchment ${quote(leaf.catchment)}`;
}

type KeyedLeaf =
  | { readonly segment: unknown }
  | { readonly list: unknown }
  | { readonly scheme: unknown }
  | { readonly bucket: unknown }
  | { readonly regularStore: unknown }
  | { readonly joinedStore: unknown }
  | { readonly catchment: unknown };
