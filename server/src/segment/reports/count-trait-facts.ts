import { isPersonalName, type Json } from "@attune/contract";
import { combineLeaves } from "../../profile/index.ts";
import type { SegmentProfile } from "../segment-store.ts";
import { fifthsOf, textsOf } from "./attribute-facts.ts";
import type { FactCount } from "./fact-counts.ts";

/** More different numbers than these are told by fifths. */
const mostNumbers = 12;
/** Of a trait with more values the most frequent are compared. */
const mostValues = 50;
/** Personal, but the same of many: what people ask for when they ask who somebody is. */
const demographic: ReadonlySet<string> = new Set(["age", "gender"]);

type Side = "first" | "second";

/** Counts traits of customers who are handed to it page by page. What names one person is left out. */
export class TraitCounts {
  readonly #values = new Map<string, Map<string | number, Record<Side, number>>>();

  add(profiles: readonly SegmentProfile[], side: Side): void {
    for (const { state } of profiles) {
      const { traits } = combineLeaves(Object.values(state.leaves));
      for (const [path, [value]] of Object.entries(traits))
        if (isCompared(path)) this.#addValue(path, value, side);
    }
  }

  counts(): readonly FactCount[] {
    return [...this.#values].flatMap(([path, values]) => countsOf(path, values));
  }

  #addValue(path: string, value: Json, side: Side): void {
    const known = this.#values.get(path) ?? new Map<string | number, Record<Side, number>>();
    this.#values.set(path, known);
    for (const one of typeof value === "number" ? [value] : new Set(textsOf(value))) {
      const count = known.get(one) ?? { first: 0, second: 0 };
      count[side] += 1;
      known.set(one, count);
    }
  }
}

function isCompared(path: string): boolean {
  const name = path.split(".").at(-1) ?? path;
  return demographic.has(name) || !isPersonalName(name);
}

function countsOf(
  path: string,
  values: ReadonlyMap<string | number, Record<Side, number>>,
): readonly FactCount[] {
  return [...binned(values)]
    .map(([value, { first, second }]): FactCount => ({ about: "trait", name: path, value, first, second }))
    .sort((a, b) => b.first + b.second - (a.first + a.second))
    .slice(0, mostValues);
}

function binned(
  values: ReadonlyMap<string | number, Record<Side, number>>,
): ReadonlyMap<string, Readonly<Record<Side, number>>> {
  const numbers = [...values].flatMap(([value, { first, second }]) =>
    typeof value === "number" ? new Array<number>(first + second).fill(value) : [],
  );
  const isMany = [...values.keys()].filter((value) => typeof value === "number").length > mostNumbers;
  const fifth = isMany ? fifthsOf(numbers) : String;
  const sums = new Map<string, Record<Side, number>>();
  for (const [value, { first, second }] of values) {
    const label = typeof value === "number" ? fifth(value) : value;
    const sum = sums.get(label) ?? { first: 0, second: 0 };
    sums.set(label, { first: sum.first + first, second: sum.second + second });
  }
  return sums;
}
