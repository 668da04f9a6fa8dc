/** A stretch of time with one offset. `fromMs` is an instant; a wall clock shows `instant + offsetMs`, counted as if it were UTC. */
export interface OffsetStretch {
  readonly fromMs: number;
  readonly offsetMs: number;
}

const weekMs = 7 * 86_400_000;
const tableFromMs: number = Date.UTC(1970, 0, 1);
const tableUntilMs: number = Date.UTC(2100, 0, 1);

const tables = new Map<string, readonly OffsetStretch[]>();

/**
 * The offsets of a time zone in order, from 1970 to 2100; the first also counts before, the last also after.
 * Found by asking Intl once a week and halving where the answer changed: about 40 ms a zone, then remembered.
 * Throws a RangeError for a time zone that this machine does not know.
 */
export function utcOffsets(timeZone: string): readonly OffsetStretch[] {
  let table = tables.get(timeZone);
  if (table === undefined) {
    table = readOffsets(offsetReader(timeZone));
    tables.set(timeZone, table);
  }
  return table;
}

function readOffsets(offsetAt: (instantMs: number) => number): readonly OffsetStretch[] {
  const stretches: OffsetStretch[] = [{ fromMs: Number.NEGATIVE_INFINITY, offsetMs: offsetAt(tableFromMs) }];
  let offsetMs = offsetAt(tableFromMs);
  for (let fromMs = tableFromMs; fromMs < tableUntilMs; fromMs += weekMs) {
    const next = offsetAt(fromMs + weekMs);
    if (next === offsetMs) continue;
    stretches.push({ fromMs: firstInstantOf(next, fromMs, fromMs + weekMs, offsetAt), offsetMs: next });
    offsetMs = next;
  }
  return stretches;
}

/** The instant in `(beforeMs, atMs]` from which on the offset is `offsetMs`; it is so at `atMs`. */
function firstInstantOf(
  offsetMs: number,
  beforeMs: number,
  atMs: number,
  offsetAt: (instantMs: number) => number,
): number {
  let [before, at] = [beforeMs, atMs];
  while (at - before > 1) {
    const middle = Math.floor((before + at) / 2);
    if (offsetAt(middle) === offsetMs) at = middle;
    else before = middle;
  }
  return at;
}

function offsetReader(timeZone: string): (instantMs: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (instantMs) => {
    const fields: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(instantMs)) fields[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instantMs / 1_000) * 1_000;
  };
}
