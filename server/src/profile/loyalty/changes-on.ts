import type { LoyaltySettings } from "@attune/contract";
import { type Day, leavesWindowOn } from "../../kernel/local-date.ts";
import type { Loyalty } from "./evaluate.ts";
import type { LoyalPerson } from "./measure.ts";
import { lapseDay } from "./stage.ts";

/** The next date on which the calendar alone changes a number that does not merely count days, a band, the stage or a flag. Null: never. */
export function changesOn(
  loyalty: Loyalty,
  person: Pick<LoyalPerson, "firstSeenOn">,
  settings: LoyaltySettings,
): Day | null {
  const { measures, today } = loyalty;
  const coming = [
    ...(measures.slidesOn === null ? [] : [measures.slidesOn]),
    ...shopDates(loyalty, settings),
    ...leadDates(loyalty, person, settings),
    ...tenureDates(measures.joined, today),
  ].filter((day) => day > today);
  return coming.length === 0 ? null : Math.min(...coming);
}

function shopDates({ measures, expectedGap }: Loyalty, { bands, stages }: LoyaltySettings): readonly Day[] {
  const { lastShop, firstShop } = measures;
  if (lastShop === null || firstShop === null || expectedGap === null) return [];
  const after = (index: number): Day => lastShop + Math.floor(index * expectedGap) + 1;
  return [
    ...bands.daysSinceShop.map((months) => leavesWindowOn(lastShop, months)),
    ...bands.overdueIndex.map(after),
    after(stages.atRiskIndex),
    after(stages.lapseIndex),
    lapseDay(lastShop, expectedGap, stages),
    lastShop + stages.longLapseDays + 1,
    leavesWindowOn(lastShop, stages.lostMonths) + 1,
    firstShop + stages.firstShopDays + 1,
    firstShop + stages.onboardDays + 1,
    lastShop + stages.returnedDays + 1,
  ];
}

function leadDates(
  { measures: { engaged, lastShop } }: Loyalty,
  { firstSeenOn }: Pick<LoyalPerson, "firstSeenOn">,
  { bands, stages }: LoyaltySettings,
): readonly Day[] {
  const dates = engaged === null ? [] : bands.daysSinceEngagement.map((days) => engaged + days + 1);
  if (lastShop !== null) return dates;
  const starts = [engaged, firstSeenOn].filter((day) => day !== null);
  return [
    ...dates,
    ...starts.flatMap((day) => [day + stages.newLeadDays + 1, day + stages.inactiveLeadDays + 1]),
  ];
}

const yearDays = 365;

function tenureDates(joined: Day | null, today: Day): readonly Day[] {
  if (joined === null) return [];
  const years = Math.max(1, Math.ceil((today - joined) / yearDays));
  return [joined + 91, joined + years * yearDays + 1, joined + (years + 1) * yearDays + 1];
}
