import { z } from "zod";
import { daysOf } from "./condition-comparison.ts";

/**
 * `{ "occasion": "mothersDay", "region": "GB", "before": "14d" }`: today is the occasion, or at most so many days before or
 * after it, in days of the brand's zone. Without `region` that of the customer: the trait `address.country` or `country`.
 */
export interface OccasionCondition {
  readonly occasion: OccasionName;
  /** Two capital letters, ISO 3166. */
  readonly region?: string;
  readonly before?: string;
  readonly after?: string;
}

/** Of the customer's own life: the traits `birthday` (or `birthDate`, `dateOfBirth`) and `joinedAt` (or `createdAt`). */
export const personalOccasions = ["birthday", "joiningDay"] as const;
export const seasons = ["spring", "summer", "autumn", "winter"] as const;
export const holidays = [
  "newYear",
  "valentinesDay",
  "womensDay",
  "carnivalMonday",
  "goodFriday",
  "easter",
  "easterMonday",
  "ascensionDay",
  "pentecost",
  "halloween",
  "singlesDay",
  "blackFriday",
  "cyberMonday",
  "christmasEve",
  "christmas",
  "boxingDay",
  "newYearsEve",
  "mothersDay",
  "fathersDay",
  "thanksgiving",
  "nationalDay",
] as const;
export type Holiday = (typeof holidays)[number];
export type Season = (typeof seasons)[number];
export type OccasionName = (typeof personalOccasions)[number] | Season | Holiday;

/** Regions that keep the holiday; "everywhere" needs no region. */
export const holidayRegions: Readonly<Record<Holiday, "everywhere" | readonly string[]>> = {
  newYear: "everywhere",
  valentinesDay: "everywhere",
  womensDay: "everywhere",
  carnivalMonday: "everywhere",
  goodFriday: "everywhere",
  easter: "everywhere",
  easterMonday: "everywhere",
  ascensionDay: "everywhere",
  pentecost: "everywhere",
  halloween: "everywhere",
  singlesDay: "everywhere",
  blackFriday: "everywhere",
  cyberMonday: "everywhere",
  christmasEve: "everywhere",
  christmas: "everywhere",
  boxingDay: "everywhere",
  newYearsEve: "everywhere",
  mothersDay: regions("AT AU BE BR CA CH CZ DE DK ES FI FR GB IE IN IT JP MX NL NO NZ PL PT SE SG US ZA"),
  fathersDay: regions("AT AU BE BR CA DE DK ES FI FR GB IE IN IT JP MX NL NO NZ PL PT SE SG US ZA"),
  thanksgiving: regions("CA US"),
  nationalDay: regions("AU CA CH DE ES FR IE IT MX NO NZ PL PT SE SG US ZA"),
};

function regions(text: string): readonly string[] {
  return text.split(" ");
}

export const occasionNames: readonly [OccasionName, ...OccasionName[]] = [
  ...personalOccasions,
  ...seasons,
  ...holidays,
];

const days = z
  .string("This is a number of days or weeks, like 14d.")
  .refine(
    (text) => (daysOf(text) ?? 0) > 0 && (daysOf(text) ?? 0) <= 180,
    "This is a number of days or weeks like 14d or 2w, at most 180d.",
  );

export const occasionConditionSchema: z.ZodType<OccasionCondition> = z
  .strictObject({
    occasion: z.enum(occasionNames, `This is one of ${occasionNames.join(" ")}.`),
    region: z
      .string("A region is two capital letters, like GB.")
      .regex(/^[A-Z]{2}$/, "A region is two capital letters, like GB.")
      .exactOptional(),
    before: days.exactOptional(),
    after: days.exactOptional(),
  })
  .superRefine(({ occasion, region }, context) => {
    const fault = region === undefined ? undefined : regionFault(occasion, region);
    if (fault !== undefined) context.addIssue({ code: "custom", path: ["region"], message: fault });
  });

function regionFault(occasion: OccasionName, region: string): string | undefined {
  if (personalOccasions.some((name) => name === occasion))
    return "This occasion is the customer's own: it has no region.";
  const known: Readonly<Record<string, "everywhere" | readonly string[]>> = holidayRegions;
  const where = known[occasion] ?? "everywhere";
  if (where === "everywhere" || where.includes(region)) return undefined;
  return `${occasion} is known for ${where.join(" ")}.`;
}
