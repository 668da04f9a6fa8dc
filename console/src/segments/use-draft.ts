import type { ConditionFault, Json, SegmentPreview } from "@attune/contract";
import { useDebouncedValue } from "@mantine/hooks";
import type { UseQueryResult } from "@tanstack/react-query";
import { ApiProblem } from "../api/problem.ts";
import { type ConditionDraft, useConditionDraft } from "../conditions/use-condition-draft.ts";
import { usePreview } from "./segment-queries.ts";

export interface Draft {
  readonly condition: ConditionDraft;
  /** What the language finds wrong, else what the server does. */
  readonly faults: readonly ConditionFault[];
  readonly preview: UseQueryResult<SegmentPreview, Error>;
  /** Whether the preview belongs to the condition as it stands now. */
  readonly isSettled: boolean;
}

const pauseMs = 300;
const root = "/condition";

/** A condition being written: judged at once, asked about when the writer pauses. `saveError` is what saving it met. */
export function useDraft(start: Json, saveError: Error | null): Draft {
  const condition = useConditionDraft(start);
  const { value } = condition;
  const [paused] = useDebouncedValue(value, pauseMs);
  const isRight = condition.faults.length === 0;
  const preview = usePreview(isRight && paused === value ? value : undefined);
  const isPaused = paused === value;
  const refused = faultsOf(saveError).length > 0 ? faultsOf(saveError) : faultsOf(preview.error);
  return {
    condition,
    faults: isRight && isPaused ? refused : condition.faults,
    preview,
    isSettled: isPaused && isRight && condition.isRead && !preview.isFetching,
  };
}

/** Places in the condition, of a refusal of something that holds it. One without places concerns the whole. */
function faultsOf(error: Error | null): readonly ConditionFault[] {
  if (!(error instanceof ApiProblem) || error.status === 409 || error.status === 412) return [];
  if (error.faults.length === 0) return [{ pointer: "", message: error.message }];
  return error.faults
    .filter(({ pointer }) => pointer === root || pointer.startsWith(`${root}/`) || !pointer.startsWith("/"))
    .map(({ pointer, message }) => ({
      pointer: pointer.startsWith(root) ? pointer.slice(root.length) : pointer,
      message,
    }));
}
