import { z } from "zod";

/** Numbers are compared and summed as decimals with nine places and at most 29 digits before the point. */
export const decimalPlaces = 9;
export const decimalLimit = 1e29;

/** A number in a condition: one that a decimal holds exactly. */
export const conditionNumber: z.ZodNumber = z
  .number("This is a number.")
  .refine(
    isExactDecimal,
    `A number has at most ${decimalPlaces} decimal places and fewer than 30 digits before the point.`,
  );

function isExactDecimal(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) < decimalLimit && placesOf(value) <= decimalPlaces;
}

function placesOf(value: number): number {
  const [mantissa = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (mantissa.split(".")[1] ?? "").length - Number(exponent));
}
