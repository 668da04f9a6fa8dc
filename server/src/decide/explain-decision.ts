import type {
  DecisionItem,
  DecisionRecord,
  Exposure,
  ListMaking,
  PlacementAnswer,
  SlotAnswer,
} from "@attune/contract";
import { formatId } from "../kernel/public-id.ts";
import type { ListedCandidate } from "./candidates.ts";
import type { LoggedAnswer, LoggedDecision, LoggedRecord } from "./decision-log.ts";
import { tellFates } from "./fates.ts";
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
  /** What is shown, one by one. */
  readonly slots: readonly SlotRecord[];
}

interface SlotRecord {
  readonly answer: LoggedAnswer;
  readonly source: DefinitionVersion;
  /** Undefined: the placement's own content. */
  readonly candidate: ListedCandidate | undefined;
}

async function tellRecord(parts: SharedParts, brandId: number, record: LoggedRecord): Promise<Told> {
  const lineUp = await parts.findLineUp(brandId, record.lineUp);
  const placements = Object.entries(record.answer).map(([key, answer]): PlacementRecord => {
    const candidates = lineUp[key] ?? [];
    const slots = (answer.slots ?? [answer]).map((slot) => slotOf(key, record, candidates, slot));
    return { key, answer, candidates, slots };
  });
  const sources = placements.flatMap(({ slots }) => slots.map(({ source }) => source));
  const contents = (await parts.findContents(brandId, sources)).values();
  return {
    explanation: Object.fromEntries(
      placements.map(({ key, candidates }) => [
        key,
        tellFates(candidates, record.fates[key] ?? "", record.remarks?.[key]),
      ]),
    ),
    ...tellExposures(placements),
    ...tellHoldOuts(record),
    ...tellLists(record),
    answer: Object.fromEntries(
      placements.map(({ key, answer, slots }) => {
        const told = slots.map((slot) => tellSlot(slot.answer, contents.next().value));
        return [key, tellAnswer(answer, told)];
      }),
    ),
  };
}

/** What was shown: an experience's content, or what the placement says when there is none. */
function slotOf(
  placement: string,
  { versions }: LoggedRecord,
  candidates: readonly ListedCandidate[],
  answer: LoggedAnswer,
): SlotRecord {
  const candidate = candidates.find(([key]) => key === answer.experience);
  const { locale } = answer;
  const source: DefinitionVersion =
    candidate === undefined
      ? { kind: "placement", key: placement, version: versions.placements[placement] ?? 0, locale }
      : {
          kind: "experience",
          key: candidate[0],
          version: candidate[1],
          variant: answer.exposure?.[0] ?? undefined,
          locale,
        };
  return { answer, source, candidate };
}

function tellAnswer({ slots }: LoggedAnswer, told: readonly SlotAnswer[]): PlacementAnswer {
  const [first] = told;
  if (first === undefined) throw new Error("An answer shows nothing.");
  return slots === undefined ? first : { ...first, slots: told };
}

function tellSlot(
  { experience, exposure, locale, items, reason }: LoggedAnswer,
  { content, kind }: ShownContent = { content: null },
): SlotAnswer {
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

/** By placement; of several at once those behind the first by `placement/2` and so on. */
function tellExposures(placements: readonly PlacementRecord[]): Pick<Told, "exposures"> {
  const exposures = placements.flatMap(({ key, slots }) =>
    slots.flatMap(({ answer, candidate }, at) => {
      const [experience, , variants = []] = candidate ?? [];
      if (answer.exposure === undefined || experience === undefined) return [];
      const name = at === 0 ? key : `${key}/${at + 1}`;
      return [[name, tellExposure(experience, answer.exposure, variants)] as const];
    }),
  );
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
