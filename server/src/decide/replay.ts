import {
  type DecisionReplay,
  type Experience,
  experienceSchema,
  languageRanges,
  type OverrideAction,
  type Placement,
  placementSchema,
} from "@attune/contract";
import type { LiveDefinition, LiveSet } from "../govern/index.ts";
import { type Candidate, type CandidateIndex, indexCandidates, type ListedCandidate } from "./candidates.ts";
import type { Conditions } from "./conditions.ts";
import { basisOf, remarksOf, type Told, toldOf } from "./decide.ts";
import { decidePlacement, type Ground, type PlacementDecision } from "./decide-placement.ts";
import { decisionIdOf } from "./decision-id.ts";
import type { LoggedAnswer, LoggedDecision, LoggedRecord } from "./decision-log.ts";
import { tellFates } from "./fates.ts";
import { noFacts } from "./items/facts.ts";
import { noModels } from "./items/models.ts";
import type { Judgement } from "./judge.ts";
import type { PlainRecord } from "./plain-record.ts";
import { refusals } from "./refusals.ts";
import type { SharedParts } from "./shared-parts.ts";
import type { Shelf } from "./shelf.ts";

/**
 * Decides again: candidates and placements by the versions that were in force, each judged as the log says it was; order, ranking, slots, variants,
 * languages, contents and words are worked out anew. The id is a function of all that a decision stood on and what came out, so an equal one
 * shows that nothing is missing from the log.
 */
export async function replayDecision(
  parts: SharedParts,
  brandId: number,
  { decisionId, decidedAt, profileId, record: text }: LoggedDecision,
): Promise<DecisionReplay> {
  const record: LoggedRecord | PlainRecord = JSON.parse(text); // written by decide only
  if (!("lineUp" in record)) throw refusals.notReplayable();
  const { lineUp, candidates, placements } = await readGround(parts, brandId, record);
  let answers = "";
  let told: Told = { logged: "", fates: "", remarks: "" };
  for (const key of record.input.placements) {
    const placement = placements.get(key);
    if (placement === undefined) throw new Error(`A version of placement ${key} is gone.`);
    const ground = scriptOf(record, key, placement, lineUp[key] ?? [], decidedAt);
    const decided = decidePlacement(
      withLoggedWorth(candidates.of(key), record, key),
      candidates.tiersOf(key),
      ground,
    );
    const name = `${answers === "" ? "" : ","}${JSON.stringify(key)}:`;
    answers += name + decided.answer;
    told = withPlacement(told, key, name, decided);
  }
  const holdOuts = record.holdOuts && JSON.stringify(record.holdOuts);
  const basis = basisOf(brandId, profileId, record.versions, record.input.context);
  const again = decisionIdOf(`${JSON.stringify(basis)}${toldOf(record.lineUp, told, holdOuts)}`);
  return {
    decisionId,
    decidedAt: new Date(decidedAt).toISOString(),
    isSame: again === decisionId,
    placements: JSON.parse(`{${answers}}`),
  };
}

function withPlacement(told: Told, key: string, name: string, decided: PlacementDecision): Told {
  return {
    logged: told.logged + name + decided.logged,
    fates: `${told.fates}${name}"${decided.fates}"`,
    remarks: told.remarks + remarksOf(told.remarks, key, decided.remarks),
  };
}

interface PastGround {
  readonly lineUp: Readonly<Record<string, readonly ListedCandidate[]>>;
  readonly candidates: CandidateIndex;
  readonly placements: ReadonlyMap<string, Placement>;
}

async function readGround(parts: SharedParts, brandId: number, record: LoggedRecord): Promise<PastGround> {
  const keys = record.input.placements;
  const lineUp = await parts.findLineUp(brandId, record.lineUp);
  const listed = keys.flatMap((key) => lineUp[key] ?? []);
  const bodies = await parts.findBodies(brandId, [
    ...keys.map((key) => ({
      kind: "placement" as const,
      key,
      version: record.versions.placements[key] ?? 0,
    })),
    ...listed.map(([key, version]) => ({ kind: "experience" as const, key, version })),
  ]);
  const experiences = listed.map(([key, version], at): [string, LiveDefinition<Experience>] => [
    key,
    { id: at, key, version, body: experienceSchema.parse(bodies[keys.length + at]) },
  ]);
  const set: LiveSet<Experience> = { position: 0, byKey: new Map(experiences) };
  return {
    lineUp,
    candidates: indexCandidates(brandId, set, unasked),
    placements: new Map(keys.map((key, at) => [key, placementSchema.parse(bodies[at])])),
  };
}

