import { createZone } from "@attune/contract";

const weekMs = 604_800_000;

/** Where the shop's clock hangs. */
export const shopTimeZone = "Europe/London";

/** Moves the times of the file by whole weeks, so that the weekday and the time of day stay. */
export interface TimeShift {
  readonly weeks: number;
  /** Wall clock of the file → epoch milliseconds. */
  toInstant(wallAt: number): number;
}

const inShop = createZone(shopTimeZone);

export function createTimeShift(weeks: number): TimeShift {
  return { weeks, toInstant: (wallAt) => inShop(wallAt + weeks * weekMs) };
}

/** As many weeks as bring the last invoice into the week before `now` (epoch milliseconds), and not past it. */
export function shiftToWeekBefore(lastWallAt: number, now: number): TimeShift {
  let weeks = Math.floor((now - lastWallAt) / weekMs) + 1;
  while (inShop(lastWallAt + weeks * weekMs) > now) weeks -= 1;
  return createTimeShift(weeks);
}

/** The shift of a former import, from where it put one invoice; undefined when that is no whole number of weeks. */
export function shiftOf(wallAt: number, placedAt: number): TimeShift | undefined {
  const shift = createTimeShift(Math.round((placedAt - wallAt) / weekMs));
  return shift.toInstant(wallAt) === placedAt ? shift : undefined;
}
