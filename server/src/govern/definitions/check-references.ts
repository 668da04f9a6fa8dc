import type { DefinitionRef } from "@attune/contract";
import type { Fault } from "../../kernel/refusal.ts";
import type { Reference } from "./definition-kind.ts";
import { refusals } from "./refusals.ts";

/** A definition that is, or is about to be, live. */
export interface Node extends DefinitionRef {
  readonly references: readonly Reference[];
}

/**
 * Refuses when a live definition would refer to one that is not, or when the touched ones are part of a cycle.
 * `pointerOf` says where in the request a touched definition stands.
 */
export function checkReferences(
  live: readonly Node[],
  touched: readonly DefinitionRef[],
  pointerOf: (ref: DefinitionRef) => string,
): void {
  const nodes = new Map(live.map((node) => [nameOf(node), node]));
  const touchedNames = new Set(touched.map(nameOf));
  const faults: Fault[] = [];
  for (const node of live) {
    const missing = node.references.filter((to) => !nodes.has(nameOf(to)));
    const removed = missing.find((to) => touchedNames.has(nameOf(to)));
    if (removed !== undefined && !touchedNames.has(nameOf(node))) {
      throw refusals.inUse(
        removed,
        live.filter((user) => user.references.some((to) => nameOf(to) === nameOf(removed))),
      );
    }
    if (!touchedNames.has(nameOf(node))) continue; // what was let in before is not judged again
    for (const to of missing) {
      faults.push({
        pointer: `${pointerOf(node)}${to.pointer}`,
        message: `There is no live ${to.kind} "${to.key}".`,
      });
    }
  }
  if (faults.length > 0) throw refusals.dangling(faults);
  for (const ref of touched) refuseCycle(ref, nodes);
}

/** Walks from `start`; a way back to it is a cycle. */
function refuseCycle(start: DefinitionRef, nodes: ReadonlyMap<string, Node>): void {
  const startName = nameOf(start);
  const seen = new Set<string>();
  const walk = (name: string, path: readonly DefinitionRef[]): void => {
    for (const to of nodes.get(name)?.references ?? []) {
      const next = nameOf(to);
      if (next === startName) throw refusals.cycle([...path, start]);
      if (seen.has(next)) continue;
      seen.add(next);
      walk(next, [...path, { kind: to.kind, key: to.key }]);
    }
  };
  walk(startName, [start]);
}

export function nameOf(ref: DefinitionRef): string {
  return `${ref.kind}/${ref.key}`;
}
