import { z } from "zod";
import { type Purpose, purposes } from "./purpose.ts";

/** Who may be shown it at all. What is not known counts against it. */
export interface Law {
  /** In years, by the trait `birthday`, `birthDate` or `dateOfBirth`. */
  readonly minimumAge?: number;
  /** Two capital letters each, ISO 3166, by the trait `address.country` or `country`. */
  readonly countries?: readonly string[];
}

export const lawSchema: z.ZodType<Law> = z
  .strictObject({
    minimumAge: z.int().min(1).max(120).exactOptional(),
    countries: z
      .array(z.string().regex(/^[A-Z]{2}$/, "A country is two capital letters, like GB."))
      .min(1)
      .max(250)
      .exactOptional(),
  })
  .refine(({ minimumAge, countries }) => minimumAge !== undefined || countries !== undefined, {
    message: "Name minimumAge or countries.",
  });

/** What showing it is a use of data for, besides personalisation. */
export const purposeSchema: z.ZodType<Purpose> = z.enum(purposes);
