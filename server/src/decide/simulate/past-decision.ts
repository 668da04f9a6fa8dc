import type { FateReason, OverrideAction } from "@attune/contract";
import type { ListedCandidate } from "../candidates.ts";
import type { LoggedRecord } from "../decision-log.ts";
import { reasonsOf } from "../fates.ts";

/** A decision of the log that is made again. */
export interface PastDecision {
  readonly decisionId: string;
  /** Epoch milliseconds. */
  readonly decidedAt: number;
  /** Who the customer is now; null: nobody was recognised. */
  readonly profileId: number | null;
  /** JSON, as it was logged. */
  readonly record: string;
}

/** What the log tells of the customer at that moment: it goes before what is known of her now. */
export interface ToldThen {
  /** By experience: whether its condition held. */
  readonly conditions: ReadonlyMap<string, boolean>;
  readonly overrides: ReadonlyMap<string, OverrideAction>;
  readonly refusedPersonalisation: boolean;
  /** Of an open case; undefined: none is told of. */
  readonly careDays: number | undefined;
}

type LineUp = Readonly<Record<string, readonly ListedCandidate[]>>;

/** `isSame`: whether a version asks the same as the one in force. */
export function readToldThen(
  record: LoggedRecord,
  lineUp: LineUp,
  isSame: (experience: string, version: number) => boolean,
): ToldThen {
  const conditions = new Map<string, boolean>();
  const overrides = new Map<string, OverrideAction>();
  let refusedPersonalisation = false;
  for (const [[key, version], reason] of endsOf(record, lineUp)) {
    if (reason === "noConsent") refusedPersonalisation = true;
    const action = overrideOf.get(reason);
    if (action !== undefined) overrides.set(key, action);
    const held = heldOf.get(reason);
    if (held !== undefined && isSame(key, version)) conditions.set(key, held);
  }
  return { conditions, overrides, refusedPersonalisation, careDays: careDaysOf(record) };
}

/** Of those that were looked at. */
function* endsOf(
  { input, fates }: LoggedRecord,
  lineUp: LineUp,
): Generator<readonly [ListedCandidate, FateReason], void> {
  for (const placement of input.placements) {
    const reasons = reasonsOf(fates[placement] ?? "");
    for (const [at, candidate] of (lineUp[placement] ?? []).entries()) {
      const reason = reasons[at];
      if (reason !== undefined && reason !== "outranked") yield [candidate, reason];
    }
  }
}

const overrideOf: ReadonlyMap<string, OverrideAction> = new Map([
  ["pinned", "pin"],
  ["suppressed", "suppress"],
]);

/** Where a candidate stopped tells whether its condition held, if it came to that. What was pinned was not asked. */
const heldOf: ReadonlyMap<string, boolean> = new Map([
  ["conditionNotMet", false],
  ["openCase", true],
  ["capped", true],
  ["coolingDown", true],
  ["noItems", true],
  ["tooAlike", true],
  ["chosen", true],
]);

function careDaysOf({ remarks = {} }: LoggedRecord): number | undefined {
  for (const placement of Object.values(remarks))
    for (const { numbers } of Object.values(placement)) {
      const days = numbers?.["daysLeft"];
      if (days !== undefined) return days;
    }
  return undefined;
}
