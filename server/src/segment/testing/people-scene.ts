import type { Condition } from "@attune/contract";
import fc from "fast-check";
import { type CustomerView, viewOf } from "../../profile/index.ts";
import { judge, type NaiveWorld } from "./naive.ts";
import { timeZone } from "./program-of.ts";
import { schemes } from "./random-condition.ts";
import { randomNow } from "./random-history.ts";
import { loyaltyOf } from "./random-loyalty.ts";
import { naivePerson, places, type RandomPerson, randomPerson, stateOf } from "./random-person.ts";
import { loyaltyCondition, personCondition } from "./random-person-condition.ts";

/** Conditions on people, the people, and moments at which to ask. */
export interface PeopleScene {
  readonly nowMs: number;
  readonly segments: Readonly<Record<string, Condition>>;
  readonly people: readonly RandomPerson[];
  readonly moments: readonly number[];
}

const day = 86_400_000;

const leaf = fc.oneof({ weight: 3, arbitrary: personCondition }, { weight: 2, arbitrary: loyaltyCondition });
export const combined: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 1, arbitrary: fc.tuple(leaf, leaf).map((all) => ({ all })) },
  { weight: 1, arbitrary: fc.tuple(leaf, leaf).map((any) => ({ any })) },
  { weight: 1, arbitrary: leaf.map((not) => ({ not })) },
);
/** The last asks for a place in a scheme of the three before it. */
export const randomPeopleSegments: fc.Arbitrary<PeopleScene["segments"]> = fc
  .tuple(combined, combined, combined, fc.constantFrom(...schemes.value))
  .map(([s0, s1, s2, is]) => ({ s0, s1, s2, s3: { scheme: "value", is } }));

export const peopleScene: fc.Arbitrary<PeopleScene> = randomNow.chain((nowMs) =>
  fc.record({
    nowMs: fc.constant(nowMs),
    segments: randomPeopleSegments,
    people: fc.array(randomPerson(nowMs), { minLength: 5, maxLength: 5 }),
    moments: fc
      .array(fc.oneof(fc.nat(3 * day), fc.nat(400 * day)), { minLength: 2, maxLength: 2 })
      .map((later) => [nowMs, ...later.map((ms) => nowMs + ms)]),
  }),
);

export function viewOfPerson(person: RandomPerson, profileId: number): CustomerView {
  const view = viewOf(profileId, { ...stateOf(person), oldest: profileId });
  return person.shopper === null ? view : { ...view, loyalty: loyaltyOf(person.shopper, timeZone) };
}

/** What each of the segments means, in their order. */
export function naiveAnswers(
  segments: PeopleScene["segments"],
  person: RandomPerson,
  profileId: number,
  moment: number,
): readonly boolean[] {
  const customer = naivePerson(person, profileId, timeZone)(moment);
  const naive: NaiveWorld = { timeZone, segments, stores: places, schemes };
  return Object.values(segments).map((condition) => judge(condition, customer, moment, naive));
}
