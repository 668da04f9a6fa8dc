import type {
  Channel,
  ContactPolicy,
  DecideAnswer,
  DecideRequest,
  DecisionContext,
  DecisionRecord,
  DecisionReplay,
  DecisionWhy,
  Experience,
  HoldOut,
  Placement,
  Proof,
} from "@attune/contract";
import type { LiveDefinition, LiveKind, LiveSet } from "../govern/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { Assignments } from "./assignments.ts";
import { type CandidateIndex, indexCandidates } from "./candidates.ts";
import type { Conditions } from "./conditions.ts";
import type { ContactLog } from "./contact/contact-log.ts";
import { forgetServed } from "./contact/forget-served.ts";
import type { Windows } from "./contact/windows.ts";
import type { Customer, Customers } from "./customers.ts";
import { type Decision, decide, type Ground, type Known, type Question } from "./decide.ts";
import type { DecisionArchive, DecisionLog, LoggedDecision, LoggedRecord } from "./decision-log.ts";
import { explainDecision } from "./explain-decision.ts";
import type { KeptList, KeptLists } from "./items/kept-lists.ts";
import type { Overrides } from "./override/overrides.ts";
import { reasonJson } from "./reasons.ts";
import { type ReadToken, recognise } from "./recognise.ts";
import { refusals } from "./refusals.ts";
import { knownOf, rehearse } from "./rehearse.ts";
import { replayDecision } from "./replay.ts";
import type { SharedParts } from "./shared-parts.ts";
import type { Shelf } from "./shelf.ts";
import { cardOf } from "./variants.ts";
import { tellWhy } from "./why.ts";
import { withResume } from "./with-resume.ts";

export interface Caller {
  readonly brandId: number;
  readonly proof: Exclude<Proof, "none">;
  /** Where the caller's source stands. */
  readonly channel: Channel | undefined;
}

export interface Decider {
  /**
   * JSON of a DecideAnswer, logged before it is given unless it is a dry run. One profile read and one share of a grouped insert; where there are
   * variants or contacts are counted, one more read.
   */
  decide(caller: Caller, request: DecideRequest): Promise<string>;
  /** The same, taken apart, for doors that tell it otherwise. */
  evaluate(caller: Caller, request: DecideRequest): Promise<Evaluation>;
  /** What a decision was based on. */
  explain(brandId: number, decisionId: string): Promise<DecisionRecord>;
  /** Decided again from its log. */
  replay(brandId: number, decisionId: string): Promise<DecisionReplay>;
  /** The same in words for the customer. */
  why(brandId: number, decisionId: string): Promise<DecisionWhy>;
}

export interface Evaluation {
  readonly decisionId: string;
  /** Only placements that are there. */
  readonly placements: DecideAnswer["placements"];
  readonly record: LoggedRecord;
}

interface Ports {
  readonly placements: LiveKind<Placement>;
  readonly experiences: LiveKind<Experience>;
  readonly holdOuts: LiveKind<HoldOut>;
  readonly policies: LiveKind<ContactPolicy>;
  readonly overrides: Pick<Overrides, "of">;
  readonly contacts: ContactLog;
  readonly windows: Windows;
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
  const find = async (brandId: number, decisionId: string): Promise<LoggedDecision> => {
    const found = await ports.archive.find(brandId, decisionId);
    if (found === undefined) throw refusals.unknownDecision();
    return found;
  };
  const prepare = async (caller: Caller, request: DecideRequest): Promise<Prepared> => {
    const { brandId, proof, channel } = caller;
    const { dryRun = false, at, context } = request;
    if (dryRun && proof !== "secretKey") throw refusals.secretNeeded("dryRun");
    const customer = await recognise(ports, caller, request);
    const nowMs = at === undefined ? ports.clock.now() : Date.parse(at);
    const ground = groundOf(ports, brandId, candidatesOf, nowMs);
    checkForced(proof, context.variants, ground.candidates);
    const { placements, unknown } = findPlacements(ports.placements.of(brandId), request.placements);
    const lists = await findLists(ports.lists, brandId, context, customer);
    return { ground, question: { placements, context, channel, lists }, customer, unknown };
  };
  return {
    decide: async (caller, request) => {
      const prepared = await prepare(caller, request);
      const answer = await (request.dryRun === true
        ? rehearseAnswer(ports, prepared)
        : answerForGood(ports, prepared));
      const { ground, customer, question } = prepared;
      return request.resume === true
        ? withResume(answer, customer, ground, question.context.channel ?? caller.channel)
        : answer;
    },
    evaluate: async (caller, request) => {
      const { decisionId, placements, record } = await decideForGood(ports, await prepare(caller, request));
      return { decisionId, placements: JSON.parse(placements), record: JSON.parse(record) };
    },
    explain: async (brandId, decisionId) =>
      explainDecision(ports.parts, brandId, await find(brandId, decisionId)),
    replay: async (brandId, decisionId) =>
      replayDecision(ports.parts, brandId, await find(brandId, decisionId)),
    why: async (brandId, decisionId) => tellWhy(ports.parts, brandId, await find(brandId, decisionId)),
  };
}

type CandidatesOf = ReturnType<typeof rememberIndex>;

function groundOf(ports: Ports, brandId: number, candidatesOf: CandidatesOf, nowMs: number): Ground {
  const [placements, experiences] = [ports.placements.of(brandId), ports.experiences.of(brandId)];
  const [holdOuts, policies] = [ports.holdOuts.of(brandId), ports.policies.of(brandId)];
  return {
    brandId,
    candidates: candidatesOf(brandId, experiences, policies),
    holdOuts,
    definitions: Math.max(
      placements.position,
      experiences.position,
      holdOuts.position,
      policies.position,
      ports.conditions.position(brandId),
    ),
    shelf: ports.shelfOf(brandId),
    windows: ports.windows,
    nowMs,
  };
}

