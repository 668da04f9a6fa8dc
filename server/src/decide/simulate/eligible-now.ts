import {
  type Channel,
  type Condition,
  consentChannelOf,
  type EligibleNow,
  type Experience,
  isPersonalised,
  type Purpose,
  purposeNeeds,
  type SimulationResult,
} from "@attune/contract";
import { nobody, type ProfileSet, sizeOf, without } from "../../segment/index.ts";

/** Every visible customer for whom a condition holds now. */
export type FindMembers = (condition: Condition) => Promise<ProfileSet>;

/** An experience and where it is shown. */
export interface Offered {
  readonly body: Experience;
  readonly channel: Channel | undefined;
}

export interface FoundEligible {
  readonly told: SimulationResult["eligible"];
  /** For whom the changed condition holds. */
  readonly suiting: ProfileSet;
}

/** Customers as they are now, whether they ever came or not. */
export async function eligibleNow(
  find: FindMembers,
  before: Offered | undefined,
  after: Offered,
): Promise<FoundEligible> {
  const then = before && (await findEligible(find, before));
  const now = await findEligible(find, after);
  const shownBefore = then?.mayBeShown ?? nobody;
  return {
    suiting: now.suits,
    told: {
      before: then === undefined ? null : tell(then),
      after: tell(now),
      enters: sizeOf(without(now.mayBeShown, shownBefore)),
      leaves: sizeOf(without(shownBefore, now.mayBeShown)),
    },
  };
}

interface Eligible {
  readonly suits: ProfileSet;
  readonly mayBeShown: ProfileSet;
}

async function findEligible(find: FindMembers, { body, channel }: Offered): Promise<Eligible> {
  const consents = consentsFor(body, channel);
  const suits = await find(body.condition ?? everyone);
  if (consents.length === 0) return { suits, mayBeShown: suits };
  const asked = body.condition === undefined ? consents : [body.condition, ...consents];
  return { suits, mayBeShown: await find({ all: asked }) };
}

function tell({ suits, mayBeShown }: Eligible): EligibleNow {
  return { suits: sizeOf(suits), mayBeShown: sizeOf(mayBeShown) };
}

const anybody: Condition = { consent: "any.personalisation", is: "granted" };
const everyone: Condition = { any: [anybody, { not: anybody }] };

/** As `decide` asks for them. */
function consentsFor(body: Experience, channel: Channel | undefined): Condition[] {
  const consents: Condition[] = [];
  if (isPersonalised(body))
    consents.push({ consent: `${consentChannelOf(channel)}.personalisation`, is: "granted" });
  if (body.purpose !== undefined) consents.push(consentTo(body.purpose, channel));
  return consents;
}

function consentTo(purpose: Purpose, channel: Channel | undefined): Condition {
  const needs = purposeNeeds[purpose];
  const consent = `${needs.channel ? consentChannelOf(channel) : "any"}.${purpose}`;
  if (needs.consent === "granted") return { consent, is: "granted" };
  return {
    not: {
      any: [
        { consent, is: "denied" },
        { consent, is: "withdrawn" },
      ],
    },
  };
}
