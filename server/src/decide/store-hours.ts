import { type OpenHours, type StoreHours, weekdays } from "@attune/contract";

/** A store as far as decisions need it. */
export interface ShelfStoreHours {
  /** IANA; the brand's when it has none. */
  readonly timeZone: string;
  /** Undefined: nobody said. */
  readonly hours: StoreHours | undefined;
}

const dayNames: readonly string[] = weekdays;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether a store is open at a moment, by the clock on its wall; hours that end before they begin go on after midnight. Undefined: its hours are not known. */
export function isOpenAt({ timeZone, hours }: ShelfStoreHours, nowMs: number): boolean | undefined {
  if (hours === undefined) return undefined;
  const parts = formatOf(timeZone).formatToParts(nowMs);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? "";
  const today = dayNames.indexOf(part("weekday").toLowerCase());
  const time = `${part("hour")}:${part("minute")}`;
  const hoursOf = (day: number): readonly OpenHours[] => hours[weekdays[(day + 7) % 7] ?? "monday"] ?? [];
  return (
    hoursOf(today).some(({ from, until }) => from <= time && (time < until || until < from)) ||
    hoursOf(today - 1).some(({ from, until }) => until < from && time < until)
  );
}

/** Stores have few zones, and a format costs a millisecond to make. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      weekday: "long",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
  formats.set(timeZone, format);
  return format;
}
