import type { Condition, ConsentCondition, DidCondition, TraitCondition } from "@attune/contract";
import { canonicalJson } from "../kernel/canonical-json.ts";
import type { LeafCondition, Sets } from "./operators/operator.ts";
import { operatorOf } from "./operators/operators.ts";
import { both, nobody, type ProfileSet } from "./profile-set.ts";

/** What the stores can tell. The sets hold those whose answer differs from that of a customer of whom nothing is known. */
export interface MemberSource {
  everyone(): Promise<ProfileSet>;
  people(conditions: readonly (TraitCondition | ConsentCondition)[]): Promise<readonly ProfileSet[]>;
  doers(condition: DidCondition, nowMs: number): Promise<ProfileSet>;
}

export interface SelectedMembers {
  readonly members: ProfileSet;
  /** Every visible profile. */
  readonly everyone: ProfileSet;
}

/** Every visible profile for which the condition holds now. `conditionOf` gives the conditions of segments that are referred to. */
export async function selectMembers(
  condition: Condition,
  nowMs: number,
  source: MemberSource,
  conditionOf: (segmentKey: string) => Condition,
): Promise<SelectedMembers> {
  const leaves = new Map<string, LeafCondition>();
  gatherLeaves(condition, conditionOf, leaves);
  const [everyone, exceptions] = await Promise.all([
    source.everyone(),
    readLeaves([...leaves], nowMs, source),
  ]);
  const select = (one: Condition): ProfileSet => operatorOf(one).select(one, sets);
  const sets: Sets = {
    everyone,
    exceptions: (leaf) => exceptions.get(canonicalJson(leaf)) ?? nobody,
    segment: (key) => select(conditionOf(key)),
    select,
  };
  return { everyone, members: both(everyone, select(condition)) };
}

function gatherLeaves(
  condition: Condition,
  conditionOf: (segmentKey: string) => Condition,
  leaves: Map<string, LeafCondition>,
): void {
  const enter = (inner: Condition): void => gatherLeaves(inner, conditionOf, leaves);
  if ("all" in condition) condition.all.forEach(enter);
  else if ("any" in condition) condition.any.forEach(enter);
  else if ("not" in condition) enter(condition.not);
  else if ("segment" in condition) enter(conditionOf(condition.segment));
  else leaves.set(canonicalJson(condition), condition);
}

/** All that the profile rows tell in one pass; events by one query each, four at a time. */
async function readLeaves(
  leaves: readonly (readonly [name: string, leaf: LeafCondition])[],
  nowMs: number,
  source: MemberSource,
): Promise<ReadonlyMap<string, ProfileSet>> {
  const people: [string, TraitCondition | ConsentCondition][] = [];
  const doers: [string, DidCondition][] = [];
  for (const [name, leaf] of leaves) {
    if ("did" in leaf) doers.push([name, leaf]);
    else people.push([name, leaf]);
  }
  const found = new Map<string, ProfileSet>();
  const readDoers = async (): Promise<void> => {
    for (let next = doers.pop(); next !== undefined; next = doers.pop()) {
      const [name, leaf] = next;
      found.set(name, await source.doers(leaf, nowMs));
    }
  };
  const readPeople = async (): Promise<void> => {
    const sets = await source.people(people.map(([, leaf]) => leaf));
    people.forEach(([name], at) => {
      found.set(name, sets[at] ?? nobody);
    });
  };
  await Promise.all([readPeople(), readDoers(), readDoers(), readDoers(), readDoers()]);
  return found;
}
