import { leavesOf } from "./condition-references.ts";
import type { SegmentProgram } from "./segment-program.ts";

/** What of a program hangs on what is computed of customers' shopping. */
export interface LoyaltyNeeds {
  /** Segments and experiences whose answer may be another with it, directly or through others. */
  readonly ids: ReadonlySet<number>;
  /** Whether one asks for the days since the last interaction: they begin anew with each day's first visit. */
  readonly countsVisits: boolean;
}

const known = new WeakMap<SegmentProgram, LoyaltyNeeds>();

/** Worked out once for each program. */
export function loyaltyNeedsOf(program: SegmentProgram): LoyaltyNeeds {
  const needs = known.get(program) ?? needsOf(program);
  known.set(program, needs);
  return needs;
}

function needsOf(program: SegmentProgram): LoyaltyNeeds {
  const nothing = { slots: new Set<string>(), traits: new Set<string>(), consents: false };
  return {
    ids: new Set(program.touchedBy({ ...nothing, loyalty: true })),
    countsVisits: program.definitions.some(({ condition }) =>
      leavesOf(condition, "").some(
        ({ leaf }) => "dimension" in leaf && leaf.dimension === "daysSinceEngagement",
      ),
    ),
  };
}
