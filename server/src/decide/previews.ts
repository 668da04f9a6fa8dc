import type {
  ContactPolicy,
  DecideAnswer,
  Experience,
  HoldOut,
  JsonObject,
  Placement,
  PreviewRequest,
} from "@attune/contract";
import type { LiveKind, LiveSet } from "../govern/index.ts";
import type { Clock } from "../kernel/clock.ts";
import { isIn } from "../segment/index.ts";
import { indexCandidates } from "./candidates.ts";
import type { Conditions, Predicate } from "./conditions.ts";
import type { Windows } from "./contact/windows.ts";
import type { Customers } from "./customers.ts";
import type { Ground } from "./decide.ts";
import { reasonOf } from "./reasons.ts";
import { type ReadToken, recognise } from "./recognise.ts";
import { type RehearsalPorts, rehearse } from "./rehearse.ts";
import type { Shelf } from "./shelf.ts";
import type { FindMembers } from "./simulate/eligible-now.ts";
import { asksAnew, type ChangedExperience, withChanges } from "./simulate/worlds.ts";

export interface Previews {
  /**
   * What would be decided were the drafts live, with the whole record. Kept and counted nowhere. Whom a new condition suits is told as of now.
   * Throws a Refusal for a draft that could not be put, with places under `/drafts/<key>`.
   */
  preview(brandId: number, request: PreviewRequest): Promise<DecideAnswer>;
}

interface Ports extends Omit<RehearsalPorts, "customers"> {
  readonly placements: LiveKind<Placement>;
  readonly experiences: LiveKind<Experience>;
  readonly holdOuts: LiveKind<HoldOut>;
  readonly policies: LiveKind<ContactPolicy>;
  readonly conditions: Conditions;
  readonly customers: Customers;
  readonly windows: Windows;
  readonly shelfOf: (brandId: number) => Shelf;
  readonly membersOf: (brandId: number) => FindMembers;
  /** As it would be put. Throws a Refusal with places under the pointer. */
  readonly judge: (
    brandId: number,
    experience: string,
    body: JsonObject,
    pointer: string,
  ) => Promise<Experience>;
  readonly clock: Clock;
}

/** Whoever previews names the customer. */
const noToken: ReadToken = async () => undefined;

export function createPreviews(ports: Ports): Previews {
  return {
    preview: async (brandId, request) => {
      const changes = await judgeAll(ports, brandId, request.drafts);
      const caller = { brandId, proof: "secretKey" } as const;
      const customer = await recognise({ ...ports, readToken: noToken }, caller, request);
      const ground = await groundWith(ports, brandId, changes, request.at);
      const live = ports.placements.of(brandId).byKey;
      const asked = [...new Set(request.placements)].sort();
      const placements = asked.map((key) => live.get(key)).filter((placement) => placement !== undefined);
      const question = { placements, context: request.context, channel: undefined };
      const { record } = await rehearse(ports, ground, question, customer);
      const unknown = asked.filter((key) => !live.has(key)).map((key) => [key, noSuchPlacement] as const);
      return {
        decisionId: record.decisionId,
        placements: { ...record.answer, ...Object.fromEntries(unknown) },
        record,
      };
    },
  };
}

const noSuchPlacement = { experience: null, content: null, reason: reasonOf("unknownPlacement") };

async function judgeAll(
  { judge, experiences }: Ports,
  brandId: number,
  drafts: PreviewRequest["drafts"],
): Promise<readonly ChangedExperience[]> {
  const { byKey } = experiences.of(brandId);
  return Promise.all(
    Object.entries(drafts).map(async ([key, body]) => ({
      key,
      body: await judge(brandId, key, body, `/drafts/${key}`),
      live: byKey.get(key),
    })),
  );
}

async function groundWith(
  ports: Ports,
  brandId: number,
  changes: readonly ChangedExperience[],
  at: string | undefined,
): Promise<Ground> {
  const [experiences, policies] = [ports.experiences.of(brandId), ports.policies.of(brandId)];
  const conditions = await conditionsWith(ports, brandId, changes);
  return {
    brandId,
    candidates: indexCandidates(brandId, withChanges(experiences, changes), conditions, policies),
    holdOuts: ports.holdOuts.of(brandId),
    definitions: positionOf(experiences, policies, ports, brandId),
    shelf: ports.shelfOf(brandId),
    windows: ports.windows,
    nowMs: at === undefined ? ports.clock.now() : Date.parse(at),
  };
}

function positionOf(
  experiences: LiveSet<Experience>,
  policies: LiveSet<ContactPolicy>,
  { placements, holdOuts, conditions }: Ports,
  brandId: number,
): number {
  const sets = [experiences, policies, placements.of(brandId), holdOuts.of(brandId)];
  return Math.max(...sets.map(({ position }) => position), conditions.position(brandId));
}

/** A condition that nobody is asked yet is asked of all customers as they are now, as for a simulation. */
async function conditionsWith(
  { conditions, membersOf }: Ports,
  brandId: number,
  changes: readonly ChangedExperience[],
): Promise<Conditions> {
  const asked = new Map<string, Predicate>();
  for (const change of changes) {
    const { condition } = change.body;
    if (condition === undefined || !asksAnew(change)) continue;
    const members = await membersOf(brandId)(condition);
    asked.set(change.key, ({ profileId }) => isIn(members, profileId));
  }
  return {
    ...conditions,
    prepare: (id, definition) => asked.get(definition.key) ?? conditions.prepare(id, definition),
  };
}
