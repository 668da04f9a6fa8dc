import type { CustomerView } from "../profile/index.ts";
import type { CompiledSegment } from "./compiled-segment.ts";
import type { SegmentProgram } from "./segment-program.ts";
import { always, type Verdict } from "./verdict.ts";

/** What is asked of a customer who has just come: what the change touches, and what is not simply no for ever for everybody unknown. */
export function createFirstTouch(
  segments: readonly CompiledSegment[],
  touchedBy: SegmentProgram["touchedBy"],
): SegmentProgram["touchedFirst"] {
  let ordinary: Ordinary = { fromMs: 0, untilMs: 0, segmentIds: [] };
  return (change, nowMs) => {
    if (nowMs < ordinary.fromMs || nowMs >= ordinary.untilMs) ordinary = askForNobody(segments, nowMs);
    const touched = touchedBy({ ...change, loyalty: true, lists: true });
    return [...new Set([...touched, ...ordinary.segmentIds])];
  };
}

interface Ordinary {
  /** For moments in `[fromMs, untilMs)`. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly segmentIds: readonly number[];
}

/** The segments that a customer of whom nothing is known is in or comes into by the clock, and those for which it matters which customer it is. */
function askForNobody(segments: readonly CompiledSegment[], nowMs: number): Ordinary {
  const asked = { number: false };
  const verdicts = new Map<string, Verdict>();
  const varying = new Set<string>();
  const view = nobody(() => {
    asked.number = true;
  });
  const segment = (key: string): Verdict => {
    if (varying.has(key)) asked.number = true;
    return verdicts.get(key) ?? always(false);
  };
  let untilMs = Number.POSITIVE_INFINITY;
  const segmentIds: number[] = [];
  for (const { key, segmentId, compiled } of segments) {
    asked.number = false;
    const verdict = compiled.ask({ view, nowMs, segment });
    verdicts.set(key, verdict);
    if (asked.number) varying.add(key);
    if (asked.number || verdict.holds || Number.isFinite(verdict.until)) segmentIds.push(segmentId);
    untilMs = Math.min(untilMs, verdict.until);
  }
  return { fromMs: nowMs, untilMs, segmentIds };
}

function nobody(onNumber: () => void): CustomerView {
  return {
    get profileId() {
      onNumber();
      return 0;
    },
    get oldestLeafId() {
      onNumber();
      return 0;
    },
    leaves: [],
    slots: [],
    trait: () => undefined,
    consent: () => "unknown",
    isListed: () => false,
  };
}
