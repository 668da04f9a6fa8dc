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
  const next = new NextDay(today);
  if (measures.slidesOn !== null) next.add(measures.slidesOn);
  addShopDates(next, loyalty, settings);
  addLeadDates(next, loyalty, person, settings);
  if (measures.joined !== null) addTenureDates(next, measures.joined, today);
  return next.found;
}

/** The earliest date after today of those added: asked for every customer, so nothing is listed. */
class NextDay {
  readonly #today: Day;
  found: Day | null = null;

  constructor(today: Day) {
    this.#today = today;
  }

  add(day: Day): void {
    if (day > this.#today && (this.found === null || day < this.found)) this.found = day;
  }
}

function addShopDates(
  next: NextDay,
  { measures, expectedGap }: Loyalty,
  { bands, stages }: LoyaltySettings,
): void {
  const { lastShop, firstShop } = measures;
  if (lastShop === null || firstShop === null || expectedGap === null) return;
  const addAfter = (index: number): void => next.add(lastShop + Math.floor(index * expectedGap) + 1);
  for (const months of bands.daysSinceShop) next.add(leavesWindowOn(lastShop, months));
  for (const index of bands.overdueIndex) addAfter(index);
  addAfter(stages.atRiskIndex);
  addAfter(stages.lapseIndex);
  next.add(lapseDay(lastShop, expectedGap, stages));
  next.add(lastShop + stages.longLapseDays + 1);
  next.add(leavesWindowOn(lastShop, stages.lostMonths) + 1);
  next.add(firstShop + stages.firstShopDays + 1);
  next.add(firstShop + stages.onboardDays + 1);
  next.add(lastShop + stages.returnedDays + 1);
}

function addLeadDates(
  next: NextDay,
  { measures: { engaged, lastShop } }: Loyalty,
  { firstSeenOn }: Pick<LoyalPerson, "firstSeenOn">,
  { bands, stages }: LoyaltySettings,
): void {
  if (engaged !== null) for (const days of bands.daysSinceEngagement) next.add(engaged + days + 1);
  if (lastShop !== null) return;
  for (const day of [engaged, firstSeenOn]) {
    if (day === null) continue;
    next.add(day + stages.newLeadDays + 1);
    next.add(day + stages.inactiveLeadDays + 1);
  }
}

const yearDays = 365;

function addTenureDates(next: NextDay, joined: Day, today: Day): void {
  const years = Math.max(1, Math.ceil((today - joined) / yearDays));
  next.add(joined + 91);
  next.add(joined + years * yearDays + 1);
  next.add(joined + (years + 1) * yearDays + 1);
}
