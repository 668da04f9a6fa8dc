import { MappingFault } from "./mapping-fault.ts";

/** A moment on a wall clock, as if it were UTC: epoch milliseconds. */
export type WallTime = number;

/** Offsets change at quarter hours at most. */
const quarterMs = 900_000;
const dayMs = 86_400_000;

/**
 * Turns a wall clock of one time zone (IANA) into UTC. An hour that clocks leave out is taken as if they had not been
 * put forward yet, an hour that comes twice as the first. A zone that is not known is a MappingFault.
 */
export function createZone(timeZone: string): (wall: WallTime) => number {
  const format = formatOf(timeZone);
  const offsets = new Map<number, number>();
  const offsetAt = (utc: number): number => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utc)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utc / 1000) * 1000;
  };
  return (wall) => {
    const quarter = Math.floor(wall / quarterMs);
    const known = offsets.get(quarter);
    if (known !== undefined) return wall - known;
    const before = offsetAt(wall - dayMs);
    const fitting = [before, offsetAt(wall + dayMs)].filter((each) => offsetAt(wall - each) === each);
    const offset = fitting.length === 0 ? before : Math.max(...fitting);
    offsets.set(quarter, offset);
    return wall - offset;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const [year, month, day, hour, minute, second] = Array.from({ length: 6 }, () => "numeric" as const);
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      year,
      month,
      day,
      hour,
      minute,
      second,
    });
  } catch {
    throw new MappingFault(`"${timeZone}" is no time zone; Europe/London and UTC are.`);
  }
}
