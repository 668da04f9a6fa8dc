import type { CustomerView } from "../profile/index.ts";
import { dependantsOf } from "./dependants-of.ts";
import { loyaltyNeedsOf } from "./loyalty-needs.ts";
import type { SegmentProgram } from "./segment-program.ts";

export interface Standing {
  readonly program: SegmentProgram;
  /** Segments of which memberships are kept. */
  readonly answered: ReadonlySet<number>;
  /** Those of them of which some customers have not been asked yet. */
  readonly unsettled: ReadonlySet<number>;
}

interface Kept {
  readonly view: Pick<CustomerView, "slots">;
  /** The segments that keep the customer, as last written. */
  readonly members: readonly number[];
  /** Whether an answer has run out since. */
  readonly isDue: boolean;
}

/**
 * Which segments must be asked of a customer so that all memberships are exact now: those not named stand as written. Members are asked in any case,
 * which tells until when; what hangs on shopping too, which may have changed with the calendar alone.
 */
export function openQuestions(
  { program, answered, unsettled }: Standing,
  { view, members, isDue }: Kept,
): readonly number[] {
  const asked = new Set([...members, ...unsettled, ...loyaltyNeedsOf(program).ids]);
  for (const segmentId of unsettled) for (const id of dependantsOf(program, segmentId)) asked.add(id);
  if (isDue) for (const segmentId of program.touchedByClock(view.slots, members)) asked.add(segmentId);
  return [...asked].filter((segmentId) => answered.has(segmentId));
}
