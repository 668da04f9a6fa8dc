import type {
  Channel,
  DecideRequest,
  DecisionContext,
  DecisionRecord,
  Experience,
  HoldOut,
  Placement,
  Proof,
} from "@attune/contract";
import type { LiveDefinition, LiveKind, LiveSet } from "../govern/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Assignments } from "./assignments.ts";
import { type CandidateIndex, indexCandidates, type LineUp } from "./candidates.ts";
import type { Conditions } from "./conditions.ts";
import type { Customer, Customers } from "./customers.ts";
import { type Decision, decide, type Ground, type Question } from "./decide.ts";
import type { DecisionArchive, DecisionLog } from "./decision-log.ts";
import { explainDecision } from "./explain-decision.ts";
import type { KeptList, KeptLists } from "./items/kept-lists.ts";
import { reasonJson } from "./reasons.ts";
import { type ReadToken, recognise } from "./recognise.ts";
import { refusals } from "./refusals.ts";
import type { SharedParts } from "./shared-parts.ts";
import type { Shelf } from "./shelf.ts";
import { cardOf } from "./variants.ts";
import { withResume } from "./with-resume.ts";

export interface Caller {
  readonly brandId: number;
  readonly proof: Exclude<Proof, "none">;
  /** Where the caller's source stands. */
  readonly channel: Channel | undefined;
}

export interface Decider {
  /** JSON of a DecideAnswer, logged before it is given unless it is a dry run. One profile read and one share of a grouped insert; where there are variants, one more read. */
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
  readonly readToken: ReadToken;
  readonly shelfOf: (brandId: number) => Shelf;
  readonly log: DecisionLog;
  readonly archive: DecisionArchive;
  readonly parts: SharedParts;
  readonly clock: Clock;
}

export function createDecider(ports: Ports): Decider {
  const candidatesOf = rememberIndex(ports.conditions);
  const groundOf = (brandId: number, nowMs: number): Ground => {
    const [placements, experiences] = [ports.placements.of(brandId), ports.experiences.of(brandId)];
    const holdOuts = ports.holdOuts.of(brandId);
    const definitions = Math.max(
      placements.position,
      experiences.position,
      holdOuts.position,
      ports.conditions.position(brandId),
    );
    const candidates = candidatesOf(brandId, experiences);
    return { brandId, candidates, holdOuts, definitions, shelf: ports.shelfOf(brandId), nowMs };
  };
  return {
    decide: async (caller, request) => {
      const { brandId, proof, channel } = caller;
      const { dryRun = false, at, context } = request;
      if (dryRun && proof !== "secretKey") throw refusals.secretNeeded("dryRun");
      const customer = await recognise(ports, caller, request);
      const ground = groundOf(brandId, at === undefined ? ports.clock.now() : Date.parse(at));
      checkForced(proof, context.variants, ground.candidates);
      const { placements, unknown } = findPlacements(ports.placements.of(brandId), request.placements);
      const lists = await findLists(ports.lists, brandId, context, customer);
      const question: Question = { placements, context, channel, lists };
      const answer = await (dryRun
        ? rehearse(ports, ground, question, customer, unknown)
        : decideForGood(ports, ground, question, customer, unknown));
      return request.resume === true
        ? withResume(answer, customer, ground, context.channel ?? channel)
        : answer;
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

async function decideForGood(
  ports: Ports,
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
  unknown: readonly string[],
): Promise<string> {
  const { brandId, nowMs, candidates } = ground;
  const decision = await decideLists(ports, ground, question, customer);
  const { decisionId, profileId, record } = decision;
  await ports.parts.keepLineUp(brandId, candidates.lineUp);
  await ports.log.append(brandId, { decisionId, decidedAt: nowMs, profileId, record });
  return answerJson(decision, unknown);
}

/** As ever, but nothing is kept; so the record comes with the answer. */
async function rehearse(
  { assignments }: Ports,
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
  unknown: readonly string[],
): Promise<string> {
  const { brandId, nowMs, candidates } = ground;
  const kept = customer === undefined ? [] : await assignments.kept(brandId, customer.leafIds);
  const decision = decide(ground, question, customer, kept);
  const told = await explainDecision(onlyInMemory(candidates.lineUp), brandId, {
    ...decision,
    decidedAt: nowMs,
  });
  const record: DecisionRecord = { ...told, answer: JSON.parse(decision.placements) };
  return answerJson(decision, unknown, `,"record":${JSON.stringify(record)}`);
}

/** The contents are in the answer. */
function onlyInMemory(lineUp: LineUp): SharedParts {
  return {
    keepLineUp: () => undefined,
    findLineUp: async () => JSON.parse(lineUp.text),
    findContents: async (_brandId, wanted) => wanted.map(() => ({ content: null })),
  };
}

/** A placement that is not there is answered too: a page is never left without an answer. */
function answerJson({ decisionId, placements }: Decision, unknown: readonly string[], more = ""): string {
  if (unknown.length === 0) return `{"decisionId":"${decisionId}","placements":${placements}${more}}`;
  const nothing = `{"experience":null,"content":null,"reason":${reasonJson("unknownPlacement")}}`;
  const others = unknown.map((key) => `${JSON.stringify(key)}:${nothing}`).join(",");
  const known = placements.slice(1, -1);
  return `{"decisionId":"${decisionId}","placements":{${known}${known === "" ? "" : ","}${others}}${more}}`;
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
): { readonly placements: readonly LiveDefinition<Placement>[]; readonly unknown: readonly string[] } {
  const keys = asked.length === 1 ? asked : [...new Set(asked)].sort();
  const placements = keys.map((key) => live.byKey.get(key)).filter((placement) => placement !== undefined);
  const unknown = placements.length === keys.length ? [] : keys.filter((key) => !live.byKey.has(key));
  return { placements, unknown };
}
