import type { SchemeBody, SchemeReport, SchemesSideBySide } from "@attune/contract";
import { both, type ProfileSet, sizeOf, without } from "../profile-set.ts";
import { type NamedSet, reportedSet } from "./overlap.ts";

export interface StatedScheme extends SchemeBody {
  readonly key: string;
}

/** The parts of a scheme, the remainder last: in a waterfall each customer is in the first segment that holds them. */
export function partsOf(
  { waterfall, segments, remainder }: SchemeBody,
  everyone: ProfileSet,
  membersOf: (segment: string) => NamedSet,
): readonly NamedSet[] {
  let left = everyone;
  const parts = segments.map((key): NamedSet => {
    const { name, members } = membersOf(key);
    const part = waterfall ? both(members, left) : members;
    left = without(left, members);
    return { name, segment: key, members: part };
  });
  return [...parts, { name: remainder ?? "Everyone else", segment: null, members: left }];
}

export function reportScheme(
  { key, name, objective, owner, waterfall }: StatedScheme,
  parts: readonly NamedSet[],
  everyone: ProfileSet,
): SchemeReport {
  const all = sizeOf(everyone);
  return {
    key,
    name,
    objective,
    owner,
    waterfall,
    everyone: all,
    parts: parts.map((part) => reportedSet(part, all)),
  };
}

/** Part by part. */
export function crossCells(
  rows: readonly NamedSet[],
  columns: readonly NamedSet[],
): SchemesSideBySide["cells"] {
  return rows.map((row) => columns.map((column) => sizeOf(both(row.members, column.members))));
}
