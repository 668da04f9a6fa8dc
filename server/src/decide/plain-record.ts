import type { DecisionRecord, FateReason } from "@attune/contract";
import { stageOf } from "./fates.ts";

/** A record as it was kept before line-ups: with everything in it. */
export interface PlainRecord extends Pick<DecisionRecord, "input" | "versions" | "answer"> {
  readonly explanation: Readonly<
    Record<string, readonly (readonly [experience: string, version: number, reason: FateReason])[]>
  >;
}

export function tellPlainRecord({
  explanation,
  answer,
}: PlainRecord): Pick<DecisionRecord, "explanation" | "answer"> {
  return {
    explanation: Object.fromEntries(
      Object.entries(explanation).map(([placement, fates]) => [
        placement,
        fates.map(([experience, version, reason]) => ({
          experience,
          version,
          stage: stageOf(reason),
          reason,
        })),
      ]),
    ),
    answer,
  };
}
