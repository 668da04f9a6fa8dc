import type { Condition } from "@attune/contract";
import fc from "fast-check";
import type { TestStores } from "../../platform/testing/stores.ts";
import { type CustomerView, viewOf } from "../../profile/index.ts";
import { idsIn } from "../profile-set.ts";
import type { SegmentProgram } from "../segment-program.ts";
import { selectMembers } from "../select-members.ts";
import { keepCustomers, numberCustomers, type StoredCustomer } from "./keep-customers.ts";
import { memberSourceOf } from "./member-source.ts";
import { judge } from "./naive.ts";
import { observeAll, programOf, timeZone } from "./program-of.ts";
import { randomSegments } from "./random-condition.ts";
import { leafStateOf, naiveOf, randomCustomer, randomNow } from "./random-history.ts";

type Scene = Readonly<Record<string, Condition>>;

/** Customers around one moment, in the stores under a brand of their own, and conditions that may refer to one another. */
export interface Round {
  readonly brandId: number;
  readonly nowMs: number;
  readonly customers: readonly StoredCustomer[];
  readonly scenes: readonly Scene[];
}

export function roundOf(
  brandId: number,
  seed: number,
  size: { readonly customers: number; readonly scenes: number },
): Round {
  const [nowMs = 0] = fc.sample(randomNow, { seed, numRuns: 1 });
  return {
    brandId,
    nowMs,
    customers: numberCustomers(fc.sample(randomCustomer(nowMs), { seed, numRuns: size.customers })),
    scenes: fc.sample(randomSegments, { seed, numRuns: size.scenes }),
  };
}

/** What the three evaluators say of one condition, one customer and one moment. */
export interface Difference {
  readonly condition: Condition;
  readonly momentMs: number;
  readonly profileId: number;
  readonly inMemory: boolean;
  readonly inStores: boolean;
  readonly meant: boolean;
}

export interface RoundResult {
  readonly cases: number;
  readonly members: number;
  readonly differences: readonly Difference[];
  /** By what a condition asks: how many of its cases were members. */
  readonly kinds: ReadonlyMap<string, { readonly cases: number; readonly members: number }>;
}

/** Asks every evaluator about every condition, customer and moment. The customers are in the stores already. */
export async function compareRound(stores: TestStores, round: Round): Promise<RoundResult> {
  const told: Difference[] = [];
  for (const [at, scene] of round.scenes.entries()) {
    const seen = seenBy(programOf(scene), round);
    for (const momentMs of [round.nowMs, round.nowMs + at * 7 * 86_400_000 + at]) {
      told.push(...(await answersOf(stores, round, scene, momentMs, seen)));
    }
  }
  const kinds = new Map<string, { cases: number; members: number }>();
  for (const { condition, meant } of told) {
    for (const kind of kindsOf(condition)) count(kinds, kind, meant);
  }
  return {
    cases: told.length,
    members: told.filter(({ meant }) => meant).length,
    differences: told.filter(({ meant, inMemory, inStores }) => inMemory !== meant || inStores !== meant),
    kinds,
  };
}

export async function keepRound(stores: TestStores, { brandId, customers }: Round): Promise<void> {
  await keepCustomers(stores, brandId, customers);
}

interface Seen {
  readonly program: SegmentProgram;
  readonly visible: readonly { readonly customer: StoredCustomer; readonly view: CustomerView }[];
}

function seenBy(program: SegmentProgram, { customers }: Round): Seen {
  const visible = customers.filter(({ hidden, merged }) => !hidden && !merged);
  return { program, visible: visible.map((customer) => ({ customer, view: viewBy(program, customer) })) };
}

/** Each leaf's events backwards, in two parts that are merged: what a fill and the fold do. */
function viewBy(program: SegmentProgram, { profileId, leaves }: StoredCustomer): CustomerView {
  const states = leaves.map((leaf) => {
    const cut = leaf.leafId % (leaf.events.length + 1);
    const slots = program.mergeSlots(
      observeAll(program, leaf.events.slice(cut).toReversed()),
      observeAll(program, leaf.events.slice(0, cut)),
    );
    return [leaf.leafId, { ...leafStateOf(leaf), slots }] as const;
  });
  return viewOf(profileId, { leaves: Object.fromEntries(states), segments: {} });
}

async function answersOf(
  stores: TestStores,
  { brandId }: Round,
  scene: Scene,
  momentMs: number,
  { program, visible }: Seen,
): Promise<readonly Difference[]> {
  const source = memberSourceOf(stores, brandId, { timeZone });
  const conditionOf = (key: string): Condition => scene[key] ?? { any: [] };
  const answers = visible.map(({ view }) => {
    const all = program.evaluate(view, "all", momentMs, () => false);
    return new Map(all.map(({ segmentId, isMember }) => [segmentId, isMember]));
  });
  const naive = visible.map(({ customer }) => ({ ...naiveOf(customer), profileId: customer.profileId }));
  const told: Difference[] = [];
  for (const [at, condition] of Object.values(scene).entries()) {
    const selected = await selectMembers(condition, momentMs, source, conditionOf);
    const found = new Set(idsIn(selected.members));
    for (const [nth, customer] of naive.entries()) {
      told.push({
        condition,
        momentMs,
        profileId: customer.profileId,
        inMemory: answers[nth]?.get(at + 1) ?? false,
        inStores: found.has(customer.profileId),
        meant: judge(condition, customer, momentMs, { timeZone, segments: scene }),
      });
    }
  }
  return told;
}

/** `did`, `did.count`, `sequence.forEach`, … of a condition that is not made of others. */
function kindsOf(condition: Condition): readonly string[] {
  const [operator = ""] = Object.keys(condition);
  if (operator !== "did" && operator !== "sequence") return [operator];
  return Object.keys(condition).map((member) => (member === operator ? operator : `${operator}.${member}`));
}

function count(
  kinds: Map<string, { cases: number; members: number }>,
  kind: string,
  isMember: boolean,
): void {
  const known = kinds.get(kind) ?? { cases: 0, members: 0 };
  kinds.set(kind, known);
  known.cases += 1;
  if (isMember) known.members += 1;
}
