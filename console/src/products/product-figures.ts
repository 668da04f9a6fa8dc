import type { ProductMetric, ProductNumbers } from "@attune/contract";
import type { Formats } from "../format/formats.ts";

export function writeFigure(
  numbers: ProductNumbers["numbers"],
  { key, unit }: Pick<ProductMetric, "key" | "unit">,
  currency: string,
  formats: Formats,
): string {
  return unit === "money" ? formats.wholeMoney(numbers[key], currency) : formats.number(numbers[key]);
}

/** Of those who put it in the cart, who left it there; of the pieces bought, those that came back. Undefined where there is nothing to tell or to divide by. */
export function shareOf(numbers: ProductNumbers["numbers"], key: ProductMetric["key"]): number | undefined {
  const whole = key === "left" ? numbers.carted : key === "returned" ? numbers.bought : 0;
  return whole <= 0 || numbers[key] === 0 ? undefined : numbers[key] / whole;
}
