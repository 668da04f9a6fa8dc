import {
  type Channel,
  type DecisionContext,
  type HoldOut,
  languageRanges,
  type Placement,
} from "@attune/contract";
import type { LiveDefinition, LiveSet } from "../govern/index.ts";
import { formatId } from "../kernel/public-id.ts";
import { type Audience, audienceOf } from "./audience.ts";
import type { CandidateIndex } from "./candidates.ts";
import type { Customer } from "./customers.ts";
import { decidePlacement } from "./decide-placement.ts";
import { decisionIdOf } from "./decision-id.ts";
import { type Holding, holdingOf } from "./hold-outs.ts";
import type { KeptList } from "./items/kept-lists.ts";
import type { Situation } from "./items/ranking.ts";
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
  readonly nowMs: number;
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
}

/**
 * Pure: the same customer, definitions, shelf and situation give the same bytes, whoever asks. The id is a function of all that,
 * so that the same decision again is the same record. The channel counts only where consent differs by it. `kept`: what the customer was
 * dealt before, the oldest leaf's first.
 */
export function decide(
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
  kept: readonly KeptVariant[] = [],
): Decision {
  const context = ownContext(question.context);
  const unit = unitOf(customer);
  const player: Player = { unit, kept, forced: context.variants ?? {} };
  const holding = unit === undefined ? undefined : holdingOf(ground.holdOuts, unit);
  const decided = decidePlacements(ground, question, customer, { player, holding });
  const { lineUp } = ground.candidates;
  const profileId = customer?.profileId ?? null;
  const profile = decided.isViewUsed ? (customer?.version ?? null) : null;
  const placements = Object.fromEntries(question.placements.map(({ key, version }) => [key, version]));
  const { definitions, shelf } = ground;
  const input = { placements: question.placements.map(({ key }) => key), context };
  const versions = {
    profile,
    definitions,
    placements,
    shelf: shelf.changedAt,
    recommendations: shelf.trainedAt,
  };
  const basis = [
    ground.brandId,
    profileId,
    profile,
    definitions,
    placements,
    context.store,
    context.productId,
    ...(context.variants === undefined ? [] : [context.variants]),
    ...(context.products === undefined ? [] : [context.products]),
    ...(context.contextId === undefined ? [] : [{ contextId: context.contextId }]),
  ];
  const holdOuts = holding !== undefined && decided.isViewUsed ? `"holdOuts":${holding.fates},` : "";
  const told = `${holdOuts}"lineUp":"${lineUp.id}","fates":{${decided.fates}},"answer":{${decided.logged}}`;
  return {
    decisionId: decisionIdOf(`${JSON.stringify(basis)}${told}`),
    profileId,
    placements: `{${decided.answers}}`,
    record: `{"input":${JSON.stringify(input)},"versions":${JSON.stringify(versions)},${told}}`,
    fresh: decided.fresh,
    freshLists: decided.freshLists,
  };
}

/** By the id that the API shows, so that others can tell too. */
function unitOf(customer: Customer | undefined): string | undefined {
  return customer && formatId("prf", customer.leafIds[0] ?? customer.profileId);
}

interface Decided {
  /** Members of JSON objects, by placement. */
  readonly answers: string;
  readonly logged: string;
  readonly fates: string;
  readonly isViewUsed: boolean;
  readonly fresh: readonly FreshVariant[];
  readonly freshLists: readonly KeptList[];
}

interface Draw {
  readonly player: Player;
  readonly holding: Holding | undefined;
}

function decidePlacements(
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
  { player, holding }: Draw,
): Decided {
  const { shelf, candidates } = ground;
  const { context, placements, channel } = question;
  const freshLists: KeptList[] = [];
  const situation: Situation = {
    nowMs: ground.nowMs,
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
  let [answers, logged, fates] = ["", "", ""];
  let isViewUsed = false;
  const fresh: FreshVariant[] = [];
  for (const { key, body } of placements) {
    const where = body.channel ?? context.channel ?? channel;
    const audience = audiences.get(where) ?? audienceOf(customer, where);
    audiences.set(where, audience);
    const decided = decidePlacement(candidates.of(key), {
      placement: body,
      audience,
      situation,
      shelf,
      holding: promotes(body) ? holding : undefined,
      player,
      ranges,
    });
    if (decided.fresh !== undefined) fresh.push(decided.fresh);
    const name = `${answers === "" ? "" : ","}${JSON.stringify(key)}:`;
    answers += name + decided.answer;
    logged += name + decided.logged;
    fates += `${name}"${decided.fates}"`;
    isViewUsed ||= audience.known;
  }
  return { answers, logged, fates, isViewUsed, fresh, freshLists };
}

function promotes({ nature = "promotional", staff = false }: Placement): boolean {
  return nature === "promotional" && !staff;
}

function ownContext({
  channel,
  store,
  productId,
  products,
  contextId,
  language,
  variants,
}: DecisionContext): DecisionContext {
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(store === undefined ? {} : { store }),
    ...(productId === undefined ? {} : { productId }),
    ...(products === undefined ? {} : { products }),
    ...(contextId === undefined ? {} : { contextId }),
    ...(language === undefined ? {} : { language }),
    ...(variants === undefined ? {} : { variants: inOrder(variants) }),
  };
}

function inOrder(variants: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(variants).sort(([a], [b]) => (a < b ? -1 : 1)));
}
