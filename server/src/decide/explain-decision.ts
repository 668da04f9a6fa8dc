import type { DecisionRecord, Json, PlacementAnswer } from "@attune/contract";
import { formatId } from "../kernel/public-id.ts";
import type { ListedCandidate } from "./candidates.ts";
import type { LoggedAnswer, LoggedDecision, LoggedRecord } from "./decision-log.ts";
import { shownOf, tellFates } from "./fates.ts";
import { type PlainRecord, tellPlainRecord } from "./plain-record.ts";
import { reasonOf } from "./reasons.ts";
import type { DefinitionVersion, SharedParts } from "./shared-parts.ts";

/** What a logged decision was based on, in words. */
export async function explainDecision(
  parts: SharedParts,
  brandId: number,
  { decisionId, decidedAt, profileId, record: text }: LoggedDecision,
): Promise<DecisionRecord> {
  const record: LoggedRecord | PlainRecord = JSON.parse(text); // written by decide only
  const told = "lineUp" in record ? await tellRecord(parts, brandId, record) : tellPlainRecord(record);
  return {
    decisionId,
    decidedAt: new Date(decidedAt).toISOString(),
    profile: profileId === null ? null : formatId("prf", profileId),
    input: record.input,
    versions: record.versions,
    ...told,
  };
}

async function tellRecord(
  parts: SharedParts,
  brandId: number,
  record: LoggedRecord,
): Promise<Pick<DecisionRecord, "explanation" | "answer">> {
  const lineUp = await parts.findLineUp(brandId, record.lineUp);
  const placements = Object.entries(record.answer).map(([key, answer]) => {
    const candidates = lineUp[key] ?? [];
    const letters = record.fates[key] ?? "";
    return { key, answer, candidates, letters, source: sourceOf(key, record, candidates, letters) };
  });
  const contents = await parts.findContents(
    brandId,
    placements.map(({ source }) => source),
  );
  return {
    explanation: Object.fromEntries(
      placements.map(({ key, candidates, letters }) => [key, tellFates(candidates, letters)]),
    ),
    answer: Object.fromEntries(
      placements.map(({ key, answer }, at) => [key, tellAnswer(answer, contents[at] ?? null)]),
    ),
  };
}

/** What was shown: an experience's content, or what the placement says when there is none. */
function sourceOf(
  placement: string,
  { versions }: LoggedRecord,
  candidates: readonly ListedCandidate[],
  letters: string,
): DefinitionVersion {
  const shown = shownOf(candidates, letters);
  return shown === undefined
    ? { kind: "placement", key: placement, version: versions.placements[placement] ?? 0 }
    : { kind: "experience", key: shown[0], version: shown[1] };
}

function tellAnswer({ experience, items, reason }: LoggedAnswer, content: Json): PlacementAnswer {
  return { experience, content, ...(items === undefined ? {} : { items }), reason: reasonOf(reason) };
}