/** What came of conditions is in the log. */
const unasked: Conditions = { prepare: () => () => true, position: () => 0 };

function withLoggedWorth(
  candidates: readonly Candidate[],
  { remarks }: LoggedRecord,
  placement: string,
): readonly Candidate[] {
  return candidates.map((candidate) => {
    const { ranker, key } = candidate;
    if (ranker === undefined) return candidate;
    const { numbers, because } = remarks?.[placement]?.[key] ?? {};
    const worth = { worth: numbers?.["worth"] ?? 0, ...(because === undefined ? {} : { because }) };
    return { ...candidate, ranker: { ...ranker, worthOf: () => worth } };
  });
}

const emptyShelf: Shelf = {
  changedAt: 0,
  trainedAt: 0,
  product: () => undefined,
  known: () => undefined,
  facts: () => noFacts,
  priceBand: () => undefined,
  isInStock: () => false,
  ofStyle: () => [],
  inCategory: () => [],
  store: () => undefined,
  popular: () => [],
  popularInStore: () => [],
  popularInSegment: () => [],
  rising: () => [],
  newest: () => [],
  boughtWith: () => [],
  models: noModels,
};

/** A ground on which everything is known from the log. */
function scriptOf(
  record: LoggedRecord,
  key: string,
  placement: Placement,
  listed: readonly ListedCandidate[],
  decidedAt: number,
): Ground {
  const { context } = record.input;
  const remarks = record.remarks?.[key];
  const fates = new Map(
    tellFates(listed, record.fates[key] ?? "", remarks).map((fate) => [fate.experience, fate]),
  );
  const shown = shownOf(record.answer[key]);
  // What staff pinned is judged before its turn: also what then could not be shown, wherever it stands.
  const pinned = [...fates.values()].filter(
    ({ stage, reason }) => reason === "pinned" || stage === "eligibility" || stage === "applicability",
  );
  const exposures = [...shown].flatMap(([experience, { exposure }]) =>
    exposure === undefined ? [] : [[experience, exposure] as const],
  );
  return {
    ...nothingKnown,
    placement,
    placementKey: key,
    situation: { nowMs: decidedAt, store: context.store ?? "", productId: context.productId },
    numbers: context.numbers,
    ranges: languageRanges(context.language),
    overrides: new Map(pinned.map(({ experience }): [string, OverrideAction] => [experience, "pin"])),
    player: { unit: undefined, kept: [], forced: {}, logged: new Map(exposures) },
    reasons: new Map([...shown].map(([experience, { reason }]) => [experience, reason])),
    script: ({ key: experience }) => judgementOf(remarks?.[experience], fates, shown, experience),
  };
}

const nothingKnown = {
  audience: { known: false, because: "unknownCustomer" },
  shelf: emptyShelf,
  holding: undefined,
  channel: undefined,
  consent: undefined,
  careDays: undefined,
  tally: undefined,
  isKnownCustomer: false,
} as const;

function shownOf(answer: LoggedAnswer | undefined): ReadonlyMap<string, LoggedAnswer> {
  const slots = answer === undefined ? [] : (answer.slots ?? [answer]);
  return new Map(slots.map((one) => [one.experience ?? "", one]));
}

function judgementOf(
  remark: Pick<Judgement, "numbers" | "because"> = {},
  fates: ReadonlyMap<string, { readonly reason: NonNullable<Judgement["stop"]> }>,
  shown: ReadonlyMap<string, LoggedAnswer>,
  experience: string,
): Judgement {
  const reason = fates.get(experience)?.reason;
  if (reason !== "chosen" && reason !== "pinned" && reason !== "outranked")
    return { stop: reason, ...remark };
  const { items, made, reason: code } = shown.get(experience) ?? {};
  if (items === undefined) return { stop: undefined };
  const list = { items, personalised: code === "personalised", withheld: false };
  return { stop: undefined, items: made === undefined ? list : { ...list, made } };
}
