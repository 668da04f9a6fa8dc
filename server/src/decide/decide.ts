import {
  type Channel,
  type DecisionContext,
  type DecisionRecord,
  type HoldOut,
  languageRanges,
  type OverrideAction,
  type Placement,
} from "@attune/contract";
import type { LiveDefinition, LiveSet } from "../govern/index.ts";
import { type Audience, audienceOf } from "./audience.ts";
import type { CandidateIndex } from "./candidates.ts";
import { type Met, noPast, type Past } from "./contact/contact.ts";
import { createTally, type Tally } from "./contact/tally.ts";
import type { Windows } from "./contact/windows.ts";
import type { Customer } from "./customers.ts";
import { decidePlacement } from "./decide-placement.ts";
import { decisionIdOf } from "./decision-id.ts";
import { type Holding, holdingOf, promotes, unitOfLeaf } from "./hold-outs.ts";
import type { KeptList } from "./items/kept-lists.ts";
import type { Situation } from "./items/ranking.ts";
import type { Picked } from "./pick.ts";
import type { Shelf } from "./shelf.ts";
import type { FreshVariant, KeptVariant, Player } from "./variants.ts";

/** What a decision stands on, apart from the customer. */
export interface Ground {
  readonly brandId: number;
  readonly candidates: CandidateIndex;
  readonly holdOuts: LiveSet<HoldOut>;
  /** Inbox position of the newest definition in force. */
  readonly definitions: number;
  readonly shelf: Shelf;
  readonly windows: Windows;
  readonly nowMs: number;
}

/** What is known of the customer besides what the view shows: it comes from stores of its own. */
export interface Known {
  /** What the customer was dealt before, the oldest leaf's first. */
  readonly kept?: readonly KeptVariant[];
  /** What staff decided, by experience. */
  readonly overrides?: ReadonlyMap<string, OverrideAction>;
  /** Whether she is known by more than a device, or by what was bought; read whenever a candidate is for new customers. */
  readonly isKnownCustomer?: boolean;
  /** Read whenever a candidate's contacts are counted. */
  readonly past?: Past;
}

export interface Question {
  /** By key, each once. */
  readonly placements: readonly LiveDefinition<Placement>[];
  readonly context: DecisionContext;
  /** Where it is asked, when the context does not tell. */
  readonly channel: Channel | undefined;
  /** Shown before under the context id; undefined where there is none. */
  readonly lists?: readonly KeptList[] | undefined;
}

export interface Decision {
  readonly decisionId: string;
  readonly profileId: number | null;
  /** JSON of { placement key: PlacementAnswer }, in the order of the keys. */
  readonly placements: string;
  /** JSON of a LoggedRecord. */
  readonly record: string;
  /** Variants that the customer is shown and has not kept. */
  readonly fresh: readonly FreshVariant[];
  /** Lists that are to be kept for the context id. */
  readonly freshLists: readonly KeptList[];
  /** What is shown and counted. */
  readonly served: readonly Met[];
}

/**
 * Pure: the same customer, definitions, shelf and situation give the same bytes, whoever asks. The id is a function of all that,
 * so that the same decision again is the same record. The channel counts only where consent or a contact policy differs by it.
 */
export function decide(
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
  known: Known = {},
): Decision {
  const context = ownContext(question.context);
  const unit = unitOf(customer);
  const player: Player = { unit, kept: known.kept ?? [], forced: context.variants ?? {} };
  const holding = unit === undefined ? undefined : holdingOf(ground.holdOuts, unit);
  const tally = tallyOf(ground, customer, known.past ?? noPast);
  const overrides = known.overrides ?? noOverrides;
  const decided = decidePlacements(ground, question, customer, {
    player,
    holding,
    tally,
    overrides,
    isKnownCustomer: known.isKnownCustomer ?? false,
  });
  const versions = versionsOf(ground, question, decided.isViewUsed ? customer : undefined);
  const input = { placements: question.placements.map(({ key }) => key), context, channel: question.channel };
  const profileId = customer?.profileId ?? null;
  const basis = basisOf(ground.brandId, profileId, versions, context);
  const holdOuts = decided.isViewUsed ? holding?.fates : holding?.wholeFates;
  const told = toldOf(ground.candidates.lineUp.id, decided, holdOuts);
  return {
    decisionId: decisionIdOf(`${JSON.stringify(basis)}${told}`),
    profileId,
    placements: `{${decided.answers}}`,
    record: `{"input":${JSON.stringify(input)},"versions":${JSON.stringify(versions)},${told}}`,
    fresh: decided.fresh,
    freshLists: decided.freshLists,
    served: tally?.served ?? [],
  };
}

/** `customer`: whose data was used. */
function versionsOf(
  { definitions, shelf }: Ground,
  { placements }: Question,
  customer: Customer | undefined,
): DecisionRecord["versions"] {
  return {
    profile: customer?.version ?? null,
    definitions,
    placements: Object.fromEntries(placements.map(({ key, version }) => [key, version])),
    shelf: shelf.changedAt,
    recommendations: shelf.trainedAt,
    models: shelf.models.version,
  };
}

