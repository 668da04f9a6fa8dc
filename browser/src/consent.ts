import type { Purpose } from "@attune/contract";
import type { ConsentAnswers } from "./memory.ts";

/** Those of the contract, which is too large to bring along; a test compares them. */
export const consentPurposes: readonly Purpose[] = [
  "service",
  "analytics",
  "personalisation",
  "marketing",
  "adAudiences",
  "aiTraining",
  "profiling",
];

/** Global Privacy Control: the visitor's browser says no for them, everywhere. */
export function hasPrivacyControl(): boolean {
  return "globalPrivacyControl" in navigator && navigator.globalPrivacyControl === true;
}

export interface ConsentChange {
  readonly answers: ConsentAnswers;
  /** Whether anything is allowed at all. */
  readonly isAny: boolean;
  readonly given: readonly Purpose[];
  /** Was given before, and is no longer. */
  readonly withdrawn: readonly Purpose[];
  /** Asked for the first time, and refused. */
  readonly denied: readonly Purpose[];
}

/** What `said` changes about `before`; what is not said stays. `isOptedOut` makes a no of everything. */
export function changeConsent(
  before: ConsentAnswers,
  said: ConsentAnswers,
  isOptedOut: boolean,
): ConsentChange {
  const answered = consentPurposes.flatMap((purpose): [Purpose, boolean][] => {
    const answer = said[purpose] ?? before[purpose];
    return answer === undefined ? [] : [[purpose, answer === true && !isOptedOut]];
  });
  const changed = (to: boolean, from: readonly (boolean | undefined)[]): Purpose[] =>
    answered
      .filter(([purpose, is]) => is === to && from.includes(before[purpose]))
      .map(([purpose]) => purpose);
  return {
    answers: Object.fromEntries(answered),
    isAny: answered.some(([, is]) => is),
    given: changed(true, [undefined, false]),
    withdrawn: changed(false, [true]),
    denied: changed(false, [undefined]),
  };
}
