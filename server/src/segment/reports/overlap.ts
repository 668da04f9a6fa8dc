import type { OverlapReport, ReportedSet } from "@attune/contract";
import { type ProfileSet, sizeOf } from "../profile-set.ts";
import { regionsOf, setsOfCode } from "./regions.ts";

/** A set with what a report calls it. All of it are visible. */
export interface NamedSet {
  readonly name: string;
  readonly segment: string | null;
  readonly members: ProfileSet;
}

export function reportOverlap(everyone: ProfileSet, sets: readonly NamedSet[]): OverlapReport {
  const all = sizeOf(everyone);
  const regions = regionsOf(
    everyone,
    sets.map(({ members }) => members),
  );
  const inBoth = (first: number, second: number): number => {
    const bits = (1 << first) | (1 << second);
    return sum([...regions].filter(([code]) => (code & bits) === bits).map(([, size]) => size));
  };
  const reported = sets.map((one) => reportedSet(one, all));
  return {
    everyone: all,
    sets: reported,
    regions: [...regions]
      .map(([code, size]) => ({ sets: setsOfCode(code, sets.length), size, share: shareOf(size, all) }))
      .sort((a, b) => b.size - a.size || a.sets.length - b.sets.length),
    pairs: reported.flatMap((a, first) =>
      reported.slice(first + 1).map((b, nth) => {
        const second = first + 1 + nth;
        const size = inBoth(first, second);
        const inEither = a.size + b.size - size;
        const byChance = (a.size * b.size) / Math.max(1, all);
        return {
          first,
          second,
          size,
          jaccard: inEither === 0 ? null : size / inEither,
          lift: byChance === 0 ? null : size / byChance,
        };
      }),
    ),
  };
}

export function reportedSet({ name, segment, members }: NamedSet, everyone: number): ReportedSet {
  const size = sizeOf(members);
  return { name, segment, size, share: shareOf(size, everyone) };
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
