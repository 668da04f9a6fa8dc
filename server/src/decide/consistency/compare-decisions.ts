import type {
  CandidateFate,
  Channel,
  DecisionRecord,
  Inconsistency,
  InconsistencyCause,
  InconsistencyKind,
  InconsistentSide,
  Placement,
  PlacementAnswer,
} from "@attune/contract";
import { canonicalJson } from "../../kernel/canonical-json.ts";

export interface Comparison {
  readonly differences: readonly Inconsistency[];
  /** Differences that their placement declares. */
  readonly passed: number;
}

type Placements = ReadonlyMap<string, Placement>;

/** One placement in one of the decisions. */
interface Side {
  readonly record: DecisionRecord;
  readonly channel: Channel;
  readonly placement: string;
  readonly answer: PlacementAnswer;
  readonly fates: readonly CandidateFate[];
}

/** Two decisions for one customer: placements that both answer, and those that promise under one name, must tell the same. */
export function compareDecisions(a: DecisionRecord, b: DecisionRecord, placements: Placements): Comparison {
  const differences: Inconsistency[] = [];
  let passed = 0;
  for (const [one, other] of comparable(a, b, placements)) {
    const found = differenceOf(one, other, placements);
    if (found === undefined) continue;
    if (isDeclared(found, one, other, placements)) passed += 1;
    else differences.push(found);
  }
  return { differences, passed };
}

/** Where it was asked: as the context says, else where its source stands. */
function channelOf({ input }: DecisionRecord): Channel | undefined {
  return input.context.channel ?? input.channel;
}

function comparable(
  a: DecisionRecord,
  b: DecisionRecord,
  placements: Placements,
): readonly (readonly [Side, Side])[] {
  const others = sidesOf(b);
  return sidesOf(a).flatMap((one) =>
    others
      .filter((other) => isSameMatter(one.placement, other.placement, placements))
      .map((other) => [one, other] as const),
  );
}

function isSameMatter(a: string, b: string, placements: Placements): boolean {
  const promise = placements.get(a)?.promise;
  return a === b || (promise !== undefined && promise === placements.get(b)?.promise);
}

function sidesOf(record: DecisionRecord): readonly Side[] {
  const channel = channelOf(record);
  if (channel === undefined) return [];
  return Object.entries(record.answer).map(([placement, answer]) => ({
    record,
    channel,
    placement,
    answer,
    fates: record.explanation[placement] ?? [],
  }));
}

function differenceOf(one: Side, other: Side, placements: Placements): Inconsistency | undefined {
  const profile = one.record.profile ?? "";
  const tell = (kind: InconsistencyKind, more: Told): Inconsistency => ({
    profile,
    kind,
    cause: causeOf(one, other, placements),
    ...(more.experience === undefined ? {} : { experience: more.experience }),
    sides: [sideOf(one, more.reasons?.[0]), sideOf(other, more.reasons?.[1])],
  });
  if (withheldOf(one) !== withheldOf(other)) return tell("state", {});
  const eligible = one.placement === other.placement ? eligibleOnOne(one, other) : undefined;
  if (eligible !== undefined) return tell("eligibility", eligible);
  return isSameAnswer(one, other) ? undefined : tell("promise", {});
}

interface Told {
  readonly experience?: string;
  readonly reasons?: readonly [string, string];
}

function sideOf(
  { record, channel, placement, answer }: Side,
  reason: string = answer.reason.code,
): InconsistentSide {
  const { decisionId, decidedAt } = record;
  return { decisionId, decidedAt, channel, placement, experience: answer.experience, reason };
}

const withheld = new Set<string>(["noConsent", "unknownCustomer", "heldOut"]);

/** Why nothing of the customer was used; undefined: it was, or there was no need. */
function withheldOf({ fates, answer }: Side): string | undefined {
  const reason = fates.find((fate) => withheld.has(fate.reason))?.reason ?? answer.reason.code;
  return withheld.has(reason) ? reason : undefined;
}

