import {
  isPersonalName,
  type Json,
  type JsonObject,
  type SeenKind,
  type SeenPath,
  type Vocabulary,
} from "@attune/contract";
import type { Clock } from "../../kernel/clock.ts";

/** What the memory has seen of events. */
export interface SeenEvents {
  readonly names: readonly { readonly name: string; readonly count: number }[];
  readonly properties: readonly SeenProperty[];
}

export interface SeenProperty {
  /** Of the event. */
  readonly name: string;
  readonly path: string;
  readonly types: readonly SeenKind[];
  readonly texts: readonly string[];
}

export interface VocabularyPorts {
  readonly events: (brandId: number) => Promise<SeenEvents>;
  /** Traits by path, of the customers who came last. */
  readonly traits: (brandId: number, limit: number) => Promise<readonly JsonObject[]>;
  readonly clock: Clock;
}

/** New names show up after a minute; whoever types in between asks the stores nothing. */
const freshMs = 60_000;
const customersAsked = 500;
const mostTraits = 500;
const mostValues = 12;
const longestValue = 60;

/** What conditions can name, as far as it has been seen. Asked of the stores once a minute at most, whoever asks. */
export function createVocabulary({
  events,
  traits,
  clock,
}: VocabularyPorts): (brandId: number) => Promise<Vocabulary> {
  const kept = new Map<number, { readonly atMs: number; readonly answer: Promise<Vocabulary> }>();
  const ask = async (brandId: number): Promise<Vocabulary> => {
    const [seen, known] = await Promise.all([events(brandId), traits(brandId, customersAsked)]);
    return { events: eventsOf(seen), traits: traitsOf(known) };
  };
  return (brandId) => {
    const known = kept.get(brandId);
    if (known !== undefined && clock.now() - known.atMs < freshMs) return known.answer;
    const answer = ask(brandId);
    kept.set(brandId, { atMs: clock.now(), answer });
    // What failed is asked anew by whoever comes next.
    answer.catch(() => kept.delete(brandId));
    return answer;
  };
}

function eventsOf({ names, properties }: SeenEvents): Vocabulary["events"] {
  const byName = Map.groupBy(properties, ({ name }) => name);
  return names.map(({ name, count }) => ({
    name,
    count,
    properties: (byName.get(name) ?? []).map(
      ({ path, types, texts }): SeenPath => ({
        path,
        kind: kindOf(types),
        values: isPersonal(path) ? [] : texts,
      }),
    ),
  }));
}

function traitsOf(customers: readonly JsonObject[]): readonly SeenPath[] {
  const seen = new Map<string, Json[]>();
  for (const [path, value] of customers.flatMap((traits) => Object.entries(traits))) {
    const values = seen.get(path) ?? [];
    seen.set(path, values);
    values.push(value);
  }
  return [...seen]
    .sort(([a, first], [b, second]) => second.length - first.length || (a < b ? -1 : 1))
    .slice(0, mostTraits)
    .map(([path, values]) => ({
      path,
      kind: kindOf([...new Set(values.map(typeOf))]),
      values: isPersonal(path) ? [] : frequentTexts(values, isWithinPersonal(path) ? 2 : 1),
    }));
}

/** As in comparisons of segments: a country is told, a street is not. */
function isPersonal(path: string): boolean {
  return isPersonalName(path.split(".").at(-1) ?? path);
}

function isWithinPersonal(path: string): boolean {
  return path.split(".").some((name) => isPersonalName(name));
}

/** Of what is part of something personal, such as an address, only what `fewest` customers share. */
function frequentTexts(values: readonly Json[], fewest: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values.flatMap((one) => (Array.isArray(one) ? one : [one])))
    if (typeof value === "string" && value !== "" && value.length <= longestValue)
      counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= fewest)
    .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .slice(0, mostValues)
    .map(([value]) => value);
}

function typeOf(value: Json): SeenKind {
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return "number";
    case "boolean":
      return "truth";
    default:
      return "other";
  }
}

function kindOf(kinds: readonly SeenKind[]): SeenKind {
  const [only] = kinds;
  return kinds.length === 1 && only !== undefined ? only : "other";
}
