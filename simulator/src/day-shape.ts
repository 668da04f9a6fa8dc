import { dayMs } from "./person.ts";

/** How many of a day's visits fall into each hour. */
const weights = [1, 0.6, 0.4, 0.3, 0.4, 1, 2, 4, 5, 6, 7, 7.5, 8, 7.5, 7, 7, 7, 7.5, 8, 9, 9, 7, 4, 2];
const total = weights.reduce((sum, weight) => sum + weight, 0);

/** Moves an evenly drawn moment to the day's rhythm, keeping the day and the order of moments within it. */
export function toDayShape(at: number): number {
  const day = Math.floor(at / dayMs) * dayMs;
  let rest = ((at - day) / dayMs) * total;
  for (let hour = 0; hour < 24; hour++) {
    const weight = weights[hour] ?? 1;
    if (rest < weight) return day + Math.floor(((hour + rest / weight) * dayMs) / 24);
    rest -= weight;
  }
  return day + dayMs - 1;
}

const openHour = 9;
const closeHour = 20;

/** The same moment, or the next at which stores are open. */
export function toOpeningHours(at: number): number {
  const day = Math.floor(at / dayMs) * dayMs;
  const hour = ((at - day) / dayMs) * 24;
  if (hour >= openHour && hour < closeHour) return at;
  const opening = day + (openHour * dayMs) / 24 + (hour < openHour ? 0 : dayMs);
  return opening + ((at - day) % (dayMs / 24));
}
