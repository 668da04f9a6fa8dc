import type { BucketCondition } from "../condition-bucket.ts";
import type { ConsentCondition } from "../condition-consent.ts";
import type {
  BandCondition,
  DimensionCondition,
  RfmCondition,
  StageCondition,
} from "../condition-loyalty.ts";
import type { OccasionCondition } from "../condition-occasion.ts";
import type { NearCondition } from "../condition-place.ts";
import type { PreferenceCondition } from "../condition-preference.ts";
import type { ScoreCondition } from "../condition-score.ts";
import type { TraitCondition } from "../condition-trait.ts";
import { comparisonText, readComparison, readScalar, scalarText } from "./comparison-text.ts";
import { daysText, readDays } from "./occasion-text.ts";
import type { Node, TextReader } from "./text-reader.ts";
import { nameText } from "./tokens.ts";

/** Conditions on what is known of a customer. Readers begin behind the first word. */

const quote = (text: string): string => JSON.stringify(text);

/** `country is "AU"` */
export function traitText({ trait, ...comparison }: TraitCondition): string {
  return `${nameText(trait)} ${comparisonText(comparison)}`;
}

export function readTrait(reader: TextReader, node: Node): void {
  const trait = reader.peek().value;
  reader.put(node, "trait", () => reader.name("a trait"));
  readComparison(reader, node, trait);
}

/** `bucket "spring" from 0.25 until 0.5` */
export function bucketText({ bucket, from, until }: BucketCondition): string {
  return `bucket ${quote(bucket)}${from === undefined ? "" : ` from ${scalarText(from)}`} until ${scalarText(until)}`;
}

export function readBucket(reader: TextReader, node: Node): void {
  reader.put(node, "bucket", () => reader.text("the name of a bucket in quotes"));
  if (reader.takes("from")) reader.put(node, "from", () => reader.number());
  reader.expect("until");
  reader.put(node, "until", () => reader.number());
}

/** `consent "email.marketing" is granted` */
export function consentText({ consent, is }: ConsentCondition): string {
  return `consent ${quote(consent)} is ${is}`;
}

export function readConsent(reader: TextReader, node: Node): void {
  reader.put(node, "consent", () => reader.text("a consent in quotes, like email.marketing"));
  reader.expect("is");
  reader.put(node, "is", () => reader.name("granted, denied, withdrawn or unknown"));
}

/** `preference "colour" likes "green"` */
export function preferenceText(condition: PreferenceCondition): string {
  const { preference, likes, dislikes, stated } = condition;
  const texts: Readonly<Record<string, string | undefined>> = {
    likes: likes === undefined ? undefined : `likes ${scalarText(likes)}`,
    dislikes: dislikes === undefined ? undefined : `dislikes ${scalarText(dislikes)}`,
    stated: stated === undefined ? undefined : stated ? "stated" : "not stated",
  };
  return [`preference ${quote(preference)}`, ...inOrder(condition, texts)].join(" ");
}

export function readPreference(reader: TextReader, node: Node): void {
  reader.put(node, "preference", () => reader.text("what the preference is about, in quotes"));
  for (;;) {
    if (reader.takes("likes")) reader.put(node, "likes", () => readScalar(reader));
    else if (reader.takes("dislikes")) reader.put(node, "dislikes", () => readScalar(reader));
    else if (reader.takes("stated")) reader.put(node, "stated", () => true);
    else if (reader.takes("not", "stated")) reader.put(node, "stated", () => false);
    else return;
  }
}

/** `occasion mothersDay region "GB" before 14d` */
export function occasionText(condition: OccasionCondition): string {
  return `occasion ${daysText(condition)}`;
}

export const readOccasion: (reader: TextReader, node: Node) => void = readDays;

/** `near store "sydney-1" within 5 km of "address"`, `near point (-33.9, 151.2) within 5 km` */
export function nearText({ near, km, of }: NearCondition): string {
  const place =
    near.store === undefined
      ? `point (${scalarText(near.latitude)}, ${scalarText(near.longitude)})`
      : `store ${quote(near.store)}`;
  return `near ${place} within ${scalarText(km)} km${of === undefined ? "" : ` of ${quote(of)}`}`;
}

export function readNear(reader: TextReader, node: Node): void {
  reader.put(node, "near", () => readPlace(reader));
  reader.expect("within");
  reader.put(node, "km", () => reader.number("a number of km"));
  reader.expect("km");
  if (reader.takes("of")) reader.put(node, "of", () => reader.text("a trait in quotes"));
}