/** All that a request comes to. */
interface Prepared {
  readonly ground: Ground;
  readonly question: Question;
  readonly customer: Customer | undefined;
  /** Keys of placements that are not there. */
  readonly unknown: readonly string[];
}

async function findLists(
  lists: KeptLists,
  brandId: number,
  { contextId }: DecisionContext,
  customer: Customer | undefined,
): Promise<readonly KeptList[] | undefined> {
  if (contextId === undefined || customer?.isWhole === false) return undefined; // a list made of all that she did would tell it
  return lists.find(brandId, contextId, customer?.leafIds[0] ?? 0);
}

/** As variants: a list that is shown for the first time is kept before it is decided upon, so that two calls at once show the same. */
async function withLists(
  ports: Ports,
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
): Promise<Question> {
  const { lists, context } = question;
  if (context.contextId === undefined || lists === undefined) return question;
  const { freshLists } = decide(ground, question, customer, await knownOf(ports, ground, customer));
  if (freshLists.length === 0) return question;
  await ports.lists.keep(ground.brandId, context.contextId, freshLists);
  return { ...question, lists: await findLists(ports.lists, ground.brandId, context, customer) };
}

async function decideForGood(ports: Ports, { ground, question, customer }: Prepared): Promise<Decision> {
  await ports.parts.keepLineUp(ground.brandId, ground.candidates.lineUp);
  return decideAndKeep(ports, ground, await withLists(ports, ground, question, customer), customer);
}

async function answerForGood(ports: Ports, prepared: Prepared): Promise<string> {
  return answerJson(await decideForGood(ports, prepared), prepared.unknown);
}

/** The record comes with the answer. */
async function rehearseAnswer(ports: Ports, prepared: Prepared): Promise<string> {
  const { ground, question, customer, unknown } = prepared;
  const { decision, record } = await rehearse(ports, ground, question, customer);
  return answerJson(decision, unknown, `,"record":${JSON.stringify(record)}`);
}

/** A placement that is not there is answered too: a page is never left without an answer. It is not logged, since it may be any text. */
function answerJson({ decisionId, placements }: Decision, unknown: readonly string[], more = ""): string {
  if (unknown.length === 0) return `{"decisionId":"${decisionId}","placements":${placements}${more}}`;
  const nothing = `{"experience":null,"content":null,"reason":${reasonJson("unknownPlacement")}}`;
  const others = unknown.map((key) => `${JSON.stringify(key)}:${nothing}`).join(",");
  const known = placements.slice(1, -1);
  return `{"decisionId":"${decisionId}","placements":{${known}${known === "" ? "" : ","}${others}}${more}}`;
}

async function decideAndKeep(
  ports: Ports,
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
): Promise<Decision> {
  const { brandId, candidates, nowMs } = ground;
  const isSome = (such: (placement: string) => boolean): boolean =>
    question.placements.some(({ key }) => such(key));
  const known: Known =
    customer === undefined
      ? {}
      : {
          overrides: ports.overrides.of(brandId, customer.leafIds, nowMs),
          isKnownCustomer: isSome(candidates.asksNew)
            ? await ports.customers.isKnown(brandId, customer.leafIds)
            : false,
        };
  const deals = isSome(candidates.deals);
  if (customer !== undefined && isSome(candidates.counts))
    return ports.contacts.decide(brandId, {
      leafIds: customer.leafIds,
      leafId: customer.leafId,
      asksBought: candidates.countsBought,
      asksKept: deals,
      nowMs,
      decide: (read) => decide(ground, question, customer, { ...known, ...read }),
      forget: (served) => forgetServed(served, candidates, ports.windows, nowMs),
    });
  const decision =
    customer === undefined || !deals
      ? decide(ground, question, customer, known)
      : await decideAndDeal(ports.assignments, ground, question, customer, known);
  const { decisionId, profileId, record } = decision;
  await ports.log.append(brandId, { decisionId, decidedAt: nowMs, profileId, record });
  return decision;
}

/** What is shown for the first time is kept before it is answered, and decided again by what was kept: two calls at once show the same. */
async function decideAndDeal(
  assignments: Assignments,
  ground: Ground,
  question: Question,
  customer: Customer,
  known: Known,
): Promise<Decision> {
  const { brandId } = ground;
  const { leafIds, profileId } = customer;
  const decideNow = async (): Promise<Decision> =>
    decide(ground, question, customer, { ...known, kept: await assignments.kept(brandId, leafIds) });
  const decision = await decideNow();
  if (decision.fresh.length === 0) return decision;
  await assignments.keep(brandId, leafIds[0] ?? profileId, decision.fresh);
  return decideNow();
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
): (brandId: number, experiences: LiveSet<Experience>, policies: LiveSet<ContactPolicy>) => CandidateIndex {
  interface Built {
    readonly policies: LiveSet<ContactPolicy>;
    readonly index: CandidateIndex;
  }
  const indexes = new WeakMap<LiveSet<Experience>, Map<number, Built>>();
  return (brandId, experiences, policies) => {
    const known = indexes.get(experiences)?.get(brandId);
    if (known?.policies === policies) return known.index;
    const index = indexCandidates(brandId, experiences, conditions, policies);
    indexes.set(experiences, new Map(indexes.get(experiences)).set(brandId, { policies, index }));
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
