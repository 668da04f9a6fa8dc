import type { DecisionItem, DecisionRecord, Exposure, ListMaking, PlacementAnswer } from "@attune/contract";
import { formatId } from "../kernel/public-id.ts";
import type { ListedCandidate } from "./candidates.ts";
import type { LoggedAnswer, LoggedDecision, LoggedRecord } from "./decision-log.ts";
import { shownOf, tellFates } from "./fates.ts";
import type { ItemsMade } from "./items/blend-items.ts";
import { type PlainRecord, tellPlainRecord } from "./plain-record.ts";
import { reasonOf } from "./reasons.ts";
import type { DefinitionVersion, SharedParts, ShownContent } from "./shared-parts.ts";
import type { LoggedExposure } from "./variants.ts";

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

type Told = Pick<DecisionRecord, "explanation" | "answer" | "exposures" | "holdOuts" | "lists">;

interface PlacementRecord {
  readonly key: string;
  readonly answer: LoggedAnswer;
  readonly candidates: readonly ListedCandidate[];
  readonly letters: string;
  readonly source: DefinitionVersion;
}

async function tellRecord(parts: SharedParts, brandId: number, record: LoggedRecord): Promise<Told> {
  const lineUp = await parts.findLineUp(brandId, record.lineUp);
  const placements = Object.entries(record.answer).map(([key, answer]) => {
    const candidates = lineUp[key] ?? [];
    const letters = record.fates[key] ?? "";
    return {
      key,
      answer,
      candidates,
      letters,
      source: sourceOf(key, record, candidates, letters),
    } satisfies PlacementRecord;
  });
  const contents = await parts.findContents(
    brandId,
    placements.map(({ source }) => source),
  );
  return {
    explanation: Object.fromEntries(
      placements.map(({ key, candidates, letters }) => [key, tellFates(candidates, letters)]),
    ),
    ...tellExposures(placements),
    ...tellHoldOuts(record),
    ...tellLists(record),
    answer: Object.fromEntries(
      placements.map(({ key, answer }, at) => [key, tellAnswer(answer, contents[at])]),
    ),
  };
}

/** What was shown: an experience's content, or what the placement says when there is none. */
function sourceOf(
  placement: string,
  { versions, answer }: LoggedRecord,
  candidates: readonly ListedCandidate[],
  letters: string,
): DefinitionVersion {
  const shown = shownOf(candidates, letters);
  const locale = answer[placement]?.locale;
  return shown === undefined
    ? { kind: "placement", key: placement, version: versions.placements[placement] ?? 0, locale }
    : {
        kind: "experience",
        key: shown[0],
        version: shown[1],
        variant: answer[placement]?.exposure?.[0] ?? undefined,
        locale,
      };
}

function tellAnswer(
  { experience, exposure, locale, items, reason }: LoggedAnswer,
  { content, kind }: ShownContent = { content: null },
): PlacementAnswer {
  const variant = exposure?.[0] ?? undefined;
  return {
    experience,
    ...(variant === undefined ? {} : { variant }),
    ...(kind === undefined ? {} : { kind }),
    ...(locale === undefined ? {} : { locale }),
    content,
    ...(items === undefined ? {} : { items }),
    reason: reasonOf(reason),
  };
}

function tellExposures(placements: readonly PlacementRecord[]): Pick<Told, "exposures"> {
  const exposures = placements.flatMap(({ key, answer, candidates, letters }) => {
    const [experience, , variants = []] = shownOf(candidates, letters) ?? [];
    if (answer.exposure === undefined || experience === undefined) return [];
    return [[key, tellExposure(experience, answer.exposure, variants)] as const];
  });
  return exposures.length === 0 ? {} : { exposures: Object.fromEntries(exposures) };
}

function tellExposure(
  experience: string,
  [variant, way, bucket, propensity, version]: LoggedExposure,
  variants: readonly (readonly [string, number])[],
): Exposure {
  const eligible = variants.map(([key, likely]) => ({ variant: key, propensity: likely }));
  return { experience, variant, way, bucket, propensity, version, eligible };
}

function tellHoldOuts({ holdOuts }: LoggedRecord): Pick<Told, "holdOuts"> {
  if (holdOuts === undefined) return {};
  const fates = Object.entries(holdOuts).map(([key, [version, isIn]]) => [
    key,
    { version, isIn: isIn === 1 },
  ]);
  return { holdOuts: Object.fromEntries(fates) };
}

function tellLists({ answer }: LoggedRecord): Pick<Told, "lists"> {
  const lists = Object.entries(answer).flatMap(([placement, { items = [], made }]) =>
    made === undefined ? [] : [[placement, tellMaking(items, made)] as const],
  );
  return lists.length === 0 ? {} : { lists: Object.fromEntries(lists) };
}

function tellMaking(items: readonly DecisionItem[], made: ItemsMade): ListMaking {
  return {
    items: made.items.map(([score, from, rule], at) => ({
      product: items[at]?.product ?? "",
      score,
      from,
      rule: rule < 0 ? null : rule + 1,
    })),
    excluded: made.excluded.map(([product, rule]) => ({ product, rule: rule + 1 })),
  };
}