function readPlace(reader: TextReader): Node {
  const place = reader.node();
  if (reader.takes("store")) reader.put(place, "store", () => reader.text("the key of a store in quotes"));
  else if (reader.takes("point", "(")) {
    reader.put(place, "latitude", () => reader.number());
    reader.expect(",");
    reader.put(place, "longitude", () => reader.number());
    reader.expect(")");
  } else throw reader.missing("store or point");
  return place;
}

/** `dimension netSpend12m >= 50000` */
export function dimensionText({ dimension, ...comparison }: DimensionCondition): string {
  return `dimension ${dimension} ${comparisonText(comparison)}`;
}

export function readDimension(reader: TextReader, node: Node): void {
  reader.put(node, "dimension", () => reader.name("a dimension"));
  readComparison(reader, node, "the dimension");
}

/** `score "churn" > 0.7` */
export function scoreText({ score, ...comparison }: ScoreCondition): string {
  return `score ${quote(score)} ${comparisonText(comparison)}`;
}

export function readScore(reader: TextReader, node: Node): void {
  reader.put(node, "score", () => reader.text("the name of a score in quotes"));
  readComparison(reader, node, "the score");
}

/** `band daysSinceShop in ("RC", "RS")` */
export function bandText({ band, in: codes }: BandCondition): string {
  return `band ${band} in (${codes.map(quote).join(", ")})`;
}

export function readBand(reader: TextReader, node: Node): void {
  reader.put(node, "band", () => reader.name("a dimension"));
  reader.expect("in");
  reader.put(node, "in", () => reader.list(() => reader.text("a band in quotes")));
}

/** `rfm (group in ("CHAMPIONS"), r >= 4)` */
export function rfmText({ rfm }: RfmCondition): string {
  const { group, r, f, m } = rfm;
  const texts: Readonly<Record<string, string | undefined>> = {
    group: group && `group in (${group.map(quote).join(", ")})`,
    r: r && `r ${comparisonText(r)}`,
    f: f && `f ${comparisonText(f)}`,
    m: m && `m ${comparisonText(m)}`,
  };
  return `rfm (${inOrder(rfm, texts).join(", ")})`;
}

export function readRfm(reader: TextReader, node: Node): void {
  reader.put(node, "rfm", () => {
    const asked = reader.node();
    reader.list(() => readRfmPart(reader, asked));
    return asked;
  });
}

function readRfmPart(reader: TextReader, asked: Node): void {
  const { at } = reader.peek();
  if (reader.takes("group", "in")) {
    reader.put(asked, "group", () => reader.list(() => reader.text("a group in quotes")), at);
    return;
  }
  const letter = ["r", "f", "m"].find((one) => reader.takes(one));
  if (letter === undefined) throw reader.missing("group in, r, f or m");
  const comparison = reader.node();
  readComparison(reader, comparison, letter);
  reader.put(asked, letter, () => comparison, at);
}

/** `stage grow sub "loyal" for at least 90d at risk` */
export function stageText(condition: StageCondition): string {
  const { stage, sub, enteredWithin, forAtLeast, atRisk, returned } = condition;
  const texts: Readonly<Record<string, string | undefined>> = {
    sub: sub === undefined ? undefined : `sub ${quote(sub)}`,
    enteredWithin: enteredWithin && `entered within ${enteredWithin}`,
    forAtLeast: forAtLeast && `for at least ${forAtLeast}`,
    atRisk: atRisk === undefined ? undefined : `${atRisk ? "" : "not "}at risk`,
    returned: returned === undefined ? undefined : `${returned ? "" : "not "}returned`,
  };
  return [`stage ${stage}`, ...inOrder(condition, texts)].join(" ");
}

const stageClauses: readonly (readonly [readonly string[], (reader: TextReader, node: Node) => void])[] = [
  [["sub"], (reader, node) => reader.put(node, "sub", () => reader.text("a sub-stage in quotes"))],
  [["entered", "within"], (reader, node) => reader.put(node, "enteredWithin", () => reader.duration())],
  [["for", "at", "least"], (reader, node) => reader.put(node, "forAtLeast", () => reader.duration())],
  [["at", "risk"], (reader, node) => reader.put(node, "atRisk", () => true)],
  [["not", "at", "risk"], (reader, node) => reader.put(node, "atRisk", () => false)],
  [["returned"], (reader, node) => reader.put(node, "returned", () => true)],
  [["not", "returned"], (reader, node) => reader.put(node, "returned", () => false)],
];

export function readStage(reader: TextReader, node: Node): void {
  reader.put(node, "stage", () => reader.name("a stage"));
  for (;;) {
    const clause = stageClauses.find(([words]) => reader.takes(...words));
    if (clause === undefined) return;
    clause[1](reader, node);
  }
}

/** The texts of members, in the order in which the condition has them. */
function inOrder(condition: object, texts: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.keys(condition).flatMap((member) => texts[member] ?? []);
}
