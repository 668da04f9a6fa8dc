import {
  type Channel,
  type DecideRequest,
  type DecisionRecord,
  type Experience,
  type Identifier,
  type Placement,
  type Proof,
  parseNamespace,
} from "@attune/contract";
import { normaliseIdentifier } from "../collect/index.ts";
import type { LiveDefinition, LiveKind, LiveSet } from "../govern/index.ts";
import type { Clock } from "../kernel/clock.ts";
import { type CandidateIndex, indexCandidates } from "./candidates.ts";
import type { Conditions } from "./conditions.ts";
import type { Customers } from "./customers.ts";
import { decide, type Ground } from "./decide.ts";
import type { DecisionArchive, DecisionLog } from "./decision-log.ts";
import { explainDecision } from "./explain-decision.ts";
import { refusals } from "./refusals.ts";
import type { SharedParts } from "./shared-parts.ts";
import type { Shelf } from "./shelf.ts";

export interface Caller {
  readonly brandId: number;
  readonly proof: Exclude<Proof, "none">;
  /** Where the caller's source stands. */
  readonly channel: Channel | undefined;
}

export interface Decider {
  /** JSON of a DecideAnswer, logged before it is given. One profile read and one share of a grouped insert. */
  decide(caller: Caller, request: DecideRequest): Promise<string>;
  /** What a decision was based on. */
  explain(brandId: number, decisionId: string): Promise<DecisionRecord>;
}

interface Ports {
  readonly placements: LiveKind<Placement>;
  readonly experiences: LiveKind<Experience>;
  readonly conditions: Conditions;
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
      const nowMs = ports.clock.now();
      const ground: Ground = {
        brandId,
        candidates,
        definitions: Math.max(
          ports.placements.of(brandId).position,
          experiences.position,
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
      } = decide(ground, { placements, context: request.context, channel }, customer);
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
