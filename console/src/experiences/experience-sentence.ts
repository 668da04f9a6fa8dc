import {
  type Cap,
  type Experience,
  type Placement,
  parseCondition,
  printCondition,
  strategiesOf,
} from "@attune/contract";
import type { Formats } from "../format/formats.ts";
import { useFormats, useNow } from "../parts/formats-context.tsx";
import { useSegments } from "../segments/segment-queries.ts";
import { wordFor, words } from "../words/words.ts";

/** The experience read aloud: who sees what, where, when, and how often. */
export function useSentence(body: Experience, placement: Placement | undefined): string {
  const formats = useFormats();
  const now = useNow();
  const { data: segments } = useSegments();
  const nameOf = (key: string): string => segments?.items.find((one) => one.key === key)?.name ?? key;
  return sentenceOf(body, placement, { formats, now, nameOf });
}

interface Told {
  readonly formats: Formats;
  readonly now: number;
  readonly nameOf: (segment: string) => string;
}

function sentenceOf(body: Experience, placement: Placement | undefined, told: Told): string {
  const parts = words.experience.sentence;
  const who = whoOf(body, told.nameOf);
  const what = whatOf(body);
  const where = placement?.name ?? (body.placement === "" ? parts.nowhere : body.placement);
  return [
    body.fallback === true ? parts.fallback(what, where) : parts.main(who, what, where),
    ...datesOf(body, told),
    ...(body.caps ?? []).map((cap) => capText(cap, told.formats)),
    ...(body.variants === undefined ? [] : [parts.variants(body.variants.length)]),
  ].join(" ");
}

function whoOf({ condition, newCustomersOnly, law }: Experience, nameOf: Told["nameOf"]): string {
  const { sentence } = words.experience;
  if (newCustomersOnly === true) return sentence.newCustomers;
  if (condition === undefined) return law === undefined ? sentence.everyone : sentence.lawful;
  // While it is being written it may be no condition yet.
  const { condition: right } = parseCondition(condition);
  if (right === undefined) return sentence.unwritten;
  if ("segment" in right) return sentence.segment(nameOf(right.segment));
  return sentence.condition(shortened(printCondition(right)));
}

function whatOf({ name, items }: Experience): string {
  const quoted = name.trim() === "" ? words.experience.sentence.nameless : `“${name}”`;
  if (items === undefined) return quoted;
  const [first] = strategiesOf(items);
  if (first === undefined) return quoted;
  return words.experience.sentence.products(quoted, wordFor(words.experience.strategies, first));
}

function datesOf({ from, until }: Experience, { formats, now }: Told): readonly string[] {
  const { sentence } = words.experience;
  if (from !== undefined && until !== undefined)
    return [sentence.between(formats.ahead(from, now), formats.ahead(until, now))];
  if (from !== undefined) return [sentence.from(formats.ahead(from, now))];
  return until === undefined ? [] : [sentence.until(formats.ahead(until, now))];
}

/** At most so often, in words. */
export function capText({ by, most, within, per }: Cap, formats: Formats): string {
  const { sentence, durations } = words.experience;
  const period =
    per === undefined ? (within === undefined ? "" : durations.within(within)) : durations.per[per];
  return sentence.cap(words.experience.contactKinds[by], formats.number(most), most, period);
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 118)}…` : line;
}
