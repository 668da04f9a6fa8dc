import type { DueProfile } from "./postgres/due-profiles.ts";

export interface NextStep {
  readonly profileIds: readonly number[];
  /** Answers that run out later wait for a later step, so that all is told in order. */
  readonly to: number;
}

/** Customers who are due together, by the moment that they are; whose next answer runs out within the herd joins it again. */
export interface Herd {
  /**
   * The next, `most` at a time, and only those before the first who is `underWay`: what is asked of them has yet to be written. Undefined
   * when none can be taken.
   */
  next(most: number, underWay: ReadonlySet<number>): NextStep | undefined;
  /** Those of a step with the moments at which they are due next. */
  rejoin(again: readonly DueProfile[]): void;
}

/** `due` in order of moments; `to`: how far the herd reaches, at least to the last of them. */
export function herdOf(due: readonly DueProfile[], to: number): Herd {
  let taken = 0;
  let rejoined: DueProfile[] = [];
  const first = (): DueProfile | undefined => {
    const [listed, again] = [due[taken], rejoined[0]];
    return listed === undefined || (again !== undefined && byMoment(again, listed) < 0) ? again : listed;
  };
  const drop = (one: DueProfile): void => {
    if (one === due[taken]) taken += 1;
    else rejoined.shift();
  };
  return {
    next: (most, underWay) => {
      const some: DueProfile[] = [];
      for (let one = first(); one !== undefined && some.length < most; one = first()) {
        if (underWay.has(one.profileId)) break;
        drop(one);
        some.push(one);
      }
      const last = some.at(-1);
      if (last === undefined) return undefined;
      return {
        profileIds: some.map((one) => one.profileId),
        to: first() === undefined ? to : last.dueAt,
      };
    },
    rejoin: (again) => {
      const within = again.filter((one) => one.dueAt <= to);
      if (within.length > 0) rejoined = [...rejoined, ...within].sort(byMoment);
    },
  };
}

function byMoment(a: DueProfile, b: DueProfile): number {
  return a.dueAt - b.dueAt || a.profileId - b.profileId;
}