/** Nobody looked at those that were outranked. */
function eligibleOnOne(one: Side, other: Side): Told | undefined {
  const before = new Map(one.fates.map((fate) => [fate.experience, fate]));
  for (const fate of other.fates) {
    const first = before.get(fate.experience);
    if (first === undefined || first.stage === "ranking" || fate.stage === "ranking") continue;
    if ((first.stage === "chosen") !== (fate.stage === "chosen"))
      return { experience: fate.experience, reasons: [first.reason, fate.reason] };
  }
  return undefined;
}

/** At one placement the same experience; under one promise the same content. Products may be others, at other prices not. */
function isSameAnswer(one: Side, other: Side): boolean {
  if (one.placement === other.placement && !isSameShown(one.answer, other.answer)) return false;
  const isSameLanguage = one.answer.locale === other.answer.locale;
  if (isSameLanguage && canonicalJson(one.answer.content) !== canonicalJson(other.answer.content))
    return false;
  const prices = new Map(
    one.answer.items?.map(({ product, priceMinor, currency }) => [product, `${priceMinor} ${currency}`]),
  );
  return (other.answer.items ?? []).every(
    ({ product, priceMinor, currency }) =>
      (prices.get(product) ?? `${priceMinor} ${currency}`) === `${priceMinor} ${currency}`,
  );
}

function isSameShown(a: PlacementAnswer, b: PlacementAnswer): boolean {
  return a.experience === b.experience && a.variant === b.variant;
}

/** The first of what can be told to have been otherwise, the likeliest first. */
function causeOf(one: Side, other: Side, placements: Placements): InconsistencyCause {
  const found = causes.find(([, isIt]) => isIt(one, other));
  if (found !== undefined) return found[0];
  const isChannels = [one, other].some(({ placement }) => placements.get(placement)?.channel !== undefined);
  return isChannels || one.placement !== other.placement ? "channel" : "none";
}

type IsCause = (one: Side, other: Side) => boolean;

const causes: readonly (readonly [InconsistencyCause, IsCause])[] = [
  ["forcedVariant", (a, b) => isOther(a.record.input.context.variants, b.record.input.context.variants)],
  ["consent", (a, b) => (withheldOf(a) === "noConsent") !== (withheldOf(b) === "noConsent")],
  ["definitionsChanged", (a, b) => a.record.versions.definitions !== b.record.versions.definitions],
  ["contactPolicy", (a, b) => [...a.fates, ...b.fates].some(({ stage }) => stage === "contactPolicy")],
  ["store", (a, b) => isOtherStore(a, b) && (isOfStock(a) || isOfStock(b) || isSameCustomer(a, b))],
  ["customerChanged", (a, b) => !isSameCustomer(a, b)],
  ["stockChanged", (a, b) => a.record.versions.shelf !== b.record.versions.shelf],
  ["context", (a, b) => isOther(contextOf(a), contextOf(b))],
];

function isOtherStore(a: Side, b: Side): boolean {
  return a.record.input.context.store !== b.record.input.context.store;
}

function isOfStock({ fates }: Side): boolean {
  return fates.some(
    ({ reason }) => reason === "noItems" || reason === "storeClosed" || reason === "unknownStore",
  );
}

function isSameCustomer(a: Side, b: Side): boolean {
  return a.record.versions.profile === b.record.versions.profile;
}

function contextOf({ record }: Side): object {
  const { channel: _, language: _language, store: _store, ...context } = record.input.context;
  return context;
}

function isOther(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) !== canonicalJson(b ?? null);
}

function isDeclared({ cause, kind }: Inconsistency, one: Side, other: Side, placements: Placements): boolean {
  const declared = new Set(
    [one, other].flatMap(({ placement }) => placements.get(placement)?.mayDiffer ?? []),
  );
  if (declared.has("localStock") && (cause === "store" || cause === "stockChanged")) return true;
  return declared.has("channelIncentive") && kind !== "state" && cause === "channel";
}
