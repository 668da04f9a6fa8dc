import { z } from "zod";

/** ISO 4217 code, three capital letters. */
export const currencySchema: z.ZodType<string, string> = z
  .string()
  .regex(/^[A-Z]{3}$/, "Three capital letters, as in ISO 4217.");

/** A decimal amount as it stands on a price tag, number or text: 19.99 or "19.99". Never minor units. */
export const decimalSchema: z.ZodType<number | string, number | string> = z.union(
  [z.number(), z.string().regex(/^\s*-?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})\s*$/)],
  { error: "A decimal number, such as 19.99." },
);

/** Minor units of the currency beside it: 1999 with EUR is 19.99 €. */
export const minorSchema: z.ZodType<number, number> = z.int();
