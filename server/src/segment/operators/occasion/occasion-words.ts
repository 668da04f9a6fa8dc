import { daysOf, type OccasionCondition, personalOccasions } from "@attune/contract";

/** `blackFriday` → `Black Friday`; `at most 14 days before Mothers Day`. */
export function occasionDayWords({
  occasion,
  before,
  after,
}: Pick<OccasionCondition, "occasion" | "before" | "after">): string {
  const name = occasion.replace(/[A-Z]/g, (letter) => ` ${letter}`);
  const words = personalOccasions.some((one) => one === occasion)
    ? `their ${name.toLowerCase()}`
    : name.charAt(0).toUpperCase() + name.slice(1);
  if (before === undefined && after === undefined) return words;
  const around = [
    before === undefined ? [] : [`at most ${daysOf(before)} days before`],
    after === undefined ? [] : [`at most ${daysOf(after)} days after`],
  ].flat();
  return `${around.join(" or ")} ${words}`;
}
