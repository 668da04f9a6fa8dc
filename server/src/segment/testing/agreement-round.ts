import { type Condition, computedKeyOf } from "@attune/contract";
import fc from "fast-check";
import type { TestStores } from "../../platform/testing/stores.ts";
import { type CustomerView, viewOf } from "../../profile/index.ts";
import { fillSlots } from "../clickhouse/fill-slots.ts";
import { findInStage } from "../postgres/find-in-stage.ts";
import type { ShopperQuestion } from "../postgres/find-shoppers.ts";
import { idsIn } from "../profile-set.ts";
import type { SegmentProgram } from "../segment-program.ts";
import { type MemberSource, selectMembers } from "../select-members.ts";
import { countsSinceStage, selectSinceStage } from "../since-stage.ts";
import { keepCustomers, numberCustomers, type StoredCustomer } from "./keep-customers.ts";
import { memberSourceOf } from "./member-source.ts";
import { judge, type NaiveCustomer } from "./naive.ts";
import { observeAll, programOf, timeZone, world } from "./program-of.ts";
import { computedTraits } from "./random-computed.ts";
import { randomSegments, schemes } from "./random-condition.ts";
import { leafStateOf, naiveOf, randomCustomer, randomNow } from "./random-history.ts";
import { loyaltyOf as loyaltyOfShopper } from "./random-loyalty.ts";
import { places } from "./random-person.ts";

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

export async function keepRound(stores: TestStores, round: Round): Promise<void> {
  await keepCustomers(stores, round, round.customers);
}

interface Seen {
  readonly program: SegmentProgram;
  readonly visible: readonly {
    readonly customer: StoredCustomer;
    readonly view: CustomerView;
    readonly naive: (nowMs: number) => NaiveCustomer;
  }[];
}

function seenBy(program: SegmentProgram, { customers }: Round): Seen {
  const visible = customers.filter(({ hidden, merged }) => !hidden && !merged);
  return {
    program,
    visible: visible.map((customer) => ({
      customer,
      view: viewBy(program, customer),
      naive: naiveOf(customer, { profileId: customer.profileId, timeZone }),
    })),
  };
}

/** Each leaf's events backwards, in two parts that are merged: what a fill and the fold do. */
function viewBy(program: SegmentProgram, { profileId, leaves, shopper }: StoredCustomer): CustomerView {
  const states = leaves.map((leaf) => {
    const cut = leaf.leafId % (leaf.events.length + 1);
    const slots = program.mergeSlots(
      observeAll(program, leaf.events.slice(cut).toReversed()),
      observeAll(program, leaf.events.slice(0, cut)),
    );
    return [leaf.leafId, { ...leafStateOf(leaf), slots }] as const;
  });
  const view = viewOf(profileId, { leaves: Object.fromEntries(states), segments: {} });
  return shopper === null ? view : { ...view, loyalty: loyaltyOfShopper(shopper, timeZone) };
}

async function answersOf(
  stores: TestStores,
  { brandId, customers }: Round,
  scene: Scene,
  momentMs: number,
  { program, visible }: Seen,
): Promise<readonly Difference[]> {
  const source = roundSource(stores, brandId, customers);
  const conditionOf = (key: string): Condition => scene[key] ?? { any: [] };
  const answers = visible.map(({ view }) => {
    const all = program.evaluate(view, "all", momentMs, () => false);
    return new Map(all.map(({ segmentId, isMember }) => [segmentId, isMember]));
  });
  const judged = { timeZone, segments: scene, stores: places, schemes, computed: computedTraits };
  const judges = visible.map(({ customer: { profileId }, naive }) => {
    const seen = naive(momentMs);
    return { profileId, isMeant: (condition: Condition) => judge(condition, seen, momentMs, judged) };
  });
  const told: Difference[] = [];
  for (const [at, condition] of Object.values(scene).entries()) {
    const selected = await selectMembers(condition, momentMs, source, conditionOf, world);
    const found = new Set(idsIn(selected.members));
    for (const [nth, { profileId, isMeant }] of judges.entries()) {
      told.push({
        condition,
        momentMs,
        profileId,
        inMemory: answers[nth]?.get(at + 1) ?? false,
        inStores: found.has(profileId),
        meant: isMeant(condition),
      });
    }
  }
  return told;
}

/** What the stores tell; what was done since a stage began as the product finds it. */
function roundSource(
  stores: TestStores,
  brandId: number,
  customers: readonly StoredCustomer[],
): MemberSource {
  const byId = new Map(customers.map((customer) => [customer.profileId, customer]));
  const loyaltyOf = (profileId: number): ReturnType<typeof loyaltyOfShopper> => {
    const shopper = byId.get(profileId)?.shopper;
    if (shopper === undefined || shopper === null) throw new Error("Nobody computed this.");
    return loyaltyOfShopper(shopper, timeZone);
  };
  const homes = new Map(
    customers.flatMap(({ profileId, leaves }) => leaves.map(({ leafId }) => [leafId, profileId] as const)),
  );
  const plain = memberSourceOf(stores, brandId, { timeZone, world, loyaltyOf, homes: async () => homes });
  const loyaltyOfAll = async (ids: readonly number[]): ReturnType<ShopperQuestion["loyaltyOf"]> =>
    new Map(ids.map((id) => [id, loyaltyOf(id)]));
  const range = { brandId, upToPosition: Number.MAX_SAFE_INTEGER, afterLeafId: 0 };
  return {
    ...plain,
    doers: (condition, nowMs) =>
      countsSinceStage(condition)
        ? selectSinceStage(condition, nowMs, {
            timeZone,
            inStage: (stage) =>
              findInStage(stores.database, { brandId, nowMs, loyaltyOf: loyaltyOfAll }, stage),
            slots: (program) =>
              fillSlots(stores.memory, { program, slotKeys: [...program.slots.keys()] }, range),
            homes: async () => homes,
          })
        : plain.doers(condition, nowMs),
  };
}

/** `did`, `did.count`, `sequence.forEach`, … of a condition and of all inside it. */
function kindsOf(condition: Condition): ReadonlySet<string> {
  if ("all" in condition) return new Set(["all", ...condition.all.flatMap((one) => [...kindsOf(one)])]);
  if ("any" in condition) return new Set(["any", ...condition.any.flatMap((one) => [...kindsOf(one)])]);
  if ("not" in condition) return new Set(["not", ...kindsOf(condition.not)]);
  const [operator = ""] = Object.keys(condition);
  const computed = "trait" in condition ? computedTraits[computedKeyOf(condition.trait) ?? ""] : undefined;
  if (computed !== undefined) return new Set([`computed.${computed.measure}`]);
  if (operator === "trait" || operator === "dimension")
    return new Set(
      Object.keys(condition).map((member) => (member === operator ? operator : `trait.${member}`)),
    );
  if (operator !== "did" && operator !== "sequence") return new Set([operator]);
  return new Set(
    Object.keys(condition).map((member) => (member === operator ? operator : `${operator}.${member}`)),
  );
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
