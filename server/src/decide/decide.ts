import type { Channel, DecisionContext, Placement, PlacementAnswer } from "@attune/contract";
import type { LiveDefinition } from "../govern/index.ts";
import { audienceOf } from "./audience.ts";
import type { CandidateIndex } from "./candidates.ts";
import type { Customer } from "./customers.ts";
import { decidePlacement, type Fate } from "./decide-placement.ts";
import { decisionIdOf } from "./decision-id.ts";
import type { Situation } from "./items/ranking.ts";
import type { Shelf } from "./shelf.ts";

/** What a decision stands on, apart from the customer. */
export interface Ground {
  readonly brandId: number;
  readonly candidates: CandidateIndex;
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
}

export interface Decision {
  readonly decisionId: string;
  readonly profileId: number | null;
  /** JSON of { placement key: PlacementAnswer }, in the order of the keys. */
  readonly placements: string;
  /** JSON of a LoggedRecord. */
  readonly record: string;
}

/**
 * Pure: the same customer, definitions, shelf and situation give the same bytes, whoever asks. The id is a function of all that,
 * so that the same decision again is the same record. The channel counts only where consent differs by it.
 */
export function decide(ground: Ground, question: Question, customer: Customer | undefined): Decision {
  const { shelf } = ground;
  const { context } = question;
  const situation: Situation = {
    nowMs: ground.nowMs,
    store: context.store ?? "",
    productId: context.productId,
  };
  const answers: Record<string, PlacementAnswer> = {};
  const fates: Record<string, readonly Fate[]> = {};
  const placementVersions: Record<string, number> = {};
  let isViewUsed = false;
  for (const { key, version, body } of question.placements) {
    const audience = audienceOf(customer, body.channel ?? context.channel ?? question.channel);
    const decided = decidePlacement(body, ground.candidates.get(key) ?? [], audience, situation, shelf);
    answers[key] = decided.answer;
    fates[key] = decided.fates;
    placementVersions[key] = version;
    isViewUsed ||= audience.known;
  }
  const placements = JSON.stringify(answers);
  const explanation = JSON.stringify(fates);
  const profileId = customer?.profileId ?? null;
  const profile = isViewUsed ? (customer?.version ?? null) : null;
  const asked = { placements: question.placements.map(({ key }) => key), context: ownContext(context) };
  const basis = [
    ground.brandId,
    profileId,
    profile,
    ground.definitions,
    placementVersions,
    situation.store,
    situation.productId ?? null,
  ];
  const versions = {
    profile,
    definitions: ground.definitions,
    placements: placementVersions,
    shelf: shelf.changedAt,
    recommendations: shelf.trainedAt,
  };
  return {
    decisionId: decisionIdOf(`${JSON.stringify(basis)}${placements}${explanation}`),
    profileId,
    placements,
    record: `{"input":${JSON.stringify(asked)},"versions":${JSON.stringify(versions)},"explanation":${explanation},"answer":${placements}}`,
  };
}

function ownContext({ channel, store, productId }: DecisionContext): DecisionContext {
  return {
    ...(channel === undefined ? {} : { channel }),
    ...(store === undefined ? {} : { store }),
    ...(productId === undefined ? {} : { productId }),
  };
}
