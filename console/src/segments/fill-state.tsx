import type { SegmentSummary } from "@attune/contract";
import { Progress } from "@mantine/core";
import type { ReactElement } from "react";
import { useFormats } from "../parts/formats-context.tsx";
import { words } from "../words/words.ts";

/** Live, or how far a new segment has read the history. */
export function FillState(props: {
  readonly segment: Pick<SegmentSummary, "state" | "progress">;
}): ReactElement {
  const formats = useFormats();
  const { state, progress } = props.segment;
  if (state === "live") return <span className="quiet">{words.segments.live}</span>;
  return (
    <span className="fill-state">
      <span>{words.segments.fillingAt(formats.percent(progress))}</span>
      <Progress value={progress * 100} aria-label={words.segments.filling} />
    </span>
  );
}
