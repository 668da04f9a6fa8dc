import type { Holiday } from "@attune/contract";

/** How the day of a holiday is found in a year. Months from 1; weekdays from 0, Sunday. */
export type DayRule =
  | { readonly by: "date"; readonly month: number; readonly day: number }
  | { readonly by: "easter"; readonly days: number }
  /** The nth such weekday of the month (−1: the last), and so many days on. */
  | {
      readonly by: "weekday";
      readonly month: number;
      readonly nth: number;
      readonly weekday: number;
      readonly days: number;
    }
  /** France keeps Mother's Day on the last Sunday of May, or a week later when that is Pentecost. */
  | { readonly by: "lastSundayOfMayButPentecost" };

type Rules = DayRule | Readonly<Record<string, DayRule>>;

const date = (month: number, day: number): DayRule => ({ by: "date", month, day });
const easter = (days: number): DayRule => ({ by: "easter", days });
const nth = (n: number, weekday: number, month: number, days = 0): DayRule => ({
  by: "weekday",
  month,
  nth: n,
  weekday,
  days,
});
const [sunday, monday, thursday] = [0, 1, 4] as const;
const last = -1;

function each(regions: string, rule: DayRule): Readonly<Record<string, DayRule>> {
  return Object.fromEntries(regions.split(" ").map((region) => [region, rule]));
}

/** One rule for everywhere, or one for each region. */
export const holidayRules: Readonly<Record<Holiday, Rules>> = {
  newYear: date(1, 1),
  valentinesDay: date(2, 14),
  womensDay: date(3, 8),
  carnivalMonday: easter(-48),
  goodFriday: easter(-2),
  easter: easter(0),
  easterMonday: easter(1),
  ascensionDay: easter(39),
  pentecost: easter(49),
  halloween: date(10, 31),
  singlesDay: date(11, 11),
  blackFriday: nth(4, thursday, 11, 1),
  cyberMonday: nth(4, thursday, 11, 4),
  christmasEve: date(12, 24),
  christmas: date(12, 25),
  boxingDay: date(12, 26),
  newYearsEve: date(12, 31),
  mothersDay: {
    ...each("AT AU BE BR CA CH CZ DE DK FI IN IT JP NL NZ SG US ZA", nth(2, sunday, 5)),
    ...each("GB IE", easter(-21)),
    ...each("ES PT", nth(1, sunday, 5)),
    FR: { by: "lastSundayOfMayButPentecost" },
    SE: nth(last, sunday, 5),
    NO: nth(2, sunday, 2),
    PL: date(5, 26),
    MX: date(5, 10),
  },
  fathersDay: {
    ...each("CA FR GB IE IN JP MX NL SG US ZA", nth(3, sunday, 6)),
    ...each("AU NZ", nth(1, sunday, 9)),
    ...each("AT BE", nth(2, sunday, 6)),
    ...each("ES IT PT", date(3, 19)),
    ...each("FI NO SE", nth(2, sunday, 11)),
    DE: easter(39),
    BR: nth(2, sunday, 8),
    DK: date(6, 5),
    PL: date(6, 23),
  },
  thanksgiving: { US: nth(4, thursday, 11), CA: nth(2, monday, 10) },
  nationalDay: {
    AU: date(1, 26),
    CA: date(7, 1),
    CH: date(8, 1),
    DE: date(10, 3),
    ES: date(10, 12),
    FR: date(7, 14),
    IE: date(3, 17),
    IT: date(6, 2),
    MX: date(9, 16),
    NO: date(5, 17),
    NZ: date(2, 6),
    PL: date(11, 11),
    PT: date(6, 10),
    SE: date(6, 6),
    SG: date(8, 9),
    US: date(7, 4),
    ZA: date(4, 27),
  },
};

/** The rule of a region; undefined when it does not keep the holiday. */
export function ruleOf(holiday: Holiday, region: string | undefined): DayRule | undefined {
  const rules = holidayRules[holiday];
  if (isRule(rules)) return rules;
  return region !== undefined && Object.hasOwn(rules, region) ? rules[region] : undefined;
}

function isRule(rules: Rules): rules is DayRule {
  return typeof rules["by"] === "string";
}
