import {
  type Channel,
  type DecideRequest,
  type DecisionContext,
  type DecisionRecord,
  type Experience,
  type HoldOut,
  type Identifier,
  type Placement,
  type Proof,
  parseNamespace,
} from "@attune/contract";
import { normaliseIdentifier } from "../collect/index.ts";
import type { LiveDefinition, LiveKind, LiveSet } from "../govern/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Assignments } from "./assignments.ts";
import { type CandidateIndex, indexCandidates } from "./candidates.ts";
import type { Conditions } from "./conditions.ts";
import type { Customer, Customers } from "./customers.ts";
import { type Decision, decide, type Ground, type Question } from "./decide.ts";
import type { DecisionArchive, DecisionLog } from "./decision-log.ts";
import { explainDecision } from "./explain-decision.ts";
import type { KeptList, KeptLists } from "./items/kept-lists.ts";
import { refusals } from "./refusals.ts";
import type { SharedParts } from "./shared-parts.ts";
import type { Shelf } from "./shelf.ts";
import { cardOf } from "./variants.ts";

export interface Caller {
  readonly brandId: number;
  readonly proof: Exclude<Proof, "none">;
  /** Where the caller's source stands. */
  readonly channel: Channel | undefined;
}

export interface Decider {
  /** JSON of a DecideAnswer, logged before it is given. One profile read and one share of a grouped insert; where there are variants, one more read. */
  decide(caller: Caller, request: DecideRequest): Promise<string>;
  /** What a decision was based on. */
  explain(brandId: number, decisionId: string): Promise<DecisionRecord>;
}

interface Ports {
  readonly placements: LiveKind<Placement>;
  readonly experiences: LiveKind<Experience>;
  readonly holdOuts: LiveKind<HoldOut>;
  readonly conditions: Conditions;
  readonly assignments: Assignments;
  readonly lists: KeptLists;
  readonly customers: Customers;
  readonly shelfOf: (brandId: number) => Shelf;
  readonly log: DecisionLog;
  readonly archive: DecisionArchive;
  readonly parts: SharedParts;
  readonly clock: Clock;
}

export function createDecider(ports: Ports): Decider {
  const candidatesOf = rememberIndex(ports.conditions);
  return {
    decide: async ({ brandId, proof, channel }, request) => {
      const placements = findPlacements(ports.placements.of(brandId), request.placements);
      const identity = readIdentity(request.identity);
      const customer =
        identity.length === 0 ? undefined : await ports.customers.find(brandId, identity, { proof });
      const experiences = ports.experiences.of(brandId);
      const candidates = candidatesOf(brandId, experiences);
      checkForced(proof, request.context.variants, candidates);
      const nowMs = ports.clock.now();
      const lists = await findLists(ports.lists, brandId, request.context, customer);
      const question: Question = { placements, context: request.context, channel, lists };
      const ground: Ground = {
        brandId,
        candidates,
        holdOuts: ports.holdOuts.of(brandId),
        definitions: Math.max(
          ports.placements.of(brandId).position,
          experiences.position,
          ports.holdOuts.of(brandId).position,
          ports.conditions.position(brandId),
        ),
        shelf: ports.shelfOf(brandId),
        nowMs,
      };
      const {
        decisionId,
        profileId,
        placements: answers,
        record,
      } = await decideLists(ports, ground, question, customer);
      await ports.parts.keepLineUp(brandId, candidates.lineUp);
      await ports.log.append(brandId, { decisionId, decidedAt: nowMs, profileId, record });
      return `{"decisionId":"${decisionId}","placements":${answers}}`;
    },
    explain: async (brandId, decisionId) => {
      const found = await ports.archive.find(brandId, decisionId);
      if (found === undefined) throw refusals.unknownDecision();
      return explainDecision(ports.parts, brandId, found);
    },
  };
}

async function findLists(
  lists: KeptLists,
  brandId: number,
  { contextId }: DecisionContext,
  customer: Customer | undefined,
): Promise<readonly KeptList[] | undefined> {
  if (contextId === undefined || isSeenInPart(customer)) return undefined;
  return lists.find(brandId, contextId, customer?.leafIds[0] ?? 0);
}

