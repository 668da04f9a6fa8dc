import type { DecisionRecord } from "@attune/contract";
import type { LineUp } from "./candidates.ts";
import type { ContactLog } from "./contact/contact-log.ts";
import type { Customer, Customers } from "./customers.ts";
import { type Decision, decide, type Ground, type Known, type Question } from "./decide.ts";
import { explainDecision } from "./explain-decision.ts";
import type { Overrides } from "./override/overrides.ts";
import type { SharedParts } from "./shared-parts.ts";

export interface RehearsalPorts {
  readonly contacts: Pick<ContactLog, "past">;
  readonly overrides: Pick<Overrides, "of">;
  readonly customers: Pick<Customers, "isKnown">;
}

export interface Rehearsed {
  readonly decision: Decision;
  readonly record: DecisionRecord;
}

/** As ever, but nothing is kept and nothing counted; so the record comes with the decision. */
export async function rehearse(
  ports: RehearsalPorts,
  ground: Ground,
  question: Question,
  customer: Customer | undefined,
): Promise<Rehearsed> {
  const { brandId, nowMs, candidates } = ground;
  const decision = decide(ground, question, customer, await knownOf(ports, ground, customer));
  const told = await explainDecision(onlyInMemory(candidates.lineUp), brandId, {
    ...decision,
    decidedAt: nowMs,
  });
  return { decision, record: { ...told, answer: JSON.parse(decision.placements) } }; // written by decide only
}

/** All that is known of the customer, whether the candidates ask for it or not. */
export async function knownOf(
  { contacts, overrides, customers }: RehearsalPorts,
  { brandId, nowMs }: Pick<Ground, "brandId" | "nowMs">,
  customer: Customer | undefined,
): Promise<Known> {
  if (customer === undefined) return {};
  const { leafIds } = customer;
  const read = await contacts.past(brandId, { leafIds, asksBought: true, asksKept: true });
  const isKnownCustomer = await customers.isKnown(brandId, leafIds);
  return { ...read, isKnownCustomer, overrides: overrides.of(brandId, leafIds, nowMs) };
}

/** The contents are in the answer. */
function onlyInMemory(lineUp: LineUp): SharedParts {
  return {
    keepLineUp: () => undefined,
    findLineUp: async () => JSON.parse(lineUp.text),
    findExperience: async () => undefined,
    findBodies: async () => [],
    findContents: async (_brandId, wanted) => wanted.map(() => ({ content: null })),
  };
}
