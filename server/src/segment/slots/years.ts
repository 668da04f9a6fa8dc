import type { Around } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import { yearsAround } from "../years-around.ts";
import { periodBits } from "./periods.ts";
import type { SlotForm } from "./slot-form.ts";

/** In which of the `of` years that end with the newest there was an event around an occasion. State: as of periods. */
export interface YearsSlot extends Pick<Around, "occasion" | "region" | "before" | "after" | "of"> {
  readonly kind: "years";
}

/** Changes of the clock, and so the beginnings of days, fall on quarters of an hour. */
const quarterMs = 900_000;

export function yearsForm(slot: YearsSlot, calendar: Calendar): SlotForm {
  const { yearOf } = yearsAround(slot, calendar);
  const bits = periodBits(slot.of);
  return {
    add: (kept, { occurredAt }) => {
      const year = yearOf(occurredAt);
      return year === undefined ? undefined : bits.add(kept, year);
    },
    merge: bits.merge,
    fill: {
      sql: () => `groupUniqArray(toInt64(floor(toUnixTimestamp64Milli(occurred_at) / ${quarterMs})))`,
      read: (kept) => {
        if (!Array.isArray(kept)) return undefined;
        const years = kept.map((quarter) => yearOf(Number(quarter) * quarterMs));
        return bits.of(new Set(years.filter((year) => year !== undefined)));
      },
    },
  };
}

export function yearsSlot({ occasion, region, before, after, of }: Around): YearsSlot {
  return {
    kind: "years",
    occasion,
    of,
    ...(region === undefined ? {} : { region }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
