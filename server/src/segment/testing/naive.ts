import type {
  AllCondition,
  AnyCondition,
  ComputedTraitBody,
  Condition,
  ConsentCondition,
  ConsentState,
  DidCondition,
  Json,
  NotCondition,
  SchemeCondition,
  SegmentCondition,
  SequenceCondition,
  TraitCondition,
} from "@attune/contract";
import type { Point } from "../brand-world.ts";
import { compares } from "./naive-comparison.ts";
import { judgeComputed } from "./naive-computed.ts";
import { judgeDid } from "./naive-did.ts";
import type { NaiveEvent } from "./naive-event.ts";
import {
  judgeBucket,
  judgeLoyalty,
  judgeNear,
  judgeOccasion,
  judgePreference,
  type NaiveLoyalty,
  noShopping,
} from "./naive-person.ts";
import { judgeSequence } from "./naive-sequence.ts";

/**
 * The judge of the other evaluators: the plainest reading of the language over a plain list of events. Shares nothing
 * with them but the calendar, which has tests of its own. Slow on purpose.
 */
export interface NaiveCustomer {
  readonly events: readonly NaiveEvent[];
  readonly traits: Readonly<Record<string, Json>>;
  readonly consents: Readonly<Record<string, ConsentState>>;
  /** 1 unless told. */
  readonly profileId?: number;
  readonly lists?: readonly string[];
  readonly loyalty?: NaiveLoyalty;
}

export interface NaiveWorld {
  readonly timeZone: string;
  readonly segments: Readonly<Record<string, Condition>>;
  readonly computed?: Readonly<Record<string, ComputedTraitBody>>;
  readonly stores?: ReadonlyMap<string, Point>;
  /** All of them waterfalls. */
  readonly schemes?: Readonly<Record<string, readonly string[]>>;
}

export function judge(
  condition: Condition,
  customer: NaiveCustomer,
  nowMs: number,
  world: NaiveWorld,
): boolean {
  const inner = (one: Condition): boolean => judge(one, customer, nowMs, world);
  if ("all" in condition) return condition.all.every(inner);
  if ("any" in condition) return condition.any.some(inner);
  if ("not" in condition) return !inner(condition.not);
  if ("segment" in condition) return inner(world.segments[condition.segment] ?? { any: [] });
  if ("consent" in condition) return (customer.consents[condition.consent] ?? "unknown") === condition.is;
  if ("scheme" in condition) {
    const order = world.schemes?.[condition.scheme] ?? [];
    const isIn = (segment: string): boolean => inner({ segment });
    return order.includes(condition.is) && order.find(isIn) === condition.is;
  }
  const asked = askedOf(customer, nowMs, world);
  if ("did" in condition) return judgeDid(condition, asked);
  if ("sequence" in condition) return judgeSequence(condition, asked);
  return judgePerson(condition, customer, nowMs, world);
}

function askedOf(
  { events, loyalty }: NaiveCustomer,
  nowMs: number,
  { timeZone }: NaiveWorld,
): Parameters<typeof judgeDid>[1] {
  return { events, nowMs, timeZone, ...(loyalty === undefined ? {} : { loyalty }) };
}

type OfPerson = Exclude<
  Condition,
  | AllCondition
  | AnyCondition
  | NotCondition
  | DidCondition
  | SequenceCondition
  | SegmentCondition
  | ConsentCondition
  | SchemeCondition
>;

function judgePerson(
  condition: OfPerson,
  customer: NaiveCustomer,
  nowMs: number,
  world: NaiveWorld,
): boolean {
  const moment = { nowMs, timeZone: world.timeZone };
  const { traits } = customer;
  if ("trait" in condition) return judgeTrait(condition, customer, nowMs, world);
  if ("list" in condition) return customer.lists?.includes(condition.list) === true;
  if ("bucket" in condition) return judgeBucket(condition, customer.profileId ?? 1);
  if ("preference" in condition) return judgePreference(condition, traits);
  if ("occasion" in condition) return judgeOccasion(condition, traits, moment);
  if ("near" in condition) return judgeNear(condition, traits, world.stores ?? new Map());
  if ("score" in condition) {
    const { score, ...comparison } = condition;
    return compares(comparison, traits[`scores.${score}`], moment);
  }
  return judgeLoyalty(condition, customer.loyalty ?? noShopping, moment);
}

function judgeTrait(
  { trait, ...comparison }: TraitCondition,
  { traits, events }: NaiveCustomer,
  nowMs: number,
  { timeZone, computed = {} }: NaiveWorld,
): boolean {
  const body = trait.startsWith("computed.") ? computed[trait.slice("computed.".length)] : undefined;
  return body === undefined
    ? compares(comparison, traits[trait], { nowMs, timeZone })
    : judgeComputed(body, comparison, { nowMs, timeZone, events });
}
