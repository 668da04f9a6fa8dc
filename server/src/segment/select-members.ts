import {
  type Condition,
  type LoyaltyCondition,
  loyaltyOperators,
  type TraitCondition,
} from "@attune/contract";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { type BrandWorld, emptyWorld } from "./brand-world.ts";
import type { FoundPeople } from "./found-people.ts";
import { computedIn } from "./operators/computed/computed.ts";
import type {
  ComputedCondition,
  EventCondition,
  LeafCondition,
  PeopleCondition,
  Sets,
} from "./operators/operator.ts";
import { operatorOf } from "./operators/operators.ts";
import { segmentsOfScheme } from "./operators/scheme/scheme.ts";
import { both, nobody, type ProfileSet, without } from "./profile-set.ts";

export interface EveryoneAndPeople {
  /** Every visible profile; where their number is enough perhaps only those who were found. */
  readonly everyone: ProfileSet;
  /** How many are visible. */
  readonly count: number;
  readonly found: readonly FoundPeople[];
}

/** What the stores can tell. */
export interface MemberSource {
  /** `isCountEnough`: nobody is asked for who is not found. */
  people(
    conditions: readonly PeopleCondition[],
    nowMs: number,
    isCountEnough: boolean,
  ): Promise<EveryoneAndPeople>;
  loyalty(conditions: readonly LoyaltyCondition[], nowMs: number): Promise<readonly FoundPeople[]>;
  /** Those whose answer differs from that of a customer who never did anything. */
  doers(condition: EventCondition, nowMs: number): Promise<ProfileSet>;
  /** Profile → its oldest leaf, of those where the two have not the same number. */
  oldestLeaves(): Promise<ReadonlyMap<number, number>>;
}

export interface SelectedMembers {
  readonly members: ProfileSet;
  /** How many profiles are visible. */
  readonly count: number;
}

/** Every visible profile for which the condition holds now. `conditionOf` gives the conditions of segments that are referred to. */
export async function selectMembers(
  condition: Condition,
  nowMs: number,
  source: MemberSource,
  conditionOf: (segmentKey: string) => Condition,
  world: BrandWorld = emptyWorld,
): Promise<SelectedMembers> {
  const leaves = new Map<string, ReadCondition>();
  gatherLeaves(condition, { conditionOf, world }, leaves);
  const references = { conditionOf, world };
  const [{ everyone, count, found }, oldest] = await Promise.all([
    readLeaves([...leaves], { nowMs, source, world }, asksOthers(condition, world)),
    hasBucket(condition, references) ? source.oldestLeaves() : undefined,
  ]);
  const people = (name: string): ProfileSet => {
    const { holdsForUnknown, exceptions } = found.get(name) ?? nothingFound;
    return holdsForUnknown ? without(everyone, exceptions) : exceptions;
  };
  const select = (one: Condition): ProfileSet =>
    isOfPeople(one, world) ? people(canonicalJson(one)) : operatorOf(one).select(one, sets);
  const sets: Sets = {
    everyone,
    oldestLeafOf: (profileId) => oldest?.get(profileId) ?? profileId,
    world,
    exceptions: (leaf) => found.get(canonicalJson(leaf))?.exceptions ?? nobody,
    people: (leaf) => people(canonicalJson(leaf)),
    segment: (key) => select(conditionOf(key)),
    select,
  };
  return { count, members: both(everyone, select(condition)) };
}

/** Whether somebody may be meant of whom no leaf tells. A segment that is referred to may. */
function asksOthers(condition: Condition, world: BrandWorld): boolean {
  if (isOfPeople(condition, world)) return false;
  if ("all" in condition) return condition.all.some((part) => asksOthers(part, world));
  if ("any" in condition) return condition.any.some((part) => asksOthers(part, world));
  return "not" in condition || "bucket" in condition || "segment" in condition || "scheme" in condition;
}

const queriesAtOnce = 4;
const nothingFound: FoundPeople = { holdsForUnknown: false, exceptions: nobody };

/** A leaf, or several on people that one look at them tells. */
type ReadCondition = LeafCondition | PeopleCondition;

interface References {
  readonly conditionOf: (segmentKey: string) => Condition;
  readonly world: BrandWorld;
}

function gatherLeaves(
  condition: Condition,
  references: References,
  leaves: Map<string, ReadCondition>,
): void {
  if (isOfPeople(condition, references.world)) {
    leaves.set(canonicalJson(condition), condition);
    return;
  }
  const inner = partsOf(condition, references);
  if (inner !== undefined) for (const part of inner) gatherLeaves(part, references, leaves);
  else if (isLeaf(condition)) leaves.set(canonicalJson(condition), condition);
}