/** A list made of all that a customer did would tell it to whoever may see only what this device did. */
function isSeenInPart(customer: Customer | undefined): boolean {
  return customer !== undefined && customer.view.leaves.length < customer.leafIds.length;
}

/** As variants: a list that is shown for the first time is kept before it is answered, and decided again by what was kept. */
async function decideLists(
  { assignments, lists }: Pick<Ports, "assignments" | "lists">,
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
): Promise<Decision> {
  const decision = await decideAndKeep(assignments, ground, question, customer);
  const { contextId } = question.context;
  if (contextId === undefined || decision.freshLists.length === 0) return decision;
  await lists.keep(ground.brandId, contextId, decision.freshLists);
  const kept = await findLists(lists, ground.brandId, question.context, customer);
  return decideAndKeep(assignments, ground, { ...question, lists: kept }, customer);
}

/** What is shown for the first time is kept before it is answered, and decided again by what was kept: two calls at once show the same. */
async function decideAndKeep(
  assignments: Assignments,
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
): Promise<Decision> {
  const deals = question.placements.some(({ key }) => ground.candidates.deals(key));
  if (!deals || customer === undefined) return decide(ground, question, customer);
  const { brandId } = ground;
  const { leafIds, profileId } = customer;
  const decision = decide(ground, question, customer, await assignments.kept(brandId, leafIds));
  if (decision.fresh.length === 0) return decision;
  await assignments.keep(brandId, leafIds[0] ?? profileId, decision.fresh);
  return decide(ground, question, customer, await assignments.kept(brandId, leafIds));
}

function checkForced(
  proof: Caller["proof"],
  forced: Readonly<Record<string, string>> = {},
  candidates: CandidateIndex,
): void {
  const asked = Object.entries(forced);
  if (asked.length > 0 && proof !== "secretKey") throw refusals.forcedNeedsSecret();
  const unknown = asked.filter(([experience, variant]) => {
    const deck = candidates.deckOf(experience);
    return deck === undefined || cardOf(deck, variant) === undefined;
  });
  if (unknown.length > 0) throw refusals.unknownVariants(unknown.map(([experience]) => experience));
}

/** The index of a set of experiences is built once, and forgotten with the set. */
function rememberIndex(
  conditions: Conditions,
): (brandId: number, experiences: LiveSet<Experience>) => CandidateIndex {
  const indexes = new WeakMap<LiveSet<Experience>, Map<number, CandidateIndex>>();
  return (brandId, experiences) => {
    const known = indexes.get(experiences)?.get(brandId);
    if (known !== undefined) return known;
    const index = indexCandidates(brandId, experiences, conditions);
    indexes.set(experiences, new Map(indexes.get(experiences)).set(brandId, index));
    return index;
  };
}

/** Each once, by key, so that the order of asking makes no difference. */
function findPlacements(
  live: LiveSet<Placement>,
  asked: readonly string[],
): readonly LiveDefinition<Placement>[] {
  const unknown = asked.map((key, at) => ({ at, key })).filter(({ key }) => !live.byKey.has(key));
  if (unknown.length > 0) throw refusals.unknownPlacements(unknown);
  const keys = asked.length === 1 ? asked : [...new Set(asked)].sort();
  return keys.map((key) => live.byKey.get(key)).filter((placement) => placement !== undefined);
}

/** A placeholder ("guest", "null") names nobody. */
function readIdentity(identity: DecideRequest["identity"]): readonly Identifier[] {
  const named = Object.entries(identity).map(([name, value]) => ({
    name,
    namespace: parseNamespace(name),
    value,
  }));
  const unknown = named.filter(({ namespace }) => namespace === undefined);
  if (unknown.length > 0) throw refusals.unknownNamespaces(unknown.map(({ name }) => name));
  return named.flatMap(({ namespace, value }) => {
    const normal = namespace === undefined ? undefined : normaliseIdentifier(namespace, value);
    return namespace === undefined || normal === undefined ? [] : [{ namespace, value: normal }];
  });
}
