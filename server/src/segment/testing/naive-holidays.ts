import type { Around } from "@attune/contract";

const dayMs = 86_400_000;
const known = new Map<string, Map<number, boolean>>();

/** Whether a day is at most so many days before or after an occasion. Remembered: walking through years asks for each day anew. */
export function isDayAround({ occasion, region, before = "0d", after = "0d" }: Around, day: number): boolean {
  const name = [occasion, region, before, after].join();
  const days = known.get(name) ?? new Map<number, boolean>();
  known.set(name, days);
  const length = (text: string): number => Number.parseInt(text, 10) * (text.endsWith("w") ? 7 : 1);
  const found =
    days.get(day) ??
    Array.from({ length: length(before) + length(after) + 1 }, (_, at) => day - length(after) + at).some(
      (one) => isHoliday(occasion, region, one),
    );
  days.set(day, found);
  return found;
}

/** Whether a day is an occasion, by looking at the day alone. Only those that random conditions name. */
export function isHoliday(occasion: string, region: string | undefined, day: number): boolean {
  const date = new Date(day * dayMs);
  const [year, month, ofMonth, weekday] = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCDay(),
  ];
  const isDate = (m: number, d: number): boolean => month === m && ofMonth === d;
  const isWeekday = (m: number, wanted: number, from: number): boolean =>
    month === m && weekday === wanted && ofMonth >= from && ofMonth < from + 7;
  const fromEaster = day - easter(year);
  const season = seasonOf(month, region);
  switch (`${occasion} ${region ?? ""}`) {
    case "mothersDay US":
    case "mothersDay AU":
      return isWeekday(5, 0, 8);
    case "mothersDay GB":
      return fromEaster === -21;
    case "mothersDay FR":
      return (isWeekday(5, 0, 25) && fromEaster !== 49) || (isWeekday(6, 0, 1) && fromEaster === 56);
    case "fathersDay DE":
      return fromEaster === 39;
    case "fathersDay SE":
      return isWeekday(11, 0, 8);
    case "thanksgiving US":
      return isWeekday(11, 4, 22);
    case "thanksgiving CA":
      return isWeekday(10, 1, 8);
    case "nationalDay FR":
      return isDate(7, 14);
    default:
  }
  switch (occasion) {
    case "christmas":
      return isDate(12, 25);
    case "newYearsEve":
      return isDate(12, 31);
    case "easter":
      return fromEaster === 0;
    case "goodFriday":
      return fromEaster === -2;
    case "blackFriday":
      return isWeekday(11, 5, 23);
    case "cyberMonday":
      return weekday === 1 && isHoliday("blackFriday", region, day - 3);
    default:
      return occasion === season;
  }
}

function seasonOf(month: number, region: string | undefined): string | undefined {
  if (region === undefined) return undefined;
  const north = [
    "winter",
    "winter",
    "spring",
    "spring",
    "spring",
    "summer",
    "summer",
    "summer",
    "autumn",
    "autumn",
    "autumn",
    "winter",
  ];
  const isSouth = ["AU", "NZ", "ZA"].includes(region);
  return north[(month - 1 + (isSouth ? 6 : 0)) % 12];
}

/** As an almanac of 1876 prints it. */
function easter(year: number): number {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1) / dayMs;
}