function isOfPeople(condition: Condition, world: BrandWorld): condition is PeopleCondition {
  if ("all" in condition) return condition.all.every((part) => isOfPeople(part, world));
  if ("any" in condition) return condition.any.every((part) => isOfPeople(part, world));
  if ("not" in condition) return isOfPeople(condition.not, world);
  if ("trait" in condition) return computedIn(condition, world) === undefined;
  return !notOfPeople.some((operator) => operator in condition);
}

const notOfPeople = ["bucket", "segment", "scheme", "did", "sequence", ...loyaltyOperators] as const;

/** Of those that are made of none. */
function isLeaf(condition: Condition): condition is LeafCondition {
  return !("bucket" in condition);
}

function hasBucket(condition: Condition, references: References): boolean {
  const inner = partsOf(condition, references);
  return inner === undefined ? "bucket" in condition : inner.some((part) => hasBucket(part, references));
}

/** The conditions that it is made of; undefined: it is made of none. */
function partsOf(condition: Condition, { conditionOf, world }: References): readonly Condition[] | undefined {
  if ("all" in condition) return condition.all;
  if ("any" in condition) return condition.any;
  if ("not" in condition) return [condition.not];
  if ("segment" in condition) return [conditionOf(condition.segment)];
  if ("scheme" in condition) return segmentsOfScheme(condition, world).map(conditionOf);
  return undefined;
}

interface ReadLeaves extends Pick<EveryoneAndPeople, "everyone" | "count"> {
  readonly found: ReadonlyMap<string, FoundPeople>;
}

interface LeafGround {
  readonly nowMs: number;
  readonly source: MemberSource;
  readonly world: BrandWorld;
}

function computedOf(leaf: ReadCondition, world: BrandWorld): ComputedCondition | undefined {
  const computed = "trait" in leaf ? computedIn(leaf, world) : undefined;
  if (computed === undefined) return undefined;
  const { trait: _named, ...is } = leaf as TraitCondition; // it names one
  return { computed: computed.body, is };
}

/** All that portraits tell in one pass, and so what is computed of them; events by one query each, four at a time. */
async function readLeaves(
  leaves: readonly (readonly [name: string, leaf: ReadCondition])[],
  { nowMs, source, world }: LeafGround,
  asksOthers: boolean,
): Promise<ReadLeaves> {
  const people: [string, PeopleCondition][] = [];
  const shoppers: [string, LoyaltyCondition][] = [];
  const doers: [string, EventCondition][] = [];
  for (const [name, leaf] of leaves) {
    const computed = computedOf(leaf, world);
    if (computed !== undefined) doers.push([name, computed]);
    else if ("did" in leaf || "sequence" in leaf) doers.push([name, leaf]);
    else if (isLoyalty(leaf)) shoppers.push([name, leaf]);
    else people.push([name, leaf]);
  }
  const found = new Map<string, FoundPeople>();
  const readDoers = async (): Promise<void> => {
    for (let next = doers.pop(); next !== undefined; next = doers.pop()) {
      const [name, leaf] = next;
      found.set(name, { holdsForUnknown: false, exceptions: await source.doers(leaf, nowMs) });
    }
  };
  const keep = (names: readonly (readonly [string, unknown])[], sets: readonly FoundPeople[]): void => {
    names.forEach(([name], at) => {
      found.set(name, sets[at] ?? nothingFound);
    });
  };
  const readPeople = async (): Promise<EveryoneAndPeople> => {
    const told = await source.people(
      people.map(([, leaf]) => leaf),
      nowMs,
      !asksOthers && doers.length + shoppers.length === 0,
    );
    keep(people, told.found);
    return told;
  };
  const readShoppers = async (): Promise<void> => {
    if (shoppers.length > 0)
      keep(
        shoppers,
        await source.loyalty(
          shoppers.map(([, leaf]) => leaf),
          nowMs,
        ),
      );
  };
  const [{ everyone, count }] = await Promise.all([
    readPeople(),
    readShoppers(),
    ...Array.from({ length: queriesAtOnce }, readDoers),
  ]);
  return { everyone, count, found };
}

function isLoyalty(leaf: PeopleCondition | LoyaltyCondition): leaf is LoyaltyCondition {
  return loyaltyOperators.some((operator) => operator in leaf);
}
