import { type CandidateFate, type CandidateStage, candidateStages } from "@attune/contract";

export interface FunnelStep {
  readonly stage: CandidateStage;
  /** How many were still there when the stage began. */
  readonly before: number;
  /** Who did not get past it; at `chosen` those that are shown. */
  readonly ended: readonly CandidateFate[];
}

/** Candidates by the stage at which they ended, in the order in which they are judged. */
export function funnelOf(fates: readonly CandidateFate[]): readonly FunnelStep[] {
  const byStage = Map.groupBy(fates, ({ stage }) => stage);
  let left = fates.length;
  return candidateStages.map((stage) => {
    const ended = byStage.get(stage) ?? [];
    const before = left;
    left -= ended.length;
    return { stage, before, ended };
  });
}
