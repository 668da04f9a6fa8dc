import type { FeatureRow } from "./ridge-model.ts";

/** Numbers for what is true of customers. What is true of too few to learn from has none. */
export interface FeatureTable {
  readonly names: readonly string[];
  rowOf(facts: readonly string[]): FeatureRow;
}

/** From the facts of the customers that are learnt from. */
export function featureTable(customers: readonly (readonly string[])[], atLeast: number): FeatureTable {
  const counts = new Map<string, number>();
  for (const facts of customers) for (const fact of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  const names = [...counts]
    .filter(([, count]) => count >= atLeast)
    .map(([name]) => name)
    .sort();
  const places = new Map(names.map((name, at) => [name, at]));
  return {
    names,
    rowOf: (facts) =>
      facts.flatMap((fact) => {
        const place = places.get(fact);
        return place === undefined ? [] : [place];
      }),
  };
}