/** What the id is a function of, besides what is told. */
export function basisOf(
  brandId: number,
  profileId: number | null,
  { profile, definitions, placements }: DecisionRecord["versions"],
  { store, productId, products, contextId, variants, numbers }: DecisionContext,
): readonly unknown[] {
  return [
    brandId,
    profileId,
    profile,
    definitions,
    placements,
    store,
    productId,
    ...(variants === undefined ? [] : [variants]),
    ...(numbers === undefined ? [] : [{ numbers }]),
    ...(products === undefined ? [] : [products]),
    ...(contextId === undefined ? [] : [{ contextId }]),
  ];
}

/** Members of a LoggedRecord. `holdOuts`: JSON; undefined where they are not told. */
export function toldOf(lineUp: string, decided: Told, holdOuts: string | undefined): string {
  const held = holdOuts === undefined ? "" : `"holdOuts":${holdOuts},`;
  const remarks = decided.remarks === "" ? "" : `"remarks":{${decided.remarks}},`;
  return `${held}"lineUp":"${lineUp}","fates":{${decided.fates}},${remarks}"answer":{${decided.logged}}`;
}

/** Members of JSON objects, by placement. */
export interface Told {
  readonly logged: string;
  readonly fates: string;
  readonly remarks: string;
}

const noOverrides: ReadonlyMap<string, OverrideAction> = new Map();

function tallyOf(
  { candidates, windows, nowMs }: Ground,
  customer: Customer | undefined,
  past: Past,
): Tally | undefined {
  if (customer === undefined) return undefined;
  return createTally({
    past,
    windows,
    zone: () => customer.care.zone(),
    nowMs,
    describe: candidates.describe,
  });
}

const dayMs = 86_400_000;
const careForMs = 14 * dayMs;

/** After a complaint, a fault or a missing delivery, until it is solved or nothing has changed for fourteen days. */
function careDaysOf(customer: Customer | undefined, nowMs: number): number | undefined {
  const changedAt = customer?.care.openCaseChangedAt();
  if (changedAt === undefined || nowMs >= changedAt + careForMs) return undefined;
  return Math.ceil((changedAt + careForMs - nowMs) / dayMs);
}

/** By the id that the API shows, so that others can tell too. */
function unitOf(customer: Customer | undefined): string | undefined {
  return customer && unitOfLeaf(customer.leafIds[0] ?? customer.profileId);
}

interface Decided {
  /** Members of JSON objects, by placement. */
  readonly answers: string;
  readonly logged: string;
  readonly fates: string;
  readonly remarks: string;
  readonly isViewUsed: boolean;
  readonly fresh: readonly FreshVariant[];
  readonly freshLists: readonly KeptList[];
}

interface Draw {
  readonly player: Player;
  readonly holding: Holding | undefined;
  readonly tally: Tally | undefined;
  readonly overrides: ReadonlyMap<string, OverrideAction>;
  readonly isKnownCustomer: boolean;
}

function decidePlacements(
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
  draw: Draw,
): Decided {
  const { shelf, candidates, nowMs } = ground;
  const { context, placements, channel } = question;
  const freshLists: KeptList[] = [];
  const situation: Situation = {
    nowMs,
    store: context.store ?? "",
    productId: context.productId,
    products: context.products,
    numbers: context.numbers,
    lists:
      question.lists === undefined
        ? undefined
        : { kept: question.lists, leafId: customer?.leafIds[0] ?? 0, fresh: freshLists },
  };
  const ranges = languageRanges(context.language);
  const audiences = new Map<Channel | undefined, Audience>();
  const careDays = careDaysOf(customer, nowMs);
  const consent = customer && ((key: string) => customer.view.consent(key));
  let [answers, logged, fates, remarks] = ["", "", "", ""];
  let isViewUsed = false;
  const fresh: FreshVariant[] = [];
  for (const { key, body } of placements) {
    const where = body.channel ?? context.channel ?? channel;
    const audience = audiences.get(where) ?? audienceOf(customer, where);
    audiences.set(where, audience);
    const decided = decidePlacement(candidates.of(key), candidates.tiersOf(key), {
      ...draw,
      placement: body,
      placementKey: key,
      audience,
      situation,
      shelf,
      holding: promotes(body) ? draw.holding : undefined,
      channel: where,
      numbers: context.numbers,
      consent,
      careDays,
      ranges,
    });
    fresh.push(...decided.fresh);
    const name = `${answers === "" ? "" : ","}${JSON.stringify(key)}:`;
    answers += name + decided.answer;
    logged += name + decided.logged;
    fates += `${name}"${decided.fates}"`;
    remarks += remarksOf(remarks, key, decided.remarks);
    isViewUsed ||= audience.known;
  }
  return { answers, logged, fates, remarks, isViewUsed, fresh, freshLists };
}

export function remarksOf(before: string, placement: string, remarks: Picked["remarks"]): string {
  for (const _ in remarks)
    return `${before === "" ? "" : ","}${JSON.stringify(placement)}:${JSON.stringify(remarks)}`;
  return "";
}

function ownContext(context: DecisionContext): DecisionContext {
  const { channel, store, productId, products, contextId, language, numbers, variants } = context;
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(store === undefined ? {} : { store }),
    ...(productId === undefined ? {} : { productId }),
    ...(products === undefined ? {} : { products }),
    ...(contextId === undefined ? {} : { contextId }),
    ...(language === undefined ? {} : { language }),
    ...(numbers === undefined ? {} : { numbers: inOrder(numbers) }),
    ...(variants === undefined ? {} : { variants: inOrder(variants) }),
  };
}

function inOrder<Value>(named: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)));
}
