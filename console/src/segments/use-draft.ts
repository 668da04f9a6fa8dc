import type { Json, SegmentPreview } from "@attune/contract";
import { useDebouncedValue } from "@mantine/hooks";
import type { UseQueryResult } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Fault } from "../api/forms.ts";
import { ApiProblem } from "../api/problem.ts";
import { locateJson } from "../json/locate-json.ts";
import { mistakeIn, placeFaults, type TextFault } from "../json/text-fault.ts";
import { usePreview } from "./segment-queries.ts";

export interface Draft {
  readonly text: string;
  readonly setText: (text: string) => void;
  /** The condition, when the text is JSON. */
  readonly condition: Json | undefined;
  readonly faults: readonly TextFault[];
  readonly preview: UseQueryResult<SegmentPreview, Error>;
  /** Whether the preview belongs to the text as it stands now. */
  readonly isSettled: boolean;
}

const pauseMs = 300;

/** A condition being written: read at once, asked about when the writer pauses. `saveError` is what saving it met. */
export function useDraft(start: Json, saveError: Error | null): Draft {
  const [text, setText] = useState(() => JSON.stringify(start, null, 2));
  const reading = useMemo(() => locateJson(text), [text]);
  const [paused] = useDebouncedValue(text, pauseMs);
  const asked = useMemo(() => locateJson(paused), [paused]);
  const preview = usePreview(asked.ok ? asked.located.value : undefined);
  const isSettled = paused === text && !preview.isFetching;
  const refused = faultsOf(saveError).length > 0 ? faultsOf(saveError) : faultsOf(preview.error);
  const faults = reading.ok
    ? placeFaults(text, reading.located, paused === text ? refused : [], "/condition")
    : mistakeIn(text, reading);
  return {
    text,
    setText,
    condition: reading.ok ? reading.located.value : undefined,
    faults,
    preview,
    isSettled,
  };
}

/** A refusal without places concerns the whole. */
function faultsOf(error: Error | null): readonly Fault[] {
  if (!(error instanceof ApiProblem)) return [];
  return error.faults.length > 0 ? error.faults : [{ pointer: "", message: error.message }];
}
