import type { LifecycleStage, LoyaltySettings, StageRules, SubStage } from "@attune/contract";
import { type Day, leavesWindowOn } from "../../kernel/local-date.ts";
import { expectedGap } from "./expected-gap.ts";
import type { LoyalPerson, Measures } from "./measure.ts";
import type { RfmScores } from "./rfm.ts";
import type { Population, Thresholds } from "./thresholds.ts";

export interface StageQuestion {
  readonly measures: Measures;
  readonly person: Pick<LoyalPerson, "firstSeenOn">;
  readonly today: Day;
  readonly gap: number | null;
  readonly rfm: RfmScores | null;
  readonly population: Population | undefined;
  readonly thresholds: Thresholds;
}

export interface StageAnswer {
  readonly stage: LifecycleStage;
  readonly subStage: SubStage;
  readonly atRisk: boolean;
  readonly returned: boolean;
  readonly stageFrom: Day | null;
}

/** The first stage that matches, so that each customer is in exactly one. */
export function stageOf(question: StageQuestion, settings: LoyaltySettings): StageAnswer {
  const { measures, today, gap } = question;
  const { lastShop, firstShop } = measures;
  const rules = settings.stages;
  if (lastShop === null || firstShop === null || gap === null)
    return { ...acquire(question, rules), atRisk: false, returned: false };
  const lapsedOn = lapseDay(lastShop, gap, rules);
  if (today >= lapsedOn) {
    const subStage = lapseSubStage(lastShop, today, rules);
    return { stage: "lapse", subStage, atRisk: false, returned: false, stageFrom: lapsedOn };
  }
  const index = Math.max(0, today - lastShop) / gap;
  const returnedOn = returnDay(question, settings);
  const flags = {
    atRisk: index > rules.atRiskIndex && index <= rules.lapseIndex,
    returned: returnedOn !== null && today - returnedOn <= rules.returnedDays,
  };
  if (measures.shopCountAll === 1 || today - firstShop <= rules.onboardDays) {
    const subStage = today - firstShop <= rules.firstShopDays ? "firstShop" : "secondShopWindow";
    return { stage: "onboard", subStage, stageFrom: firstShop, ...flags };
  }
  return {
    stage: "grow",
    subStage: growSubStage(question, rules),
    stageFrom: growFrom(measures, rules, returnedOn),
    ...flags,
  };
}

function acquire(
  { measures, person, today }: StageQuestion,
  rules: StageRules,
): Pick<StageAnswer, "stage" | "subStage" | "stageFrom"> {
  const told = (subStage: SubStage): Pick<StageAnswer, "stage" | "subStage" | "stageFrom"> => ({
    stage: "acquire",
    subStage,
    stageFrom: person.firstSeenOn,
  });
  const { engaged } = measures;
  if (engaged !== null && today - engaged <= rules.newLeadDays) return told("activeLead");
  const last = Math.max(engaged ?? 0, person.firstSeenOn ?? (engaged === null ? today : 0));
  if (engaged === null && today - last <= rules.newLeadDays) return told("newLead");
  return told(today - last > rules.inactiveLeadDays ? "inactiveLead" : "coldLead");
}

/**
 * The first date in lapse if nothing is bought before: beyond the lapse index and the least days; or after long, beyond the at-risk index,
 * so that a yearly gift buyer does not lapse on day 366.
 */
export function lapseDay(lastShop: Day, gap: number, rules: StageRules): Day {
  const beyond = (index: number): number => Math.floor(index * gap) + 1;
  return (
    lastShop +
    Math.min(
      Math.max(beyond(rules.lapseIndex), rules.lapseDays),
      Math.max(rules.longLapseDays + 1, beyond(rules.atRiskIndex)),
    )
  );
}

function lapseSubStage(lastShop: Day, today: Day, rules: StageRules): SubStage {
  // More than so many months: a day later than when the window has let go of it.
  if (today > leavesWindowOn(lastShop, rules.lostMonths)) return "lost";
  return today - lastShop > rules.longLapseDays ? "lapsed" : "lapsing";
}

/** The last shop, when the customer was in lapse just before it, by the habit that was theirs until then. */
function returnDay({ measures, thresholds }: StageQuestion, settings: LoyaltySettings): Day | null {
  const { previousShop, lastShop } = measures;
  if (previousShop === null || lastShop === null) return null;
  const before = {
    shopCountAll: measures.shopCountAll - 1,
    ownGap: measures.ownGapBefore,
    mainCategory: measures.mainCategory,
  };
  const gap = expectedGap(before, thresholds, settings);
  return gap !== null && lastShop >= lapseDay(previousShop, gap, settings.stages) ? lastShop : null;
}

function growSubStage({ measures, rfm, population }: StageQuestion, rules: StageRules): SubStage {
  const best = population?.bestFrom ?? null;
  if (best !== null && (measures.netSpend12m ?? 0) >= best) return "best";
  return rfm !== null && rfm.r >= rules.loyalScore && rfm.f >= rules.loyalScore ? "loyal" : "developing";
}

function growFrom({ firstShop, secondShop }: Measures, rules: StageRules, returnedOn: Day | null): Day {
  return Math.max(secondShop ?? 0, (firstShop ?? 0) + rules.onboardDays + 1, returnedOn ?? 0);
}
