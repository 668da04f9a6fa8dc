import { canonicalJson } from "../kernel/canonical-json.ts";
import type { PeopleCondition, PersonCondition } from "./operators/operator.ts";
import { both, either, nobody, type ProfileSet, without } from "./profile-set.ts";

/** The answer for a customer of whom nothing is known, and the visible profiles whose answer is the other one. */
export interface FoundPeople {
  readonly holdsForUnknown: boolean;
  readonly exceptions: ProfileSet;
}

/** What was found for a condition, of what was found for it or, where it was not asked as a whole, for its parts. `found` by canonical text. */
export function foundOf(condition: PeopleCondition, found: ReadonlyMap<string, FoundPeople>): FoundPeople {
  const whole = found.get(canonicalJson(condition));
  if (whole !== undefined) return whole;
  if ("not" in condition) return opposite(foundOf(condition.not, found));
  if ("all" in condition)
    return condition.all.map((part) => foundOf(part, found)).reduce(bothFound, everybody);
  if ("any" in condition)
    return opposite(condition.any.map((part) => opposite(foundOf(part, found))).reduce(bothFound, everybody));
  throw new Error("A condition that was not asked.");
}

/** The parts of which it is made. */
export function personConditionsOf(condition: PeopleCondition): readonly PersonCondition[] {
  if ("all" in condition) return condition.all.flatMap(personConditionsOf);
  if ("any" in condition) return condition.any.flatMap(personConditionsOf);
  return "not" in condition ? personConditionsOf(condition.not) : [condition];
}

const everybody: FoundPeople = { holdsForUnknown: true, exceptions: nobody };

function opposite({ holdsForUnknown, exceptions }: FoundPeople): FoundPeople {
  return { holdsForUnknown: !holdsForUnknown, exceptions };
}

function bothFound(a: FoundPeople, b: FoundPeople): FoundPeople {
  const holdsForUnknown = a.holdsForUnknown && b.holdsForUnknown;
  if (holdsForUnknown) return { holdsForUnknown, exceptions: either(a.exceptions, b.exceptions) };
  if (a.holdsForUnknown) return { holdsForUnknown, exceptions: without(b.exceptions, a.exceptions) };
  if (b.holdsForUnknown) return { holdsForUnknown, exceptions: without(a.exceptions, b.exceptions) };
  return { holdsForUnknown, exceptions: both(a.exceptions, b.exceptions) };
}
